import { afterAll, expect, test } from 'vitest';
import { chooseLanguage } from './locale.ts';
import { exact, kwh, money, rateMoney, signedMoney } from './money.ts';

afterAll(() => chooseLanguage('en'));

test.each([
  [123_450, 'THB', '฿1,234.50'],
  [-50, 'INR', '-₹0.50'],
  // By ISO 4217, where habit has none.
  [1_250, 'PKR', 'Rs 12.50'],
  [1_250, 'JPY', '¥1,250'],
  [1_250, 'KWD', 'KWD 1.250'],
] as const)('%i minor units of %s are %s', (minor, currency, text) => {
  expect(money(minor, currency).replaceAll('\u00A0', ' ')).toBe(text);
});

test('a difference has its sign', () => {
  expect([signedMoney(5, 'THB'), signedMoney(-5, 'THB'), signedMoney(0, 'THB')]).toEqual(['+฿0.05', '-฿0.05', '฿0.00']);
});

test('a rate keeps its digits', () => {
  expect([rateMoney('3.2484', 'THB'), rateMoney('5', 'THB'), rateMoney('-0.0034', 'PHP')]).toEqual([
    '฿3.2484',
    '฿5.00',
    '-₱0.0034',
  ]);
});

test.each([
  ['0.0463', '0.05 kWh'],
  ['12.44', '12.4 kWh'],
  ['1340.2', '1,340 kWh'],
] as const)('%s kWh are read as %s', (amount, text) => expect(kwh(amount)).toBe(text));

test('digits are those of the language, and no zero is lost', async () => {
  expect([exact('3.2480'), exact('')]).toEqual(['3.2480', '']);
  await chooseLanguage('bn');
  expect(exact('3.20')).toBe('৩.২০');
});
