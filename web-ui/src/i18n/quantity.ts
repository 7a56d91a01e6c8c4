import type { Unit } from '@farmgate/gateway/contract';
import { getLocale } from './locale.ts';

/** In what people read a unit: 4800 mA are 4.8 A. */
export interface Scale {
  /** By what a value is divided. */
  readonly per: number;
  readonly unit: string;
}

const scales: Readonly<Partial<Record<Unit, Scale>>> = {
  mA: { per: 1000, unit: 'A' },
  Wh: { per: 1000, unit: 'kWh' },
  C: { per: 1, unit: '°C' },
  count: { per: 1, unit: '' },
};

/** How a unit is read. */
export function scaleOf(unit: Unit): Scale {
  return scales[unit] ?? { per: 1, unit };
}

/** A value that was divided already, with its unit: 4.8 A, 230 V, 0.02 kWh. */
export function quantity(value: number, { unit }: Scale): string {
  return `${plainNumber(value)} ${unit}`.trim();
}

/** Three digits that matter, and no more behind the point than two. */
export function plainNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return new Intl.NumberFormat(getLocale(), { maximumFractionDigits: digits }).format(value);
}

/** A power as people read it: 75 W, 1.24 kW. */
export function watts(w: number): string {
  return Math.abs(w) < 1000
    ? quantity(Math.round(w), { per: 1, unit: 'W' })
    : quantity(w / 1000, { per: 1, unit: 'kW' });
}

/** A value beside an axis whose labels lie `apart` from one another: with as many digits as tell each from the next. */
export function axisNumber(value: number, apart: number): string {
  const digits = [0, 1, 2, 3, 4, 5].find((count) => Math.abs(apart - Number(apart.toFixed(count))) < apart / 1000) ?? 6;
  return new Intl.NumberFormat(getLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
}
