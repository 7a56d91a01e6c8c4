import { describe, expect, test } from 'vitest';
import { addressFrom, idFrom, outletFrom, millisecondsFrom, speedFrom, wholeFrom } from './flags.ts';
import { RfRefusal } from './rf-line.ts';

describe('what a flag holds', () => {
  test.each([
    ['a number', () => wholeFrom('--count', '10', 1, 20), 10],
    ['seconds', () => millisecondsFrom('--for', '60s'), 60_000],
    ['plain seconds', () => millisecondsFrom('--for', '60'), 60_000],
    ['minutes', () => millisecondsFrom('--for', '10m'), 600_000],
    ['the speed it was', () => speedFrom('1'), 1],
    ['at once', () => speedFrom('max'), Infinity],
    ['an address', () => addressFrom('fe'), 'FE'],
    ['an id for an outlet', () => outletFrom('--id', '1a'), '1A'],
    ['an id', () => idFrom('--master', 'fE'), 0xfe],
  ])('%s', (_what, read, value) => {
    expect(read()).toBe(value);
  });

  test.each([
    ['0', () => wholeFrom('--count', '0', 1, 20), '--count takes a whole number from 1 to 20, not "0"'],
    ['1.5', () => wholeFrom('--count', '1.5', 1, 20), 'whole number'],
    ['an exponent', () => wholeFrom('--count', '1e1', 1, 20), 'whole number'],
    ['nothing', () => wholeFrom('--count', '', 0, 20), 'whole number'],
    ['no time', () => millisecondsFrom('--for', 'ever'), '--for takes a time such as 60s'],
    ['no time at all', () => millisecondsFrom('--for', '0s'), 'takes a time'],
    ['hours', () => millisecondsFrom('--for', '1h'), 'takes a time'],
    ['another speed', () => speedFrom('2'), '--speed takes 1 or max'],
    ['one digit', () => idFrom('--master', '2'), 'two hexadecimal digits such as FE'],
    ['the id of a socket', () => outletFrom('--id', '02'), '01 and 02 are sockets'],
    ['no digits', () => idFrom('The address', 'xyz'), 'The address takes two'],
  ])('%s is refused in a sentence', (_what, read, sentence) => {
    expect(read).toThrow(RfRefusal);
    expect(read).toThrow(sentence);
  });
});
