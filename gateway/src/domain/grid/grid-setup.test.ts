import { expect, it } from 'vitest';
import { setupOf } from './grid-setup.ts';

it('takes each source as it was set, with Sunday as the calendar has it', () => {
  const point = { device: 'breaker-1', point: 'grid' };
  const setup = setupOf(
    {
      sources: [
        { id: 'Wire', kind: 'sense', point },
        { id: 'Meter', kind: 'meter', point, nominalV: 230 },
        { id: 'Weak meter', kind: 'meter', point, nominalV: 110, badPercent: 60 },
        { id: 'Rota', kind: 'timetable', slots: [{ days: [1, 6, 7], from: 360, to: 1_440 }] },
      ],
    },
    'Asia/Dhaka',
  );
  expect(setup).toStrictEqual({
    sources: [
      { id: 'Wire', kind: 'sense' },
      { id: 'Meter', kind: 'meter', nominalV: 230 },
      { id: 'Weak meter', kind: 'meter', nominalV: 110, badPercent: 60 },
      {
        id: 'Rota',
        kind: 'timetable',
        timetable: {
          kind: 'windows',
          timeZone: 'Asia/Dhaka',
          windows: [{ days: [1, 6, 0], fromMinute: 360, toMinute: 1_440 }],
        },
      },
    ],
  });
});

it('counts in milliseconds what people set in seconds, and leaves out what they did not', () => {
  expect(setupOf({ sources: [], badS: 3, goodS: 60, staleS: 120 }, 'UTC')).toStrictEqual({
    sources: [],
    badMs: 3_000,
    goodMs: 60_000,
    staleMs: 120_000,
  });
  expect(setupOf({ sources: [] }, 'UTC')).toStrictEqual({ sources: [] });
});
