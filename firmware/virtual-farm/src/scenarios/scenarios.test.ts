import { describe, expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { parseDeed, parseDuration } from '../scenario/deeds.ts';
import { playFast } from '../scenario/play.ts';
import { idsFor, MAX_OUTLETS } from '../scenario/story.ts';
import { summaryText } from '../scenario/summary.ts';
import { getScenario, scenarios } from './index.ts';

/** Enough to tell a quiet day; how fast one of 32 outlets is that are polled all the time, the README says. */
const few = { outlets: 4, masterRestMs: 5_000 };

describe('a scenario', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s ends as it says',
    (_name, scenario) => {
      const summary = playFast({ scenario, seed: 1, ...(scenario.name === 'day' ? few : {}) }, systemClock);
      expect(summary.claims.filter(({ holds }) => !holds)).toEqual([]);
      expect(summary.claims.length).toBeGreaterThan(2);
      expect(summaryText(summary)).not.toContain('FALSE');
    },
    60_000,
  );

  test('is the same story for the same seed', () => {
    const play = (seed: number) => {
      const { polls, truth } = playFast({ scenario: getScenario('noisy-air'), seed }, systemClock);
      return { polls, truth };
    };
    expect(play(3)).toEqual(play(3));
    expect(play(3)).not.toEqual(play(4));
  });

  test('has a name of its own and tells itself in a sentence', () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const { about } of scenarios) expect(about).toMatch(/^[A-Z].+\.$/);
    expect(() => getScenario('sunday')).toThrow(/There are: day, rota, /);
  });
});

describe('a deed', () => {
  test.each([
    ['fe.a=on@10s', { afterMs: 10_000, on: true, what: { node: 0xfe, socket: 'a' } }],
    ['pump-1=off@2h', { afterMs: 7_200_000, on: false, what: { device: 'pump-1' } }],
    ['all=on@1.5m', { afterMs: 90_000, on: true, what: 'all' }],
  ])('%s', (text, deed) => expect(parseDeed(text)).toEqual(deed));

  test.each(['fe.a=on', 'fe=on@1s', 'fe.a=maybe@1s', 'fe.a=on@soon'])('"%s" is none', (text) => {
    expect(() => parseDeed(text)).toThrow(/Write one such as/);
  });

  test('comes after a time that a person can write', () => {
    expect(parseDuration('24h')).toBe(86_400_000);
    expect(() => parseDuration('a while')).toThrow(/90s, 10m or 24h/);
  });
});

test('there are ids for 248 outlets, none of them a socket, a controller or everyone', () => {
  const ids = idsFor(MAX_OUTLETS);
  expect(new Set(ids).size).toBe(248);
  expect(ids.every((id) => id >= 0x03 && id <= 0xfe)).toBe(true);
  expect(idsFor(4)).toEqual([0xfe, 0x10, 0x11, 0x12]);
});
