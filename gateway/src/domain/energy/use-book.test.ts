import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UseBench } from '../../testing/use-bench.ts';
import type { Run } from '../sharing/run.ts';
import type { RunMeasure } from './run-measure.ts';
import { UseBook } from './use-book.ts';

const HILL = 'site_hill001';
const VALLEY = 'site_valley1';
const NOON = Date.parse('2026-11-03T12:00Z');
const measure: RunMeasure = {
  from: NOON - 600_000,
  onMs: 600_000,
  quarters: [{ at: NOON - 900_000, milliWh: 12_345 }],
  missingMs: 0,
  estimated: false,
  litres: 840.5,
  litresBy: 'plate',
};

let bench: UseBench;
let now: number;
let measured: string[];
let answer: RunMeasure;
beforeEach(() => {
  bench = new UseBench(HILL, VALLEY);
  now = NOON;
  measured = [];
  answer = measure;
});
afterEach(() => bench.close());

function add(id: string, site: string, run: Partial<Run> = {}): void {
  bench.add(site, { id, endedAt: NOON, ...run });
}

const book = () =>
  new UseBook({
    store: bench.store,
    measurer: {
      of: (site, { id }) => {
        measured.push(`${site} ${id}`);
        return Promise.resolve(answer);
      },
    },
    pumpName: (_, pump) => (pump === 'pump_1' ? 'Deep well' : undefined),
    personName: (_, user) => (user === 'user_ana' ? 'Ana' : undefined),
    wallMs: () => now,
    rest: () => Promise.resolve(),
  });
const uses = (site = HILL) => bench.store.forSite(site);

describe('what runs took', () => {
  it('is kept once, some minutes after the run has ended, and as it was over a restart', async () => {
    add('first', HILL);
    await book().look();
    expect(measured).toEqual([]);
    now += 7 * 60_000;
    await book().look();
    await book().look();
    expect(measured).toEqual([`${HILL} first`]);
    const kept = { run: 'first', number: 1, pump: 'pump_1', pumpName: 'Deep well', user: 'user_ana', name: 'Ana' };
    expect(uses().find('first')).toEqual({ ...measure, ...kept });
    bench.restart();
    expect(uses().find('first')).toEqual({ ...measure, ...kept });
    expect(uses(VALLEY).find('first')).toBeUndefined();
  });

  it('is not asked of runs that go on or never had their pump', async () => {
    add('going', HILL, { state: 'running' });
    add('never', HILL);
    answer = { ...measure, why: 'use.not-started' };
    now += 3_600_000;
    await book().look();
    await book().look();
    expect(measured).toEqual([`${HILL} never`]);
    expect(uses().find('never')).toBeUndefined();
  });

  it('has the names of who and what is gone as they were', async () => {
    add('first', HILL, { user: 'user_gone', pump: 'pump_9' });
    now += 3_600_000;
    await book().look();
    expect(uses().find('first')).toMatchObject({ name: 'ana', pumpName: 'pump_9' });
  });

  it('is kept too where no energy is known, and is measured again where that failed', async () => {
    add('first', HILL);
    now += 3_600_000;
    const broken = new Error('disk');
    const failing = book();
    await expect(
      new UseBook({
        store: bench.store,
        measurer: { of: () => Promise.reject(broken) },
        pumpName: () => undefined,
        personName: () => undefined,
        wallMs: () => now,
        rest: () => Promise.resolve(),
      }).look(),
    ).rejects.toBe(broken);
    answer = { from: NOON, onMs: 5, quarters: [], missingMs: 5, estimated: false, why: 'use.not-known' };
    await failing.look();
    expect(uses().find('first')).toMatchObject(answer);
  });

  it('is found by when the run began, and by whose it was', async () => {
    add('early', HILL);
    answer = { ...measure, from: NOON - 600_001 };
    now += 3_600_000;
    await book().look();
    add('late', HILL, { user: 'user_ben', by: 'ben' });
    add('other', VALLEY);
    answer = measure;
    await book().look();
    const ids = (from: number, to: number, user?: string) =>
      uses()
        .begun(from, to, user)
        .map(({ run }) => run);
    expect(ids(0, NOON)).toEqual(['early', 'late']);
    expect(ids(NOON - 600_000, NOON)).toEqual(['late']);
    expect(ids(0, NOON - 600_000)).toEqual(['early']);
    expect(ids(0, NOON, 'user_ben')).toEqual(['late']);
  });
});
