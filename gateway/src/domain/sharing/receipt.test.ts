import { expect, it } from 'vitest';
import type { Entry } from './ledger-chain.ts';
import { exportColumns, exportRow } from './ledger-export.ts';
import { receiptOf } from './receipt.ts';

const recharge: Entry = {
  seq: 7,
  site: 'site_1',
  user: 'bo',
  kind: 'recharge',
  seconds: 600,
  reservedSeconds: 0,
  balance: 900,
  reserved: 60,
  actor: 'ana',
  reason: 'paid in cash',
  run: null,
  key: null,
  receipt: 42,
  at: Date.UTC(2026, 10, 21, 6),
  previous: '0',
  hash: 'ab12cd34ef',
};
const use: Entry = { ...recharge, kind: 'use', seconds: -60, reservedSeconds: -60, run: 'run_1', receipt: null };

it('a receipt says who paid, what for and to whom, and ends with the hash of its entry', () => {
  expect(receiptOf(recharge)).toEqual({
    number: 42,
    code: 'R000042-AB12CD34',
    user: 'bo',
    seconds: 600,
    balance: 900,
    actor: 'ana',
    reason: 'paid in cash',
    at: recharge.at,
  });
});

it('what is no recharge has no receipt', () => {
  expect(receiptOf(use)).toBeUndefined();
});

it('an exported row has a value for each column, times in UTC, and nothing where there is nothing', () => {
  const row = (entry: Entry) => Object.fromEntries(exportColumns.map((name, index) => [name, exportRow(entry)[index]]));
  const common = { entry: 7, time: '2026-11-21T06:00:00.000Z', user: 'bo', balance: 900, reserved: 60, by: 'ana' };
  const paid = { ...common, reason: 'paid in cash', hash: 'ab12cd34ef' };
  expect(row(recharge)).toEqual({
    ...paid,
    kind: 'recharge',
    seconds: 600,
    'reserved seconds': 0,
    run: '',
    receipt: 42,
  });
  expect(row(use)).toEqual({
    ...paid,
    kind: 'use',
    seconds: -60,
    'reserved seconds': -60,
    run: 'run_1',
    receipt: '',
  });
  expect(exportRow(use)).toHaveLength(exportColumns.length);
});
