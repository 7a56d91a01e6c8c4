import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GridSettings, GridView, PointValue } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { EventBus } from '../events.ts';
import type { Actor } from '../people/actor.ts';
import type { SavedGrid } from './grid-ports.ts';
import { SiteGrids } from './site-grids.ts';
import type { Supply } from './source.ts';

const SITE = 'site_north001';
const OTHER = 'site_south001';
const admin: Actor = {
  userId: 'user_ana0001',
  name: 'ana',
  site: SITE,
  role: 'admin',
  masterAdmin: false,
  from: 'test',
};
const wire = { id: 'Wire', kind: 'sense', point: { device: 'breaker-1', point: 'grid' } } as const;
const meter = { id: 'Meter', kind: 'meter', point: { device: 'breaker-1', point: 'voltage' }, nominalV: 230 } as const;
/** Power from 6:00 to 18:00 each day. */
const rota: GridSettings['sources'][number] = {
  id: 'Rota',
  kind: 'timetable',
  slots: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 360, to: 1_080 }],
};
const wired: GridSettings = { sources: [wire], badS: 2, goodS: 10, staleS: 30 };

let clock: FakeClock;
let events: EventBus;
let kept: Map<string, SavedGrid>;
let zone: string;
let isTrusted: boolean;
let audit: unknown[];
let told: [string, Supply][];
let shown: GridView[];
let grids: SiteGrids;

beforeEach(() => {
  clock = new FakeClock(Date.parse('2026-11-23T12:00:00Z'));
  events = new EventBus();
  kept = new Map();
  zone = 'UTC';
  isTrusted = true;
  audit = [];
  told = [];
  shown = [];
  events.on('change', ({ change }) => {
    if (change.what === 'grid') shown.push(change.grid);
  });
  grids = make();
});
afterEach(() => grids.stop());

function make(): SiteGrids {
  return new SiteGrids({
    store: {
      transaction: (work) => work(),
      sites: () => [...kept.keys()],
      find: (site) => kept.get(site),
      save: (site, record) => void kept.set(site, record),
      timeZone: () => zone,
    },
    audit: { write: (entry) => void audit.push(entry), list: () => [] },
    clock,
    events,
    isTrusted: () => isTrusted,
    findPoint: (site, device, point) =>
      site === SITE && device === 'breaker-1'
        ? findDeviceType('main-breaker')?.points.find(({ id }) => id === point)
        : undefined,
    onSupply: (site, supply) => told.push([site, supply]),
  });
}

function read(
  point: string,
  value: PointValue,
  rest: { quality?: 'good' | 'out-of-range'; at?: number; site?: string } = {},
): void {
  events.emit('reading', {
    site: rest.site ?? SITE,
    device: 'breaker-1',
    point,
    value,
    at: rest.at ?? clock.wallMs(),
    quality: rest.quality ?? 'good',
  });
}

/** The wire says yes or no for so long, once a second. */
function say(value: boolean, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    read('grid', value);
    clock.advance(1_000);
  }
}

describe('a site that nobody set up', () => {
  it('is taken to have power, and nothing is looked at', () => {
    grids.start();
    expect(grids.view(SITE)).toMatchObject({ state: 'good', switch: 'auto', sources: [] });
    expect(grids.settings(SITE)).toEqual({ sources: [] });
    expect(clock.nextTimerAt).toBeUndefined();
  });
});

describe('the settings', () => {
  it('are kept, written into the record with what was before, and answered', () => {
    expect(grids.setUp(admin, wired)).toEqual({ ok: true, value: wired });
    expect(kept.get(SITE)).toEqual({ settings: wired, switch: 'auto' });
    expect(audit).toEqual([
      { actor: admin, action: 'grid.change', subject: 'site', before: { sources: [] }, after: wired, result: 'done' },
    ]);
    expect(grids.settings(SITE)).toEqual(wired);
    expect(grids.settings(OTHER)).toEqual({ sources: [] });
  });

  it('keep an admin’s word', () => {
    grids.turn(admin, { to: 'shedding' });
    grids.setUp(admin, wired);
    expect(kept.get(SITE)).toEqual({ settings: wired, switch: 'shedding' });
  });

  it.each([
    [{ sources: [wire, wire] }, 'Two sources are called Wire.', '/sources/1/id'],
    [
      { sources: [{ ...wire, point: { device: 'x', point: 'y' } }] },
      'There is no point y of x here.',
      '/sources/0/point',
    ],
    [{ sources: [rota, { ...meter, point: wire.point }] }, 'Grid is there is no voltage.', '/sources/1/point'],
    [
      { sources: [{ ...meter, point: { device: 'breaker-1', point: 'current' } }] },
      'Total current is no voltage.',
      '/sources/0/point',
    ],
    [
      { sources: [{ ...meter, point: { device: 'breaker-1', point: 'threshold' } }] },
      'Warns above is no voltage.',
      '/sources/0/point',
    ],
    [{ sources: [{ ...wire, point: meter.point }] }, 'Grid voltage does not say yes or no.', '/sources/0/point'],
  ] satisfies [GridSettings, string, string][])('that are wrong change nothing: %j', (settings, detail, pointer) => {
    expect(grids.setUp(admin, settings)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', detail, pointer },
    });
    expect([kept.size, audit.length, grids.settings(SITE).sources.length]).toEqual([0, 0, 0]);
  });

  it('with a rota alone need no device', () => {
    expect(grids.setUp(admin, { sources: [rota] })).toMatchObject({ ok: true });
  });

  it('that are taken away are looked at no more', () => {
    grids.start();
    grids.setUp(admin, wired);
    expect(clock.nextTimerAt).toBeDefined();
    grids.setUp(admin, { sources: [] });
    expect(clock.nextTimerAt).toBeUndefined();
  });
});

describe('an admin’s word', () => {
  it('goes above every source, is kept and written into the record', () => {
    grids.start();
    grids.setUp(admin, wired);
    say(true, 15);
    expect(grids.turn(admin, { to: 'shedding', reason: 'line work' })).toMatchObject({
      state: 'shedding',
      switch: 'shedding',
    });
    expect(kept.get(SITE)).toEqual({ settings: wired, switch: 'shedding' });
    expect(audit.at(-1)).toEqual({
      actor: admin,
      action: 'grid.switch',
      subject: 'site',
      before: 'auto',
      after: { to: 'shedding', reason: 'line work' },
      result: 'done',
    });
    expect(told).toEqual([
      [SITE, 'good'],
      [SITE, 'unknown'],
      [SITE, 'good'],
      [SITE, 'shedding'],
    ]);
  });

  it('is remembered over a restart', () => {
    kept.set(SITE, { settings: wired, switch: 'shedding' });
    grids.start();
    expect(grids.view(SITE)).toMatchObject({ state: 'shedding', switch: 'shedding' });
    expect(told).toEqual([[SITE, 'shedding']]);
  });
});

describe('a wire that says yes or no', () => {
  beforeEach(() => {
    grids.start();
    grids.setUp(admin, wired);
  });

  it('is believed once it has said so for long enough', () => {
    say(true, 8);
    expect(grids.view(SITE).state).toBe('unknown');
    say(true, 4);
    expect(grids.view(SITE)).toMatchObject({ state: 'good', sources: [{ id: 'Wire', kind: 'sense', says: 'good' }] });
    say(false, 4);
    expect(grids.view(SITE).state).toBe('shedding');
    expect(told.map(([, supply]) => supply)).toEqual(['good', 'unknown', 'good', 'shedding']);
  });

  it('is told with when it was heard, and since when it is so', () => {
    const first = clock.wallMs();
    say(true, 12);
    const { since, sources } = grids.view(SITE);
    expect(sources[0]?.heardAt).toBe(clock.wallMs() - 1_000);
    expect(since).toBeGreaterThan(first);
    expect(since).toBeLessThanOrEqual(clock.wallMs());
  });

  it('that falls silent is believed no more', () => {
    say(true, 12);
    clock.advance(40_000);
    expect(grids.view(SITE)).toMatchObject({ state: 'unknown', sources: [{ says: 'unknown' }] });
  });

  it('is not moved by what another point, another site or a bad reading says', () => {
    say(true, 12);
    for (let second = 0; second < 10; second++) {
      read('closed', false);
      read('grid', false, { quality: 'out-of-range' });
      read('grid', false, { site: OTHER });
      read('grid', 'off');
      read('grid', true);
      clock.advance(1_000);
    }
    expect(grids.view(SITE).state).toBe('good');
  });

  it('that was told late is as old as it was', () => {
    say(true, 12);
    read('grid', true, { at: clock.wallMs() - 20_000 });
    read('grid', true, { at: clock.wallMs() + 60_000 });
    expect(grids.view(SITE).sources[0]?.heardAt).toBeLessThanOrEqual(clock.wallMs());
  });

  it('shows pages a change, and nothing where only the time of hearing is new', () => {
    say(true, 12);
    const before = shown.length;
    say(true, 20);
    expect(shown.length).toBe(before);
    say(false, 4);
    expect(shown.length).toBeGreaterThan(before);
    expect(shown.at(-1)).toMatchObject({ state: 'shedding' });
  });

  it('is heard no more once it was stopped', () => {
    say(true, 12);
    grids.stop();
    say(false, 10);
    expect(grids.view(SITE).state).toBe('good');
    expect(clock.nextTimerAt).toBeUndefined();
  });
});

describe('a rota', () => {
  it('says what comes next, and when', () => {
    grids.setUp(admin, { sources: [rota], badS: 2, goodS: 10 });
    expect(grids.view(SITE).expected).toEqual({ state: 'shedding', at: Date.parse('2026-11-23T18:00:00Z') });
    clock.jumpWall(8 * 3_600_000);
    expect(grids.view(SITE).expected).toEqual({ state: 'good', at: Date.parse('2026-11-24T06:00:00Z') });
  });

  it('goes by the zone of the site, also once that is another', () => {
    grids.setUp(admin, { sources: [rota] });
    zone = 'Asia/Dhaka';
    grids.readTimeZone(SITE);
    expect(grids.view(SITE).expected).toEqual({ state: 'good', at: Date.parse('2026-11-24T00:00:00Z') });
  });

  it('promises nothing while the clock is not trusted, nor where there is none', () => {
    isTrusted = false;
    grids.setUp(admin, { sources: [rota] });
    expect(grids.view(SITE).expected).toBeUndefined();
    isTrusted = true;
    grids.setUp(admin, wired);
    expect(grids.view(SITE).expected).toBeUndefined();
  });

  it('is followed as time passes, without anybody saying so', () => {
    grids.start();
    const untilOne = { ...rota, slots: [{ days: [1], from: 360, to: 721 }] };
    grids.setUp(admin, { sources: [untilOne], badS: 2, goodS: 10 });
    clock.advance(20_000);
    expect(grids.view(SITE).state).toBe('good');
    clock.advance(60_000);
    expect(grids.view(SITE).state).toBe('shedding');
  });
});
