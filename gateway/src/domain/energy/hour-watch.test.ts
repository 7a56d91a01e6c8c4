import { describe, expect, it } from 'vitest';
import type { AlertCause } from '../alerts/alert.ts';
import { localIso } from '../history/local-iso.ts';
import { HourWatch } from './hour-watch.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 604_800_000;
const QUARTER_MS = 900_000;
/** A Tuesday, 14:05 in Berlin. */
const NOW = Date.parse('2026-11-24T14:05:00+01:00');

interface Told {
  readonly cause: AlertCause;
  readonly isOn: boolean;
}

/** `whOf` tells the energy of a quarter by the clock on the wall; undefined where nothing is known. */
async function lookWith(whOf: (local: string) => number | undefined, timeZone = 'Europe/Berlin'): Promise<Told[]> {
  const told: Told[] = [];
  const watch = new HourWatch({
    energy: {
      quarters: async (_site, _subject, from, to) =>
        Array.from({ length: (to - from) / QUARTER_MS }, (_, at) => from + at * QUARTER_MS).flatMap((at) => {
          const wh = whOf(localIso(at, timeZone));
          return wh === undefined ? [] : [{ at, milliWh: wh * 1000, estimated: false }];
        }),
    },
    sites: () => [{ site: 'north', timeZone }],
    metered: () => [{ subject: { device: 'pump-1', point: 'energy' }, name: 'North pump' }],
    wallMs: () => NOW,
    onAlert: (cause, isOn) => told.push({ cause, isOn }),
  });
  await watch.look();
  return told;
}

/** The hour that is looked at, whichever day it is. */
const isHour = (local: string) => local.slice(11, 13) === '13';
const isToday = (local: string) => local.startsWith('2026-11-24');

describe('the energy of an hour', () => {
  it('that is as always is told to be over', async () => {
    const told = await lookWith((local) => (isHour(local) ? 250 : 0));
    expect(told).toMatchObject([{ isOn: false, cause: { rule: 'energy-unusual', subject: 'pump-1/energy' } }]);
  });

  it('that is far more than usual is a warning that says against what', async () => {
    const told = await lookWith((local) => (isHour(local) ? (isToday(local) ? 600 : 250) : 0));
    expect(told).toMatchObject([{ isOn: true, cause: { severity: 'warning', device: 'pump-1', point: 'energy' } }]);
    expect(told[0]?.cause.sentence).toBe(
      'North pump. More energy than usual: 2.40 kWh in the hour of Tuesday 13:00; usual is 1.00 kWh (8 weeks).',
    );
  });

  it('that is far less is told too', async () => {
    const told = await lookWith((local) => (isHour(local) && !isToday(local) ? 250 : 0));
    expect(told).toMatchObject([{ isOn: true, cause: { severity: 'info' } }]);
  });

  it('is held against the same hour by the clock before a change of it', async () => {
    // In October Berlin was two hours ahead: eight weeks before is in summer time.
    const told = await lookWith((local) => (isHour(local) ? 250 : 900));
    expect(told).toMatchObject([{ isOn: false }]);
  });

  it('is that of the wall where the clock is half an hour off', async () => {
    const told = await lookWith((local) => (local.slice(11, 13) === '17' ? 250 : 0), 'Asia/Kolkata');
    expect(told[0]?.cause.sentence).toBe('North pump');
  });

  it('of which a quarter is missing is not judged', async () => {
    const told = await lookWith((local) => (isToday(local) && local.slice(11, 16) === '13:15' ? undefined : 250));
    expect(told).toEqual([]);
  });

  it('with fewer than four weeks to go by is not judged', async () => {
    const since = NOW - 3 * WEEK_MS - HOUR_MS - QUARTER_MS;
    const told = await lookWith((local) => (Date.parse(local) < since ? undefined : 250));
    expect(told).toEqual([]);
  });
});
