import type { GridSettings, GridSourceSetup } from '../../contract/index.ts';
import type { GridSetup, GridSource } from './grid.ts';

/** What an admin set, as the machine takes it. */
export function setupOf({ sources, badS, goodS, staleS }: GridSettings, timeZone: string): GridSetup {
  return {
    sources: sources.map((source) => sourceOf(source, timeZone)),
    ...(badS === undefined ? {} : { badMs: badS * 1000 }),
    ...(goodS === undefined ? {} : { goodMs: goodS * 1000 }),
    ...(staleS === undefined ? {} : { staleMs: staleS * 1000 }),
  };
}

function sourceOf(source: GridSourceSetup, timeZone: string): GridSource {
  const { id } = source;
  switch (source.kind) {
    case 'sense':
      return { id, kind: 'sense' };
    case 'meter': {
      const { nominalV, badPercent } = source;
      return { id, kind: 'meter', nominalV, ...(badPercent === undefined ? {} : { badPercent }) };
    }
    case 'timetable': {
      const windows = source.slots.map(({ days, from, to }) => ({
        // Sunday is 7 for people and 0 for the calendar.
        days: days.map((day) => day % 7),
        fromMinute: from,
        toMinute: to,
      }));
      return { id, kind: 'timetable', timetable: { kind: 'windows', timeZone, windows } };
    }
  }
}
