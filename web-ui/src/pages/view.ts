import type { DeviceView, PointView, PumpView, SharingView, User } from '@farmgate/gateway/contract';
import type { SwitchRequest } from '../components/socket-card.ts';
import type { Trouble } from '../components/trouble-strip.ts';
import type { Alarm } from '../points/alarms.ts';
import type { Asking } from '../state/asking.ts';
import { keyOf } from '../state/asking.ts';
import type { Farm } from '../state/farm.ts';

/** What a page of the signed-in site is given. */
export interface View {
  readonly farm: Farm | undefined;
  readonly user: User;
  /** Gateway wall time. */
  readonly now: number;
  /** What is on the screen is new enough to be called present. */
  readonly isCurrent: boolean;
  /** There is a line: what is tapped gets through. */
  readonly isLinked: boolean;
  readonly asking: Asking;
  readonly ask: (request: SwitchRequest) => void;
}

/** A device with one of its switches. */
export interface Socket {
  readonly device: DeviceView;
  readonly point: PointView;
}

/** Every switch of the farm. */
export function socketsOf(devices: readonly DeviceView[]): Socket[] {
  return devices.flatMap((device) =>
    device.points.filter(({ definition }) => definition.kind === 'switch').map((point) => ({ device, point })),
  );
}

/** The switches that are not a shared pump's with a run: those are stopped by their run. */
export function unshared(sockets: readonly Socket[], sharing: SharingView | undefined): readonly Socket[] {
  const pumps = sharing?.pumps.filter(({ run }) => run !== undefined) ?? [];
  return withoutPumps(sockets, pumps);
}

/** The switches that none of these pumps is switched by. */
export function withoutPumps<One extends Socket>(sockets: readonly One[], pumps: SharingView['pumps']): readonly One[] {
  const keys = new Set(pumps.map(keyOf));
  return sockets.filter(({ device, point }) => !keys.has(keyOf({ device: device.id, point: point.definition.id })));
}

/** The shared pump that this switch is a part of. */
export function pumpOf({ device, point }: Socket, sharing: SharingView | undefined): PumpView | undefined {
  const key = keyOf({ device: device.id, point: point.definition.id });
  return sharing?.pumps.find((pump) => keyOf(pump) === key);
}

/** Whether this person's role lets them switch things. */
export function mayCommand({ role }: User): boolean {
  return role !== 'viewer';
}

/** Whether home is that of somebody who shares a pump: their minutes and their turn, and no outlets. */
export function isPumpUser({ user, farm }: View): boolean {
  return user.role === 'user' && (farm?.sharing?.pumps.length ?? 0) > 0;
}

/** Whether this person's role lets them take in, name and forget devices. */
export function mayManageDevices({ role }: User): boolean {
  return role === 'admin' || role === 'installer';
}

/** An alarm as the trouble strip shows it; on the page of its own device, `here`, it leads nowhere. */
export function troubleOf({ key, severity, title, help, device, owes }: Alarm, here = ''): Trouble {
  return {
    key: `alarm ${key}`,
    severity,
    title,
    text: help,
    ...(owes !== undefined || device.id === here ? {} : { from: device.name }),
    ...(device.id === here ? {} : { href: `/devices/${device.id}` }),
  };
}
