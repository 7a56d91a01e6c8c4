import { seededRandom } from '../random.ts';
import { hourOfDay } from './day-pattern.ts';

/** When there is power by a timetable: between hours of the day, or so many hours on and so many off from midnight of 1970 on. */
export type Rota =
  | { readonly kind: 'windows'; readonly onFromTo: readonly (readonly [number, number])[] }
  | { readonly kind: 'cycle'; readonly onH: number; readonly offH: number };

/** A village's grid. */
export interface GridSpec {
  /** Phase to neutral. Unit: V. */
  readonly nominalV: number;
  readonly nominalHz: number;
  /** How far the voltage wanders by itself, as a share. EN 50160 allows 0.1; a village's last pole sees that. */
  readonly wander: number;
  readonly rota?: Rota;
  /** Unforeseen outages, in the mean. */
  readonly outagesPerDay: number;
  /** Dips of some seconds, as when a big motor starts nearby, in the mean. */
  readonly sagsPerDay: number;
  readonly seed: number;
}

/** What somebody did to the grid, beside what it does by itself. */
export interface GridTrouble {
  readonly isOut?: boolean;
  /** Brown-out: the share of its voltage that is left. */
  readonly share?: number;
  /** 1 to 3: this phase is gone. */
  readonly missingPhase?: number;
  /** Two phases are exchanged. */
  readonly isReversed?: boolean;
}

/** The grid at a moment. */
export interface GridNow {
  readonly isOn: boolean;
  /** Phase to neutral, one a phase; 0 for a missing one. Unit: V. */
  readonly volts: readonly [number, number, number];
  readonly hz: number;
  /** Motors of three phases turn the wrong way. */
  readonly isReversed: boolean;
}

export const calmGrid: GridSpec = {
  nominalV: 230,
  nominalHz: 50,
  wander: 0.03,
  outagesPerDay: 0,
  sagsPerDay: 4,
  seed: 1,
};

const MINUTE_MS = 60_000;
/** Unforeseen things are decided slot by slot, so that any moment can be asked for in any order. */
const OUTAGE_SLOT_MS = 30 * MINUTE_MS;
const SAG_SLOT_MS = 5 * MINUTE_MS;
const DAY_MS = 86_400_000;
const SAG_SHARE = 0.8;
const PERIODS_MS = [7 * MINUTE_MS, 37 * MINUTE_MS, 190 * MINUTE_MS];

/** The grid at a moment of wall time: the same for the same seed, whatever was asked before. */
export function gridAt(spec: GridSpec, wallMs: number, trouble: GridTrouble = {}): GridNow {
  const isOn =
    !(trouble.isOut ?? false) &&
    isByRota(spec.rota, wallMs) &&
    !isInSlot(spec.seed + 1, wallMs, { slotMs: OUTAGE_SLOT_MS, perDay: spec.outagesPerDay, lastsShare: 0.6 });
  const { isReversed = false } = trouble;
  if (!isOn) return { isOn, volts: [0, 0, 0], hz: 0, isReversed };
  const isSag = isInSlot(spec.seed + 2, wallMs, { slotMs: SAG_SLOT_MS, perDay: spec.sagsPerDay, lastsShare: 0.01 });
  const level = spec.nominalV * (trouble.share ?? 1) * (isSag ? SAG_SHARE : 1);
  const phase = (index: 0 | 1 | 2) =>
    trouble.missingPhase === index + 1 ? 0 : level * (1 + spec.wander * wanderAt(spec.seed + 10 * index, wallMs));
  return {
    isOn,
    volts: [phase(0), phase(1), phase(2)],
    hz: spec.nominalHz * (1 + 0.002 * wanderAt(spec.seed + 99, wallMs)),
    isReversed,
  };
}

/** `06:00-12:00,18:00-22:00` or `3h on/3h off`; undefined for anything else. */
export function parseRota(text: string): Rota | undefined {
  const [, onH, offH] = /^(\d{1,2})h on ?\/ ?(\d{1,2})h off$/.exec(text.trim()) ?? [];
  if (onH !== undefined && offH !== undefined)
    return Number(onH) > 0 ? { kind: 'cycle', onH: Number(onH), offH: Number(offH) } : undefined;
  const onFromTo = text.split(',').map(windowFrom);
  return onFromTo.every((window) => window !== undefined) ? { kind: 'windows', onFromTo } : undefined;
}

function windowFrom(text: string): readonly [number, number] | undefined {
  const [, fromH, fromM, toH, toM] = /^\s*(\d\d):([0-5]\d)-(\d\d):([0-5]\d)\s*$/.exec(text) ?? [];
  const [from, to] = [Number(fromH) + Number(fromM) / 60, Number(toH) + Number(toM) / 60];
  return from <= 24 && to <= 24 ? [from, to] : undefined;
}

function isByRota(rota: Rota | undefined, wallMs: number): boolean {
  if (!rota) return true;
  const hour = hourOfDay(wallMs);
  switch (rota.kind) {
    case 'windows':
      // A window may go over midnight.
      return rota.onFromTo.some(([from, to]) => (from <= to ? hour >= from && hour < to : hour >= from || hour < to));
    case 'cycle':
      return (wallMs / 3_600_000) % (rota.onH + rota.offH) < rota.onH;
  }
}

/** Whether the slot of time that this moment is in has such an event, and it is on now. */
function isInSlot(
  seed: number,
  wallMs: number,
  { slotMs, perDay, lastsShare }: { slotMs: number; perDay: number; lastsShare: number },
): boolean {
  if (perDay <= 0) return false;
  const slot = Math.floor(wallMs / slotMs);
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ slot);
  if (random() >= (perDay * slotMs) / DAY_MS) return false;
  const begins = random() * (1 - lastsShare);
  const at = wallMs / slotMs - slot;
  return at >= begins && at < begins + lastsShare;
}

/** -1 to 1, slowly. */
function wanderAt(seed: number, wallMs: number): number {
  const sum = PERIODS_MS.reduce(
    (total, period, index) => total + Math.sin((2 * Math.PI * wallMs) / period + seed * (index + 1)),
    0,
  );
  return sum / PERIODS_MS.length;
}
