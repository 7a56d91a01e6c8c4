import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { KeepAlive } from './keep-alive.ts';

let clock: FakeClock;
let silences: number;
let keepAlive: KeepAlive;

beforeEach(() => {
  clock = new FakeClock();
  silences = 0;
  keepAlive = new KeepAlive(clock, () => (silences += 1));
});

describe('a client that said 10 s', () => {
  it('may be silent for 15 s, and is told on once', () => {
    keepAlive.start(10);
    clock.advance(14_999);
    expect(silences).toBe(0);
    clock.advance(1);
    expect(silences).toBe(1);
    clock.advance(100_000);
    expect(silences).toBe(1);
  });

  it('may be silent for 15 s from each packet on', () => {
    keepAlive.start(10);
    for (let at = 0; at < 20; at += 1) {
      clock.advance(7_000);
      keepAlive.hear(clock.monoMs());
    }
    clock.advance(14_999);
    expect(silences).toBe(0);
    clock.advance(1);
    expect(silences).toBe(1);
  });

  it('is not looked at once it is gone', () => {
    keepAlive.start(10);
    keepAlive.stop();
    clock.advance(100_000);
    expect(silences).toBe(0);
  });
});

it('who said 0 s may be silent for ever', () => {
  keepAlive.start(0);
  clock.advance(100_000_000);
  expect(silences).toBe(0);
});
