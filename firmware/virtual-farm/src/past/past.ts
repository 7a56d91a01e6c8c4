import type { PointDefinition } from '@farmgate/gateway/contract';
import { DAY_MS, householdAt, isIn, outagesOf, randomOfDay, runsOf, voltageAt, type Spell } from './day.ts';

/** A device whose past is to be told. */
export interface PastOf {
  readonly device: string;
  /** Id of its type. */
  readonly type: string;
  readonly points: readonly PointDefinition[];
  /** How far its clock on the wall is ahead of UTC. Unit: ms. */
  readonly aheadMs: number;
}

/** What it read at one time; nothing while it was without power. */
export interface PastReading {
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

/** What is carried from one reading to the next. */
interface Carried {
  wattHours: number;
  level: number;
}

type Tell = (minute: Minute, carried: Carried) => Record<string, number>;

interface Minute {
  readonly minute: number;
  readonly random: () => number;
  readonly runs: readonly Spell[];
  /** How many pumps of the plant run: all of them are behind its meter and its breaker. */
  readonly pumpsOn: number;
  readonly everyMs: number;
  readonly isGrid: boolean;
  readonly device: string;
}

const TANK_LITRES = 2_000;
const PUMP_W = 2_200;
const pumps = ['pump-1', 'pump-2', 'pump-3', 'pump-4', 'pump-5'];

/** How each kind of device tells what it saw. */
const tells: Readonly<Record<string, Tell>> = {
  'pump-node': (now, carried) => {
    const isOn = isIn(now.runs, now.minute);
    return { relay: isOn ? 1 : 0, trip: 0, ...loadOf(now, carried, isOn ? PUMP_W : 0, 0.82) };
  },
  'power-meter': (now, carried) => ({
    ...loadOf(now, carried, PUMP_W * now.pumpsOn + 1_500 * householdAt(now.minute) * (0.8 + now.random() * 0.4), 0.95),
    frequency: round(50 + (now.random() - 0.5) * 0.1, 2),
    powerFactor: 0.95,
  }),
  'main-breaker': (now, carried) => {
    const { current = 0, voltage = 0 } = loadOf(
      now,
      carried,
      PUMP_W * now.pumpsOn + 1_500 * householdAt(now.minute),
      0.95,
    );
    return { current, voltage, load: round(current / 320, 1), grid: now.isGrid ? 1 : 0, closed: 1, overload: 0 };
  },
  'tank-level': (now, carried) => {
    const hours = now.everyMs / 3_600_000;
    const isFilling = isIn(now.runs, now.minute) && now.isGrid;
    carried.level += isFilling ? 90 * hours : -6 * householdAt(now.minute) * hours * (0.5 + now.random());
    carried.level = Math.min(98, Math.max(12, carried.level));
    return { level: round(carried.level, 1), volume: Math.round((carried.level * TANK_LITRES) / 100), battery: 3.9 };
  },
  'phase-monitor': (now) => {
    const isOn = isIn(now.runs, now.minute);
    const phases = [1, 2, 3].flatMap((phase) => [
      [`voltage.l${phase}`, round(voltageAt(now.minute, now.random), 1)],
      [`current.l${phase}`, isOn ? round(3_350 + now.random() * 80, -1) : 0],
    ]);
    return { ...Object.fromEntries(phases), 'phase.order': 1 };
  },
  'smart-outlet-v1': (now) => ({
    ...socketOf(now, 'a', householdAt(now.minute) > 0.35),
    ...socketOf(now, 'b', now.minute > 18 * 60 && now.minute < 22 * 60),
    'link.roundTrip': Math.round(60 + now.random() * 30),
    'link.firstTry': Math.round(94 + now.random() * 6),
  }),
};

/** What the device read from one time until before another, every so often: the same whenever it is asked. */
export function* pastOf(of: PastOf, from: number, to: number, everyMs: number): Generator<PastReading> {
  const tell = tells[of.type];
  if (!tell) return;
  const known = new Set(of.points.map(({ id }) => id));
  const carried: Carried = { wattHours: 0, level: 60 };
  for (let day = dayOf(from, of); day <= dayOf(to, of); day++) {
    const random = randomOfDay(`${of.device} reads`, day);
    const outages = outagesOf(day);
    const runs = runsOf(of.type === 'tank-level' ? of.device.replace('tank', 'pump') : of.device, day);
    const runsOfPumps = pumps.map((pump) => runsOf(pump, day));
    const start = day * DAY_MS - of.aheadMs;
    const first = Math.max(start, start + Math.ceil((from - start) / everyMs) * everyMs);
    for (let at = first; at < Math.min(to, start + DAY_MS); at += everyMs) {
      const minute = (at - start) / 60_000;
      const isGrid = !isIn(outages, minute);
      // A tank's sensor and the watcher at the breaker live on batteries.
      if (!isGrid && of.type !== 'tank-level' && of.type !== 'main-breaker') continue;
      const pumpsOn = runsOfPumps.filter((spells) => isIn(spells, minute)).length;
      const values = tell({ minute, random, runs, pumpsOn, everyMs, isGrid, device: of.device }, carried);
      yield { at: at + Math.round(random() * 400), values: only(values, known) };
    }
  }
}

/** Current, power and energy of a load on the grid. `watts`: what it takes; 0 where it is off. */
function loadOf(now: Minute, carried: Carried, watts: number, powerFactor: number): Record<string, number> {
  const voltage = now.isGrid ? round(voltageAt(now.minute, now.random), 1) : 0;
  const power = now.isGrid ? Math.round(watts * (0.98 + now.random() * 0.04)) : 0;
  const current = voltage > 0 ? round((power * 1000) / (voltage * powerFactor), -1) : 0;
  carried.wattHours += (power * now.everyMs) / 3_600_000;
  return { voltage, current, power, energy: Math.floor(carried.wattHours) };
}

function socketOf(now: Minute, letter: 'a' | 'b', isOn: boolean): Record<string, number> {
  return {
    [`relay.${letter}`]: isOn ? 1 : 0,
    [`current.${letter}`]: isOn ? round(450 + now.random() * 60, -1) : 0,
    [`trip.${letter}`]: 0,
  };
}

function dayOf(at: number, { aheadMs }: PastOf): number {
  return Math.floor((at + aheadMs) / DAY_MS);
}

function only(values: Readonly<Record<string, number>>, known: ReadonlySet<string>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id)));
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
