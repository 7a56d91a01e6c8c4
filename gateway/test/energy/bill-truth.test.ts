import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { powerMeter } from '../../src/device-types/index.ts';
import { EnergySource } from '../../src/domain/energy/energy-source.ts';
import { usualSettings } from '../../src/domain/energy/site-meters.ts';
import { SiteCalendar } from '../../src/domain/energy/site-calendar.ts';
import { meaningOf } from '../../src/domain/history/meaning.ts';
import { silentLog } from '../../src/domain/log.ts';
import { DeskHere } from '../../src/store/history/here.ts';
import { History } from '../../src/store/history/history.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { billOf, tariff } from '../../src/testing/tariff-bench.ts';

const MINUTE_MS = 60_000;
const BERLIN = 'Europe/Berlin';
/** The clock changes on the 29th. */
const month = new SiteCalendar(BERLIN).month('2026-03');
const CHANGE = Date.parse('2026-03-17T12:00Z');
const WRAPS_AT = 10_000_000;
const meter = { device: 'main-meter', point: 'energy' };
const script = join(import.meta.dirname, '../../../docs/bill-from-export.mjs');

class TrustedFakeClock extends FakeClock {
  readonly trust = 'synced';
}

let dir: string;
let history: History;
let clock: TrustedFakeClock;
beforeEach(() => {
  dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-bill-'));
  clock = new TrustedFakeClock(month.from - 10 * MINUTE_MS);
  history = open();
});
afterEach(async () => {
  await history.stop();
  rmSync(dir, { recursive: true });
});

function open(): History {
  const made = new History({
    dir,
    clock,
    log: silentLog,
    commitMs: MINUTE_MS,
    retention: { rawDays: 90, quarterDays: 730, mostBytes: 2 ** 32 },
    meaningOf: ({ point }) => {
      const definition = powerMeter.points.find(({ id }) => id === point);
      return definition && meaningOf(definition);
    },
    zones: () => ({ farm: BERLIN }),
    makeDesk: (parts) => new DeskHere(parts),
    onDamaged: (why) => {
      throw new Error(why);
    },
  });
  made.start();
  return made;
}

/** What the meter shows: it turns quicker by day, and begins anew on the eleventh. */
let shown = 0;
function turn(): void {
  const hour = new Date(clock.wallMs()).getUTCHours();
  shown = (shown + (hour > 5 && hour < 20 ? 17 : 3)) % WRAPS_AT;
}

async function live(minutes: number, isHeard = true): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    turn();
    if (isHeard) history.note({ site: 'farm', ...meter, value: shown, at: clock.wallMs() + 137, quality: 'good' });
    clock.advance(MINUTE_MS);
    if (minute % 60 === 0) await history.kept();
  }
}

async function restartAfter(minutes: number): Promise<void> {
  await history.stop();
  await live(minutes, false);
  history = open();
}

/** The whole month of March: two restarts, one of 40 minutes, a counter that begins anew, a change of the clock. */
async function liveThroughMarch(): Promise<void> {
  shown = WRAPS_AT - 180_000;
  await live(10 + 9 * 1_440);
  await restartAfter(40);
  await live(3 * 1_440);
  await restartAfter(3);
  const left = Math.round((month.to + 10 * MINUTE_MS - clock.wallMs()) / MINUTE_MS);
  await live(left);
  await history.keep();
}

async function useOfMonth() {
  const source = new EnergySource({
    settings: () => usualSettings,
    history: {
      quarters: async (site, series, from, to) => {
        const answer = await history.buckets({ site, timeZone: 'UTC', series, from, to, points: 0, step: 900 });
        return answer.series.map(({ at, total }) =>
          [...at.entries()].map(([row, start]) => ({ at: start, total: total[row] ?? 0 })),
        );
      },
    },
    devices: () => [
      {
        id: meter.device,
        type: powerMeter.id,
        points: powerMeter.points.map((definition) => ({ definition })),
      } as never,
    ],
  });
  return source.quarters('farm', meter, month.from, month.to);
}

async function exported(): Promise<string> {
  const file = join(dir, 'energy.csv');
  let text = '';
  const span = { site: 'farm', timeZone: BERLIN, series: [meter], from: month.from, to: month.to };
  for await (const lines of history.export({ ...span, step: 0, format: 'csv' })) text += lines;
  const [head = '', ...rows] = text.split('\r\n');
  // What was shown when the month began belongs to it.
  const [last] = await history.last('farm', [meter], month.from);
  const before = `${new Date(last?.at ?? 0).toISOString()},,,,${last?.value},`;
  writeFileSync(file, [head, before, ...rows].join('\r\n'));
  return file;
}

describe('a bill', () => {
  it('is the counter times the tariff to the minor unit, and a script of ten lines agrees', async () => {
    const tax = [{ name: 'VAT', percent: '19', on: 'all' as const }];
    const tariffs = [
      tariff({ currency: 'EUR', energy: { kind: 'flat', rate: '0.32' }, taxes: tax }),
      tariff({ currency: 'EUR', energy: { kind: 'flat', rate: '0.41' }, taxes: tax }, CHANGE, 'tar_second0'),
    ];
    const readings: { at: number; value: number }[] = [];
    await liveThroughMarch();
    for (const at of [month.from, CHANGE, month.to]) {
      const [last] = await history.last('farm', [meter], at);
      readings.push({ at, value: last?.value ?? 0 });
    }
    const [begin = 0, middle = 0, end = 0] = readings.map(({ value }) => value);
    const use = await useOfMonth();
    const bill = billOf({ tariffs, ...month, timeZone: BERLIN, use });
    const grown = (from: number, to: number) => (to - from + WRAPS_AT) % WRAPS_AT;
    // Counter times rate, each line rounded, and 19 % of each, rounded.
    const line = (wattHours: number, cents: number) => Math.round((wattHours * cents) / 1000 + 1e-9);
    const lines = [line(grown(begin, middle), 32), line(grown(middle, end), 41)];
    const total = lines.reduce((sum, one) => sum + one + Math.round(one * 0.19 + 1e-9), 0);
    expect(bill.total).toBe(total);
    expect(Number(bill.energyKwh)).toBe((grown(begin, middle) + grown(middle, end)) / 1000);
    // Of the forty minutes that nobody listened two quarters have no reading; what was used in them is in the next one.
    expect(bill.marks).toMatchObject({ estimatedPercent: 0, missingQuarters: 2 });
    const args = [script, await exported(), String(WRAPS_AT), '320000', '2026-03-17T12:00Z', '410000', '19'];
    expect(Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toBe(bill.total);
  });
});
