import type { LedgerDay } from '@farmgate/gateway/contract';
import { expect, test } from 'vitest';
import { dayTotals, sumOf } from './day-totals.ts';

const line = (user: string, kind: LedgerDay['kind'], seconds: number): LedgerDay => ({
  day: '2026-01-01',
  user,
  name: user,
  kind,
  seconds,
  entries: 1,
});

test('a day is summed by person, and what was only set aside moves nothing', () => {
  const totals = dayTotals([
    line('bao', 'recharge', 3600),
    line('anna', 'use', -600),
    line('bao', 'reserve', 0),
    line('bao', 'use', -900),
    line('bao', 'transfer', -300),
    line('anna', 'transfer', 300),
    line('bao', 'release', 0),
    line('anna', 'adjust', -60),
  ]);
  expect(totals).toEqual([
    { user: 'anna', name: 'anna', bought: 0, pumped: 600, other: 240 },
    { user: 'bao', name: 'bao', bought: 3600, pumped: 900, other: -300 },
  ]);
  expect(sumOf(totals)).toEqual({ bought: 3600, pumped: 1500, other: -60 });
});
