import { describe, expect, it } from 'vitest';
import { departing, readSaying } from './message.ts';

const clock = { boot: 'this boot', monoMs: () => 10_000 };
const command = { id: 'command-1', point: 'relay.a', value: true };
const departed = (message: object) => departing(JSON.stringify(message), clock);

describe('a command that leaves this machine', () => {
  it.each([
    ['the time that is left', { ttlMs: 30_000, deadline: { boot: 'this boot', monoMs: 15_000 } }, { ttlMs: 5_000 }],
    [
      'its own time where that is shorter',
      { ttlMs: 100, deadline: { boot: 'this boot', monoMs: 15_000 } },
      { ttlMs: 100 },
    ],
    ['its own time without a deadline of this boot', { ttlMs: 7, deadline: { boot: 'x', monoMs: 1 } }, { ttlMs: 7 }],
    ['none, as an OFF has', {}, {}],
  ])('has %s', (_name, times, left) => {
    expect(departed({ ...command, ...times })).toEqual({ ...command, ...left });
  });

  it('does not leave when it has expired, or is none', () => {
    expect(departed({ ...command, ttlMs: 9_000, deadline: { boot: 'this boot', monoMs: 10_000 } })).toBeUndefined();
    expect(departed({ ...command, point: 7 })).toBeUndefined();
    expect(departing('', clock)).toBeUndefined();
  });
});

describe('what a device says', () => {
  it.each([
    ['hello', '{"contract":2,"news":1}', true],
    ['hello', '[]', false],
    ['hello', '7', false],
    ['readings', '{"values":{"level":1}}', true],
    ['readings', '{"values":{"no point":1}}', false],
    ['receipts', '{"id":"command-1","state":"sent"}', true],
    ['receipts', '{"id":"x","state":"sent"}', false],
    ['commands', '{"id":"command-1","point":"relay.a","value":true}', false],
  ] as const)('as %s: %s', (word, payload, isGood) => {
    expect(readSaying(word, payload) !== undefined).toBe(isGood);
  });
});

it('is read without what would be no field of its own', () => {
  expect(JSON.stringify(readSaying('readings', '{"values":{"__proto__":1,"level":2}}'))).toBe('{"values":{"level":2}}');
});
