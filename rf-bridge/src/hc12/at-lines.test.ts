import { expect, test } from 'vitest';
import { isWhole, linesFor, parseSettings } from './at-lines.ts';
import type { Hc12Settings } from './settings.ts';

const factory: Hc12Settings = { channel: 1, power: 8, mode: 'fu3', baud: 9_600 };

test.each([
  ['as modules of version 2.4 answer', 'OK+B9600\r\nOK+RC001\r\nOK+RP:+20dBm\r\nOK+FU3\r\n', factory],
  ['as the manual prints it', 'OK+FU3 \r\nOK+B9600\r\nOK+C001\r\nOK+RP:+20dBm\r\n', factory],
  [
    'one by one',
    'OK+B1200\r\nOK+RC021\r\nOK+RP:-01dBm\r\nOK+FU4\r\n',
    { channel: 21, power: 1, mode: 'fu4', baud: 1_200 },
  ],
])('settings are read %s', (_, text, settings) => {
  expect(parseSettings(text)).toEqual(settings);
  expect(isWhole(parseSettings(text))).toBe(true);
});

test.each([
  ['nothing', '', {}],
  ['noise', '\xff\x00OK\r\n', {}],
  ['half an answer', 'OK+B9600\r\nOK+RC0', { baud: 9_600 }],
  ['a power no level has', 'OK+RP:+19dBm', {}],
  ['a mode no module has', 'OK+FU7', {}],
])('%s is not whole', (_, text, settings) => {
  expect(parseSettings(text)).toEqual(settings);
  expect(isWhole(parseSettings(text))).toBe(false);
});

test.each([
  [{}, []],
  [{ channel: 3 }, ['AT+C003']],
  [{ power: 4 }, ['AT+P4']],
  [{ baud: 19_200 }, ['AT+B19200']],
  [{ mode: 'fu1' }, ['AT+FU1', 'AT+B9600']],
  [{ mode: 'fu4', baud: 1_200 }, ['AT+FU4']],
  [{ channel: 100, power: 1, mode: 'fu2', baud: 4_800 }, ['AT+FU2', 'AT+B4800', 'AT+C100', 'AT+P1']],
] as const)('from the factory to %j it takes %j', (change, lines) => {
  expect(linesFor(factory, { ...factory, ...change })).toEqual(lines);
});
