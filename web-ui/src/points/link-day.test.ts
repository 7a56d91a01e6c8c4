import { describe, expect, test } from 'vitest';
import type { LinkSlot } from '@farmgate/gateway/contract';
import { NOW } from '../testing/builders.ts';
import { linkDay } from './link-day.ts';

const SLOT_MS = 600_000;
const day = (slots: LinkSlot[]) => linkDay({ device: 'outlet-fe', slotMs: SLOT_MS, slots }, NOW);
const slot = (ago: number, given: Partial<LinkSlot> = {}): LinkSlot => ({
  at: NOW - ago * SLOT_MS,
  score: 8,
  onlinePercent: 100,
  ...given,
});

describe('the day of a link', () => {
  test('has a column for each slot at its own time, and none where nothing was recorded', () => {
    const { count, columns } = day([slot(144), slot(10), slot(1)]);
    expect(count).toBe(144);
    expect(columns.map(({ index }) => index)).toEqual([0, 134, 143]);
  });

  test('leaves out what is older than a day', () => {
    expect(day([slot(145)]).columns).toEqual([]);
  });

  test('shows a slot in which it was not heard as such, whatever its score', () => {
    expect(day([slot(2, { onlinePercent: 0 })]).columns).toMatchObject([{ score: undefined, grade: undefined }]);
  });

  test('tells the least and the most', () => {
    expect(day([slot(3, { score: 4 }), slot(2, { score: 9.5 }), slot(1)])).toMatchObject({ least: 4, most: 9.5 });
    expect(day([])).toMatchObject({ least: undefined, most: undefined });
  });
});
