import { describe, expect, it } from 'vitest';
import { denied, granted } from '../sharing/answer.ts';
import { exactOf } from './money.ts';
import { useOf } from './run-cost.ts';
import type { RunMeasure } from './run-measure.ts';

const at = Date.parse('2026-11-03T10:00Z');
const run: RunMeasure = {
  from: at,
  onMs: 600_000,
  quarters: [
    { at, milliWh: 200_001 },
    { at: at + 900_000, milliWh: 300_000 },
  ],
  missingMs: 1_999,
  estimated: true,
  litres: 2_500,
  litresBy: 'flow',
};
/** The second quarter is dearer. */
const prices = granted({ currency: 'THB', at: (wall: number) => exactOf(wall > at ? '10' : '4') });
const why = { code: 'price.no-tariff', sentence: 'None.', remedy: 'Enter one.' };

describe('what a run took', () => {
  it('costs what each quarter does, rounded once', () =>
    expect(useOf(run, prices)).toEqual({
      energyKwh: '0.500001',
      estimated: true,
      missingS: 1,
      litres: 2_500,
      litresBy: 'flow',
      currency: 'THB',
      cost: 380,
      costPerM3: 152,
      kwhPerM3: '0.2',
    }));

  it('costs nothing where no tariff held yet', () =>
    expect(useOf(run, granted({ currency: 'THB', at: () => undefined })).cost).toBe(0));

  it('is told without a price, and water without energy', () => {
    expect(useOf(run, denied(why))).toMatchObject({ energyKwh: '0.500001', kwhPerM3: '0.2', why });
    const unknown = { ...run, quarters: [], missingMs: 600_000, why: 'use.no-meter' } as const;
    expect(useOf(unknown, prices)).toEqual({
      estimated: true,
      missingS: 600,
      litres: 2_500,
      litresBy: 'flow',
      why: expect.objectContaining({ code: 'use.no-meter' }) as object,
    });
  });

  it('says nothing by the cubic metre of less than a litre', () => {
    const dry = useOf({ ...run, litres: 0.4 }, prices);
    expect([dry.costPerM3, dry.kwhPerM3]).toEqual([undefined, undefined]);
  });
});
