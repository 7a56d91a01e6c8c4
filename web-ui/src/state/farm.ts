import type {
  AlertCounts,
  Change,
  DeviceView,
  Latch,
  LiveMessage,
  PointView,
  Reading,
  SharingView,
} from '@farmgate/gateway/contract';
import { afterSharing } from './sharing.ts';

/** All that the live socket has told, as of message `seq`. */
export interface Farm {
  readonly seq: number;
  readonly demo: boolean;
  readonly devices: readonly DeviceView[];
  readonly latch: Latch;
  readonly alerts: AlertCounts;
  /** The message after which somebody's minutes, or a request for some, were last new. Who shows them asks for them anew. */
  readonly minutes: number;
  /** Absent where this gateway has no shared pumps. */
  readonly sharing?: SharingView;
}

const noAlerts: AlertCounts = { critical: 0, warning: 0, info: 0 };

/** The farm after one live message; `gap` where messages were missed and the line must be opened again. */
export function afterMessage(farm: Farm | undefined, message: LiveMessage): Farm | 'gap' {
  if (message.type === 'snapshot') {
    const { seq, demo, devices, latch, alerts = noAlerts, sharing } = message;
    return { seq, demo, devices, latch, alerts, minutes: seq, ...(sharing ? { sharing } : {}) };
  }
  if (!farm || message.seq !== farm.seq + 1) return 'gap';
  const changes = message.type === 'delta' ? message.changes : [];
  return changes.reduce(afterChange, { ...farm, seq: message.seq });
}

function afterChange(farm: Farm, change: Change): Farm {
  switch (change.what) {
    case 'latch':
      return { ...farm, latch: change.latch };
    case 'device-gone':
      return { ...farm, devices: farm.devices.filter(({ id }) => id !== change.device) };
    case 'device-added':
      return { ...farm, devices: [...farm.devices.filter(({ id }) => id !== change.device.id), change.device] };
    case 'device':
      return withDevice(farm, change.device.id, (device) => ({ ...change.device, points: device.points }));
    case 'point':
      return withDevice(farm, change.device, (device) => withPoint(device, change.point));
    case 'alerts':
      return { ...farm, alerts: change.counts };
    case 'pump':
    case 'pump-gone':
    case 'pump-group':
    case 'run':
    case 'places':
    case 'grid':
      return farm.sharing ? { ...farm, sharing: afterSharing(farm.sharing, change) } : farm;
    case 'wallet':
    case 'minute-requests':
      return { ...farm, minutes: farm.seq };
    // Who shows it listens for it.
    case 'radio':
      return farm;
    case 'values':
      return withDevice(farm, change.device, (device) => withValues(device, change));
  }
}

function withDevice(farm: Farm, id: string, change: (device: DeviceView) => DeviceView): Farm {
  return { ...farm, devices: farm.devices.map((device) => (device.id === id ? change(device) : device)) };
}

function withPoint(device: DeviceView, point: PointView): DeviceView {
  const isThere = device.points.some(({ definition }) => definition.id === point.definition.id);
  const points = device.points.map((other) => (other.definition.id === point.definition.id ? point : other));
  return { ...device, points: isThere ? points : [...points, point] };
}

function withValues(device: DeviceView, change: Extract<Change, { what: 'values' }>): DeviceView {
  const { at, values, outOfRange = [] } = change;
  const points = device.points.map((point): PointView => {
    const { id } = point.definition;
    const value = values[id];
    if (value === undefined) return point;
    const reading: Reading = { value, at, quality: outOfRange.includes(id) ? 'out-of-range' : 'good' };
    return { ...point, reading };
  });
  return { ...device, lastHeardAt: Math.max(at, device.lastHeardAt ?? 0), points };
}
