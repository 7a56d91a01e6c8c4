import { describe, expect, it } from 'vitest';
import type { BillAnswer } from '../../contract/index.ts';
import { atOnce, billOf, month, tariff } from '../../testing/tariff-bench.ts';
import { sheetOf } from './sheet.ts';

const november = month('2026-11');
const bill = billOf({
  tariffs: [
    tariff({
      surcharges: [{ name: '=Ft', rate: '-0.2' }],
      fixed: [{ name: 'Meter', rate: '30', per: 'month' }],
      taxes: [{ name: 'VAT', percent: '5', on: 'all' }],
    }),
  ],
  ...november,
  use: atOnce(november, 100),
});
const answer: BillAnswer = { month: '2026-11', energyKwh: '100', bill };
const textsOf = (rows: readonly (readonly { text: string }[])[]) => rows.map((row) => row.map(({ text }) => text));

describe('the sheet of a month', () => {
  it('has the bill line by line, and its days', () => {
    const sheet = sheetOf({ site: 'ไร่', answer, days: [['2026-11-01', 100_000_000n]] });
    expect(sheet.title).toEqual({ text: 'ไร่: 2026-11', fallback: 'Energy of 2026-11' });
    expect(sheet.facts.map(({ text }) => text)).toEqual([
      'Energy: 100 kWh',
      'Total: 1060.50 BDT',
      'Not known: 719.75 hours',
    ]);
    const [lines, days] = sheet.tables;
    expect(lines?.columns).toEqual(['Charge', 'From', 'Quantity', 'Unit', 'Rate', 'Amount (BDT)']);
    expect(textsOf(lines?.rows ?? [])).toEqual([
      ['Energy', '2026-11-01', '100', 'kWh', '10', '1000.00'],
      ['=Ft', '2026-11-01', '100', 'kWh', '-0.2', '-20.00'],
      ['Meter', '2026-11-01', '1', 'month', '30', '30.00'],
      ['VAT', '2026-11-01', '1010', 'BDT', '5 %', '50.50'],
      ['Total', '', '', '', '', '1060.50'],
    ]);
    expect(lines?.rows[1]?.[0]).toEqual({ text: '=Ft', fallback: 'surcharge 2' });
    expect(lines?.rows[0]?.map(({ isNumber }) => isNumber)).toEqual([
      undefined,
      undefined,
      true,
      undefined,
      true,
      true,
    ]);
    expect(days).toEqual({
      title: 'Days',
      columns: ['Day', 'kWh'],
      rows: [[{ text: '2026-11-01' }, { text: '100.000', isNumber: true }]],
    });
  });

  it('tells what to know of the bill', () => {
    const marks = { ...bill.marks, estimatedPercent: 12.5, missingQuarters: 0, untariffedKwh: '3.2' };
    const sheet = sheetOf({ site: 'Farm', answer: { ...answer, bill: { ...bill, marks } }, days: [] });
    expect(sheet.facts.slice(2).map(({ text }) => text)).toEqual([
      'Estimated: 12.5 % of the energy',
      'Without a tariff, and not in the total: 3.2 kWh',
    ]);
  });

  it('tells why there is no bill', () => {
    const why = { code: 'bill.no-tariff', sentence: 'No tariff.', remedy: 'Enter one.' };
    const sheet = sheetOf({ site: 'Farm', answer: { month: '2026-11', energyKwh: '5', why }, days: [] });
    expect(sheet.facts.map(({ text }) => text)).toEqual(['Energy: 5 kWh', 'No tariff. Enter one.']);
    expect(sheet.tables.map(({ title }) => title)).toEqual(['Days']);
  });

  it('has shares where they are given, with a number for each name', () => {
    const shares = [
      { number: 7, name: 'สมชาย', milliWh: 1_500_500n, amount: 1_234 },
      { number: 8, name: 'Bo', milliWh: 0n },
    ];
    const [, table] = sheetOf({ site: 'Farm', answer, days: [], shares }).tables;
    expect(table?.columns).toEqual(['No.', 'Name', 'kWh', 'Amount (BDT)']);
    expect(textsOf(table?.rows ?? [])).toEqual([
      ['7', 'สมชาย', '1.501', '12.34'],
      ['8', 'Bo', '0.000', ''],
    ]);
    expect(table?.rows[0]?.[1]?.fallback).toBe('No. 7');
  });
});
