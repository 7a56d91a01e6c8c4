import type { DeviceView, LitresBy, PumpView } from '../../contract/index.ts';
import { HELD_MS } from '../history/summary.ts';
import { metersAt } from './meter.ts';
import type { Shown } from './readings-within.ts';
import { measure, type Measured, type RunMeter } from './run-energy.ts';
import { spansOf, type TrailStep } from './run-spans.ts';
import type { Span } from './site-calendar.ts';
import { litresOf, plateLitres, waterMetersOf } from './water.ts';

/** Why no energy is known of a run. */
export type NoEnergy = 'use.not-started' | 'use.no-meter' | 'use.not-known';

/** What is known of a run before anything costs. Kept once it has ended. */
export interface RunMeasure extends Measured {
  /** When it first had its pump. Unit: wall ms. */
  readonly from: number;
  readonly onMs: number;
  /** Not by a meter's own counter. */
  readonly estimated: boolean;
  readonly litres?: number;
  readonly litresBy?: LitresBy;
  readonly why?: NoEnergy;
}

/** Good readings as they were, of the history. */
export interface ReadingHistory {
  readings(
    site: string,
    series: readonly { readonly device: string; readonly point: string }[],
    from: number,
    to: number,
  ): Promise<readonly (readonly Shown[])[]>;
}

export interface RunMeasurerParts {
  readonly readings: ReadingHistory['readings'];
  readonly device: (site: string, id: string) => DeviceView | undefined;
  readonly pump: (site: string, id: string) => PumpView | undefined;
  readonly trail: (site: string, run: string) => readonly TrailStep[];
  readonly wallMs: () => number;
}

/** A tank's sensor sleeps for a quarter of an hour. */
const TANK_REACH_MS = 1_200_000;

/** Measures runs by the history of their pumps' meters: the same run is the same whenever it is measured. */
export class RunMeasurer {
  readonly #parts: RunMeasurerParts;

  constructor(parts: RunMeasurerParts) {
    this.#parts = parts;
  }

  /** Of a run that has ended, or so far. */
  async of(site: string, run: { readonly id: string; readonly pump: string }): Promise<RunMeasure> {
    const spans = spansOf(this.#parts.trail(site, run.id), Math.floor(this.#parts.wallMs()));
    const [first] = spans;
    const onMs = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
    const nothing = { onMs, quarters: [], missingMs: onMs, estimated: false };
    if (!first) return { from: 0, ...nothing, why: 'use.not-started' };
    const pump = this.#parts.pump(site, run.pump);
    const energy = await this.#energy(site, pump, spans);
    const water = pump ? await this.#water(site, pump, spans) : {};
    const from = first.from;
    return typeof energy === 'string'
      ? { from, ...nothing, ...water, why: energy }
      : { from, onMs, ...energy, ...water };
  }

  async #energy(site: string, pump: PumpView | undefined, spans: readonly Span[]) {
    const device = pump && this.#parts.device(site, pump.device);
    const meters = device ? runMetersOf(device, pump.point) : [];
    if (!device || meters.length === 0) return 'use.no-meter';
    const names = meters.map(({ point }) => ({ device: device.id, point }));
    const shown = await this.#around(site, names, spans, HELD_MS);
    for (const [place, meter] of meters.entries()) {
      const measured = measure(meter, shown[place] ?? [], spans);
      if (measured.quarters.length > 0) return { ...measured, estimated: meter.kind !== 'counter' };
    }
    return 'use.not-known';
  }

  async #water(site: string, pump: PumpView, spans: readonly Span[]): Promise<Pick<RunMeasure, 'litres' | 'litresBy'>> {
    const meters = waterMetersOf(pump, (id) => this.#parts.device(site, id));
    for (const meter of meters) {
      const [shown = []] = await this.#around(site, [meter], spans, meter.by === 'tank' ? TANK_REACH_MS : HELD_MS);
      const litres = litresOf(meter, shown, spans);
      if (litres !== undefined) return { litres: tenths(litres), litresBy: meter.by };
    }
    if (pump.flowLpm === undefined) return {};
    const onMs = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
    return { litres: tenths(plateLitres(pump.flowLpm, onMs)), litresBy: 'plate' };
  }

  #around(
    site: string,
    series: readonly { readonly device: string; readonly point: string }[],
    spans: readonly Span[],
    reachMs: number,
  ) {
    const from = (spans[0]?.from ?? 0) - reachMs;
    const to = (spans.at(-1)?.to ?? 0) + reachMs;
    const names = series.map(({ device, point }) => ({ device, point }));
    return this.#parts.readings(site, names, from, to);
  }
}

function runMetersOf({ points }: DeviceView, point: string): RunMeter[] {
  const definitions = points.map(({ definition }) => definition);
  return metersAt(definitions, point).map((meter) => {
    const wrapsAt = definitions.find(({ id }) => id === meter.point)?.counter?.wrapsAt;
    return wrapsAt === undefined ? meter : { ...meter, wrapsAt };
  });
}

function tenths(litres: number): number {
  return Math.round(litres * 10) / 10;
}
