import type { DeviceView, PointRef, PumpView } from '../../contract/index.ts';
import type { MetricRule } from '../history/summary.ts';
import { comeTo, type Shown } from './readings-within.ts';
import type { Span } from './site-calendar.ts';

/** A point that tells the water of a pump. */
export type WaterMeter = PointRef &
  (
    | { readonly by: 'counter'; readonly wrapsAt?: number }
    | { readonly by: 'flow' }
    /** `litres` of one unit of it: of a litre, or of a percent. */
    | { readonly by: 'tank'; readonly litres: number }
  );

type Pump = Pick<PumpView, 'shownBy' | 'tank' | 'tankL'>;
type Find = (device: string) => DeviceView | undefined;

/** A sensor's noise: what a level goes up and down by is no water. Of what is highest. */
const NOISE = 0.005;

/** What tells the water of a pump, the surest first: what counts litres, what shows their flow, the tank that is filled. */
export function waterMetersOf({ shownBy, tank, tankL }: Pump, find: Find): WaterMeter[] {
  const { flow } = shownBy;
  return [...(flow ? flowMeters(flow, find) : []), ...(tank ? tankMeters(tank, tankL, find) : [])];
}

/** Litres within some spans, of good readings in order; undefined where nothing is known. */
export function litresOf(meter: WaterMeter, shown: readonly Shown[], spans: readonly Span[]): number | undefined {
  switch (meter.by) {
    case 'counter': {
      const { wrapsAt } = meter;
      return known(comeTo(wrapsAt === undefined ? { kind: 'counter' } : { kind: 'counter', wrapsAt }, shown, spans));
    }
    case 'flow': {
      const litreSeconds = known(comeTo(measureRule, shown, spans));
      return litreSeconds === undefined ? undefined : litreSeconds / 60;
    }
    case 'tank': {
      const values = reaching(shown, spans).map(({ value }) => value);
      return values.length < 2 ? undefined : riseOf(values) * meter.litres;
    }
  }
}

/** What a pump gives by its plate, in a time. Unit: litres a minute, ms. */
export function plateLitres(flowLpm: number, onMs: number): number {
  return (flowLpm * onMs) / 60_000;
}

/**
 * How much a level rose in all. Where it falls somebody uses water meanwhile: that takes nothing away from what came in. What is within
 * the noise of its sensor is neither.
 */
export function riseOf(values: readonly number[]): number {
  const noise = Math.max(...values) * NOISE;
  let [low = 0] = values;
  let [high, sum] = [low, 0];
  const count = () => (high - low > noise ? high - low : 0);
  for (const value of values) {
    if (value >= high) high = value;
    else if (value < low || high - value > noise) {
      sum += count();
      low = high = value;
    }
  }
  return sum + count();
}

const measureRule: MetricRule = { kind: 'measure' };

function known({ amount, knownMs }: { readonly amount: number; readonly knownMs: number }): number | undefined {
  return knownMs > 0 ? amount : undefined;
}

/** The readings of the spans with the last before them and the first after: a tank tells its level now and then. */
function reaching(shown: readonly Shown[], spans: readonly Span[]): readonly Shown[] {
  const from = spans[0]?.from ?? 0;
  const to = spans.at(-1)?.to ?? 0;
  const after = shown.findIndex(({ at }) => at >= to);
  const before = shown.findLastIndex(({ at }) => at <= from);
  return shown.slice(Math.max(0, before), after < 0 ? shown.length : after + 1);
}

function flowMeters({ device, point }: PointRef, find: Find): WaterMeter[] {
  const points = find(device)?.points.map(({ definition }) => definition) ?? [];
  const counter = points.find(({ counter: counts, unit }) => counts && unit === 'L');
  const flow = points.find(({ id, unit }) => id === point && unit === 'L/min');
  const wrapsAt = counter?.counter?.wrapsAt;
  return [
    ...(counter
      ? [{ by: 'counter' as const, device, point: counter.id, ...(wrapsAt === undefined ? {} : { wrapsAt }) }]
      : []),
    ...(flow ? [{ by: 'flow' as const, device, point: flow.id }] : []),
  ];
}

function tankMeters({ device, point }: PointRef, tankL: number | undefined, find: Find): WaterMeter[] {
  const points = find(device)?.points.map(({ definition }) => definition) ?? [];
  const volume = points.find(({ counter, kind, unit }) => !counter && kind === 'measure' && unit === 'L');
  const level = points.find(({ id, unit }) => id === point && unit === '%');
  return [
    ...(volume ? [{ by: 'tank' as const, device, point: volume.id, litres: 1 }] : []),
    ...(level && tankL !== undefined ? [{ by: 'tank' as const, device, point: level.id, litres: tankL / 100 }] : []),
  ];
}
