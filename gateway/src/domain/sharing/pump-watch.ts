import type { PointView } from '../../contract/index.ts';
import { BY_GATEWAY } from './orders.ts';
import type { SharingEvent } from './events.ts';
import type { PumpState } from './pump.ts';
import { commandOf, type NodeCount, type Run } from './run.ts';
import type { SharingField } from './sharing-parts.ts';

/** What the field shows of a pump now, as events of the engine. `run`: the one that it works for. */
export function seePump(field: SharingField, { pump, isHeard }: PumpState, run: Run | undefined): SharingEvent[] {
  const device = field.findDevice(pump.site, pump.device);
  const relay = device?.points.find(({ definition }) => definition.id === pump.point);
  // Of a device that is gone, or is another now, nobody knows anything.
  if (!device || !relay?.switch) return isHeard ? [{ kind: 'heard', pump: pump.id, isHeard: false }] : [];
  const { reported, command } = relay.switch;
  const events: SharingEvent[] = [];
  const isOnline = device.availability === 'online';
  if (device.availability !== 'unknown' && isOnline !== isHeard)
    events.push({ kind: 'heard', pump: pump.id, isHeard: isOnline });
  // Also of one that pauses: whoever says OFF may stand at the pump with a spanner.
  const wantsOn = run?.state === 'starting' || run?.state === 'running' || run?.state === 'hold';
  if (run && wantsOn && command?.value === false && !command.by.startsWith(BY_GATEWAY))
    events.push({ kind: 'switched-off', pump: pump.id, by: command.by });
  const on = shownOn(reported, pump.leaseS !== undefined);
  if (run && on === false && isFilling(run) && isFull(device.points)) events.push({ kind: 'tank-full', pump: pump.id });
  if (run && command?.id === commandOf(run) && command.state === 'failed') {
    const why = command.trail.at(-1)?.note ?? command.reason ?? 'failed';
    events.push({ kind: 'refused-on', pump: pump.id, command: command.id, why });
  }
  if (isOnline && on !== undefined) events.push({ kind: 'report', pump: pump.id, on, ...countOf(device.points) });
  return events;
}

/** The point by which a node tells of the float in the tank that its pump fills. */
const FLOAT = 'float';

/** It would pump, or did until now. */
function isFilling({ state, hold }: Run): boolean {
  return state === 'starting' || state === 'running' || (state === 'hold' && hold?.name === 'went-off');
}

/** Its float keeps it off. */
function isFull(points: readonly PointView[]): boolean {
  const reading = points.find(({ definition }) => definition.id === FLOAT)?.reading;
  return reading?.quality === 'good' && !reading.old && reading.value === true;
}

/** A node with a lease that tripped stays open; one without may close again by itself, and says nothing by it. */
function shownOn(reported: string, hasLease: boolean): boolean | undefined {
  switch (reported) {
    case 'on':
      return true;
    case 'off':
      return false;
    case 'tripped':
      return hasLease ? false : undefined;
    default:
      return undefined;
  }
}

function countOf(points: readonly PointView[]): { count?: NodeCount } {
  const valueOf = (id: string) => {
    const reading = points.find(({ definition }) => definition.id === id)?.reading;
    return reading?.quality === 'good' && !reading.old && typeof reading.value === 'number' ? reading.value : undefined;
  };
  const number = valueOf('run');
  const onSeconds = valueOf('onSeconds');
  return number === undefined || onSeconds === undefined ? {} : { count: { number, onSeconds } };
}
