import type { PointDefinition } from '../../contract/index.ts';

/** Where the energy of a load is to be had from, the surest first. */
export type Meter =
  /** The meter's own counter. */
  | { readonly kind: 'counter'; readonly point: string }
  /** The integral of its power. */
  | { readonly kind: 'power'; readonly point: string }
  /** The integral of its current, at a voltage and a power factor that nobody measured. */
  | { readonly kind: 'current'; readonly point: string };

/** What is taken for what was not measured. */
export const NOMINAL_V = 230;
/** Of small motors with some load (IEC 60034-12 has 0.75 to 0.85 for 1 to 4 kW), and a little too much for lamps and heaters. */
export const NOMINAL_POWER_FACTOR = 0.8;

/** The meters of a device: its counter, or its power, or each of its currents. */
export function metersOf(points: readonly PointDefinition[]): readonly Meter[] {
  const counter = points.find(({ counter: counts, unit }) => counts && unit === 'Wh');
  if (counter) return [{ kind: 'counter', point: counter.id }];
  const power = points.find(({ kind, unit }) => kind === 'measure' && unit === 'W');
  if (power) return [{ kind: 'power', point: power.id }];
  const currents = points.filter(({ kind, unit }) => kind === 'measure' && unit === 'mA');
  return currents.map(({ id }) => ({ kind: 'current', point: id }));
}

/** The meter that a point is; undefined where it tells nothing of energy. */
export function meterAt(points: readonly PointDefinition[], point: string): Meter | undefined {
  const definition = points.find(({ id }) => id === point);
  if (!definition) return undefined;
  const { unit, counter, kind, proof } = definition;
  if (unit === 'Wh' && counter) return { kind: 'counter', point };
  if (unit === 'W') return { kind: 'power', point };
  if (unit === 'mA' && kind === 'measure') return { kind: 'current', point };
  // A switched load: what shows its effect, or what its device measures as a whole.
  const [own] = metersOf(points);
  if (kind !== 'switch') return undefined;
  return own?.kind === 'current' && proof !== undefined ? { kind: 'current', point: proof } : own;
}

/** All that tells the energy of a point, the surest first: a node may lack the part that its kind may have. */
export function metersAt(points: readonly PointDefinition[], point: string): Meter[] {
  const first = meterAt(points, point);
  const definition = points.find(({ id }) => id === point);
  if (!first || definition?.kind !== 'switch') return first ? [first] : [];
  const power = points.find(({ kind, unit }) => kind === 'measure' && unit === 'W');
  const all: Meter[] = [
    first,
    ...(power ? [{ kind: 'power', point: power.id } as const] : []),
    ...(definition.proof === undefined ? [] : [{ kind: 'current', point: definition.proof } as const]),
  ];
  return all.filter((meter, at) => all.findIndex((other) => other.point === meter.point) === at);
}

/** Energy of what a series came to: the growth of a counter in Wh, watt-seconds, or milliampere-seconds. Unit: mWh, whole. */
export function milliWhOf({ kind }: Meter, total: number): number {
  switch (kind) {
    case 'counter':
      return Math.round(total * 1000);
    case 'power':
      return Math.round(total / 3.6);
    case 'current':
      return Math.round((total * NOMINAL_V * NOMINAL_POWER_FACTOR) / 3_600);
  }
}

/** Whether a device stands before all others of its site: what goes through it is all there is. */
export function isMain({ type }: { readonly type: string }): boolean {
  return type === 'main-breaker';
}

/** Whether a device only watches what another one measures or switches too. */
export function isWatcher({ type }: { readonly type: string }): boolean {
  return type === 'phase-monitor';
}
