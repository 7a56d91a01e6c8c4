import type { TruthBook } from '@farmgate/virtual-farm';

/** What was done to the motors from outside, to be held against what they did. Times are monotonic ms. */
export interface MotorOrders {
  /** Each ON as it arrived at a node, oldest first. Unit of `leaseS`: s. */
  readonly ons: readonly { readonly at: number; readonly device: string; readonly leaseS: number }[];
  /** From each moment on, whether nothing may start: all is stopped, or there is no power. Oldest first. */
  readonly bans: readonly { readonly at: number; readonly isOn: boolean }[];
  /** Devices that may turn together only so many at a time. */
  readonly groups: readonly { readonly devices: readonly string[]; readonly maxRunning: number }[];
}

interface Turn {
  readonly device: string;
  readonly from: number;
  readonly until: number;
}

/** A node looks at its lease once a second. */
const LEASE_SLACK_MS = 1_000;
/** What was sent just before a ban is on its way. */
const ON_ITS_WAY_MS = 500;

/** What the virtual motors did against the rules, in sentences; empty where they did nothing wrong. `now`: monotonic ms. */
export function findWrongTurns(truth: TruthBook, orders: MotorOrders, now: number): string[] {
  const turns = turnsIn(truth, now);
  const isOurs = (device: string) => orders.groups.some(({ devices }) => devices.includes(device));
  const honest = turns.filter((turn) => !wasWelded(truth, turn, now));
  return [
    ...orders.groups.flatMap((group) => findCrowds(group, honest)),
    ...honest.flatMap((turn) => findOverstays(turn, orders)),
    ...honest.filter(({ device }) => isOurs(device)).flatMap((turn) => findBanned(turn, orders)),
  ];
}

function turnsIn(truth: TruthBook, now: number): Turn[] {
  const turns: Turn[] = [];
  const since = new Map<string, number>();
  for (const { at, device, turning } of truth.all('motor')) {
    const from = since.get(device);
    if (turning && from === undefined) since.set(device, at);
    if (turning || from === undefined) continue;
    turns.push({ device, from, until: at });
    since.delete(device);
  }
  for (const [device, from] of since) turns.push({ device, from, until: now });
  return turns;
}

/** A contact that is welded obeys nobody. */
function wasWelded(truth: TruthBook, { device, from, until }: Turn, now: number): boolean {
  let weldedAt: number | undefined;
  const overlaps = (end: number) => weldedAt !== undefined && weldedAt <= until && end >= from;
  for (const { at, fault } of truth.all('fault')) {
    if (!('device' in fault) || fault.device !== device) continue;
    if (fault.fault.kind === 'welded') weldedAt ??= at;
    if (fault.fault.kind !== 'repair') continue;
    if (overlaps(at)) return true;
    weldedAt = undefined;
  }
  return overlaps(now);
}

function findCrowds({ devices, maxRunning }: MotorOrders['groups'][number], turns: readonly Turn[]): string[] {
  const ours = turns.filter(({ device }) => devices.includes(device));
  return ours.flatMap(({ from }) => {
    const together = ours.filter((turn) => turn.from <= from && from < turn.until).map(({ device }) => device);
    return together.length > maxRunning ? [`${together.join(' and ')} turned together at ${from}`] : [];
  });
}

function findOverstays({ device, from, until }: Turn, { ons }: MotorOrders): string[] {
  const mine = ons.filter((on) => on.device === device && on.at <= until);
  const first = mine.findLastIndex(({ at }) => at <= from);
  if (first < 0) return [`${device} turned at ${from} and nobody had told it to`];
  return mine.slice(first).flatMap(({ at, leaseS }, index, left) => {
    const turnedUntil = left[index + 1]?.at ?? until;
    const lateMs = turnedUntil - (at + leaseS * 1000 + LEASE_SLACK_MS);
    return lateMs > 0 ? [`${device} turned ${lateMs} ms longer than its lease of ${leaseS} s of ${at}`] : [];
  });
}

function findBanned({ device, from }: Turn, { bans }: MotorOrders): string[] {
  const ban = bans.findLast(({ at }) => at + ON_ITS_WAY_MS <= from);
  const isOverSince = bans.some(({ at, isOn }) => !isOn && ban !== undefined && at > ban.at && at <= from);
  return ban?.isOn && !isOverSince ? [`${device} was started at ${from}, when nothing might start`] : [];
}
