import { minorDigitsOf, type Clock, type DeviceView, type RunUse } from '../../contract/index.ts';
import type { Answer, Why } from '../sharing/answer.ts';
import type { Run } from '../sharing/run.ts';
import { kwhOf } from './bill.ts';
import { metersAt } from './meter.ts';
import { plus, safeNumber, times, toMinor, type Exact } from './money.ts';
import type { UnitPrices } from './prices.ts';
import { measure, type Measured, type RunMeter, type Shown } from './run-energy.ts';
import { spansOf, type TrailStep } from './run-spans.ts';
import type { Span } from './site-calendar.ts';
import { HELD_MS } from '../history/summary.ts';

/** Good readings as they were, of the history. */
export interface ReadingHistory {
  readings(
    site: string,
    series: readonly { readonly device: string; readonly point: string }[],
    from: number,
    to: number,
  ): Promise<readonly (readonly Shown[])[]>;
}

export interface RunUsesParts {
  readonly history: ReadingHistory;
  readonly device: (site: string, id: string) => DeviceView | undefined;
  readonly pump: (site: string, id: string) => { readonly device: string; readonly point: string } | undefined;
  readonly trail: (site: string, run: string) => readonly TrailStep[];
  readonly prices: (site: string, span: Span) => Promise<Answer<UnitPrices>>;
  readonly clock: Pick<Clock, 'wallMs'>;
}

const notStarted: Why = {
  code: 'use.not-started',
  sentence: 'The run has not had its pump yet.',
  remedy: 'Ask again once it runs.',
};
const noMeter: Why = {
  code: 'use.no-meter',
  sentence: 'Nothing measures what this pump takes.',
  remedy: 'Give it a device that measures energy, power or current.',
};
const notKnown: Why = {
  code: 'use.not-known',
  sentence: 'No reading of its meter is kept for the time of this run.',
  remedy: 'Look whether its device is heard, and whether the history is kept.',
};

/** What runs took, and what that costs. */
export class RunUses {
  readonly #parts: RunUsesParts;

  constructor(parts: RunUsesParts) {
    this.#parts = parts;
  }

  /** Of a run that has ended, or so far. */
  async of(site: string, run: Pick<Run, 'id' | 'pump'>): Promise<RunUse> {
    const { trail, clock } = this.#parts;
    const spans = spansOf(trail(site, run.id), Math.floor(clock.wallMs()));
    const measured = await this.#measure(site, run.pump, spans);
    if (!measured.ok) return { estimated: false, missingS: 0, why: { ...measured.why } };
    const { estimated, missingMs } = measured.value;
    const milliWh = sumOf(measured.value);
    const cost = await this.#cost(site, measured.value);
    return {
      energyKwh: kwhOf(milliWh),
      estimated,
      missingS: Math.floor(missingMs / 1000),
      ...cost,
    };
  }

  async #measure(
    site: string,
    pump: string,
    spans: readonly Span[],
  ): Promise<Answer<Measured & { readonly estimated: boolean }>> {
    const [first, last] = [spans[0], spans.at(-1)];
    if (!first || !last) return { ok: false, why: notStarted };
    const { device, meters } = this.#metersOf(site, pump);
    if (meters.length === 0) return { ok: false, why: noMeter };
    const series = meters.map(({ point }) => ({ device, point }));
    const shown = await this.#parts.history.readings(site, series, first.from - HELD_MS, last.to + HELD_MS);
    for (const [place, meter] of meters.entries()) {
      const measured = measure(meter, shown[place] ?? [], spans);
      if (measured.quarters.length > 0)
        return { ok: true, value: { ...measured, estimated: meter.kind !== 'counter' } };
    }
    return { ok: false, why: notKnown };
  }

  #metersOf(site: string, id: string): { readonly device: string; readonly meters: RunMeter[] } {
    const pump = this.#parts.pump(site, id);
    const device = pump && this.#parts.device(site, pump.device);
    const points = device?.points.map(({ definition }) => definition) ?? [];
    const meters = metersAt(points, pump?.point ?? '').map((meter) => {
      const wrapsAt = points.find(({ id: point }) => point === meter.point)?.counter?.wrapsAt;
      return wrapsAt === undefined ? meter : { ...meter, wrapsAt };
    });
    return { device: pump?.device ?? '', meters };
  }

  async #cost(site: string, { quarters }: Measured): Promise<Pick<RunUse, 'currency' | 'cost' | 'why'>> {
    const from = quarters[0]?.at ?? 0;
    const prices = await this.#parts.prices(site, { from, to: (quarters.at(-1)?.at ?? from) + 1 });
    if (!prices.ok) return { why: { ...prices.why } };
    const { currency, at } = prices.value;
    return { currency, cost: costOf(quarters, at, minorDigitsOf(currency)) };
  }
}

/** Energy by its quarters at their prices, rounded once. Unit: minor units. */
export function costOf(quarters: Measured['quarters'], priceAt: UnitPrices['at'], digits: number): number {
  const sum = quarters.reduce<Exact>(
    (all, { at, milliWh }) => {
      const price = priceAt(at);
      return price ? plus(all, times(price, { num: BigInt(milliWh), den: 1_000_000n })) : all;
    },
    { num: 0n, den: 1n },
  );
  return safeNumber(toMinor(sum, digits));
}

function sumOf({ quarters }: Measured): bigint {
  return quarters.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n);
}
