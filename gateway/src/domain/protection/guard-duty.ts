import type { SharingEvent } from '../sharing/events.ts';
import type { Reason, Ruling } from './ruling.ts';
import type { ProtectionName } from './verdict.ts';

/** What the engine of the pumps counts itself, with the same figures: told by both it would be told twice. */
const engineOwns: ReadonlySet<ProtectionName> = new Set(['node-lost', 'min-rest', 'starts-per-hour']);

/** What was told of one pump, by protection. */
export type Told = ReadonlyMap<ProtectionName, string>;

/** What the engine of the pumps has to hear of a new ruling, beside what it was told before. Pure. */
export function dutyOf(
  pump: string,
  before: Told,
  { reasons }: Ruling,
): { readonly events: SharingEvent[]; readonly told: Told } {
  const events: SharingEvent[] = [];
  const told = new Map<ProtectionName, string>();
  for (const reason of reasons) {
    if (reason.kind === 'alert' || engineOwns.has(reason.name) || told.has(reason.name)) continue;
    const key = keyOf(reason);
    told.set(reason.name, key);
    if (before.get(reason.name) !== key) events.push(eventOf(pump, reason));
  }
  for (const name of before.keys()) if (!told.has(name)) events.push({ kind: 'ready', pump, name });
  return { events, told };
}

function keyOf(reason: Reason): string {
  switch (reason.kind) {
    case 'stop':
      return `stop ${reason.retryAtMs ?? ''}`;
    case 'hold':
      return `hold ${reason.untilMs ?? ''}`;
    case 'lock-out':
    case 'alert':
      return reason.kind;
  }
}

function eventOf(pump: string, reason: Exclude<Reason, { kind: 'alert' }>): SharingEvent {
  const { name } = reason;
  switch (reason.kind) {
    case 'lock-out':
      return { kind: 'trip', pump, name, lockOut: true };
    case 'stop':
      return {
        kind: 'trip',
        pump,
        name,
        ...(reason.retryAtMs === undefined ? {} : { retryAtMs: reason.retryAtMs }),
      };
    case 'hold':
      return { kind: 'hold', pump, name, ...(reason.untilMs === undefined ? {} : { untilMs: reason.untilMs }) };
  }
}
