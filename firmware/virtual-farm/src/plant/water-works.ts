import type { Clock } from '@farmgate/gateway/contract';
import type { DeviceFault } from '../fault.ts';
import { hourOfDay, valueAt } from '../models/day-pattern.ts';
import { levelPercent, newTank, stepTank, type TankState } from '../models/tank.ts';
import { columnM, newWell, stepWell, type WellState } from '../models/well.ts';
import type { TruthLog } from '../truth.ts';
import type { PlantSpec } from './plant-spec.ts';

/** How wells and tanks stand. */
export interface WaterState {
  readonly tanks: Readonly<Record<string, TankState & { readonly percent: number }>>;
  readonly wells: Readonly<Record<string, WellState & { readonly columnM: number }>>;
}

/** At this level a tank's float is up, and below this one it is down again. Unit: %. */
const FLOAT_UP = 97;
const FLOAT_DOWN = 92;

/** The wells and tanks of a plant, and the household that draws. */
export class WaterWorks {
  readonly #spec: Pick<PlantSpec, 'wells' | 'tanks'>;
  readonly #clock: Clock;
  readonly #truth: TruthLog;
  readonly #wells: Map<string, WellState>;
  readonly #tanks: Map<string, TankState>;
  readonly #leaks = new Map<string, number>();
  readonly #dry = new Set<string>();
  readonly #floats = new Set<string>();
  readonly #overflowing = new Set<string>();

  constructor(spec: Pick<PlantSpec, 'wells' | 'tanks'>, clock: Clock, truth: TruthLog) {
    this.#spec = spec;
    this.#clock = clock;
    this.#truth = truth;
    this.#wells = new Map(Object.entries(spec.wells).map(([name, well]) => [name, newWell(well)]));
    this.#tanks = new Map(Object.entries(spec.tanks).map(([name, { startL }]) => [name, newTank(startL)]));
  }

  /** What there is in a well or tank. Unit: L. */
  litresIn(name: string): number {
    return (this.#wells.get(name) ?? this.#tanks.get(name))?.litres ?? 0;
  }

  percentOf(tank: string): number {
    const place = this.#spec.tanks[tank];
    return place ? levelPercent(place.spec, this.litresIn(tank)) : 0;
  }

  isFloatUp(tank: string): boolean {
    return this.#floats.has(tank);
  }

  /** A step in which pumps took so much out of each well and brought so much into each tank. Unit: L. */
  step(taken: ReadonlyMap<string, number>, brought: ReadonlyMap<string, number>, dtMs: number): void {
    for (const [name, well] of this.#wells) this.#stepWell(name, well, taken.get(name) ?? 0, dtMs);
    for (const [name, tank] of this.#tanks) this.#stepTank(name, tank, brought.get(name) ?? 0, dtMs);
  }

  /** Whether there is a well or tank of that name. */
  inject(name: string, fault: DeviceFault): boolean {
    const well = this.#wells.get(name);
    if (well && fault.kind === 'dry') {
      this.#dry.add(name);
      this.#wells.set(name, { ...well, litres: 0, outL: well.outL + well.litres });
    }
    if (fault.kind === 'leak') this.#leaks.set(name, fault.litresPerS);
    if (fault.kind === 'repair') {
      this.#dry.delete(name);
      this.#leaks.delete(name);
    }
    return well !== undefined || this.#tanks.has(name);
  }

  get state(): WaterState {
    const wells = Object.entries(this.#spec.wells).map(([name, spec]) => {
      const well = this.#wells.get(name) ?? newWell(spec);
      return [name, { ...well, columnM: columnM(spec, well) }] as const;
    });
    const tanks = [...this.#tanks].map(([name, tank]) => [name, { ...tank, percent: this.percentOf(name) }] as const);
    return { wells: Object.fromEntries(wells), tanks: Object.fromEntries(tanks) };
  }

  #stepWell(name: string, well: WellState, takenL: number, dtMs: number): void {
    const spec = this.#spec.wells[name];
    if (!spec) return;
    const yieldLpsPerM = this.#dry.has(name) ? 0 : spec.yieldLpsPerM;
    this.#wells.set(name, stepWell({ ...spec, yieldLpsPerM }, well, takenL, dtMs).state);
  }

  #stepTank(name: string, tank: TankState, inL: number, dtMs: number): void {
    const place = this.#spec.tanks[name];
    if (!place) return;
    const perHour = place.litresPerDay * valueAt(place.pattern, hourOfDay(this.#clock.wallMs()));
    const wantedL = (perHour * dtMs) / 3_600_000;
    const after = stepTank(place.spec, tank, { inL, wantedL, leakLps: this.#leaks.get(name) ?? 0 }, dtMs);
    this.#tanks.set(name, after);
    const isOver = after.overflowL > tank.overflowL;
    if (isOver && !this.#overflowing.has(name))
      this.#truth({ at: this.#clock.monoMs(), what: 'overflow', device: name });
    if (isOver) this.#overflowing.add(name);
    else this.#overflowing.delete(name);
    const percent = this.percentOf(name);
    if (percent >= FLOAT_UP) this.#floats.add(name);
    else if (percent < FLOAT_DOWN) this.#floats.delete(name);
  }
}
