import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { sharingOf } from './testing/fake-pump-farm.ts';
import { FakeSharing, showRun } from './testing/fake-sharing.ts';
import { pumpDevices } from './testing/pump-builders.ts';
import { openApp } from './testing/mount.ts';
import { byPicture, digitsOf, findAll, hideWords } from './testing/without-words.ts';

const home = location.href;
const me = { user: aUser({ role: 'user', masterAdmin: false }), devices: pumpDevices(62, 0) };
const first = (selector: string) => findAll(selector)[0];
let showWords: () => void;

beforeEach(async () => {
  await page.viewport(360, 740);
  showWords = hideWords();
});
afterEach(() => showWords());
afterAll(() => history.replaceState(null, '', home));

/** Presses what shows a picture, as soon as it is there. */
async function press(picture: string): Promise<void> {
  await expect.poll(() => byPicture(picture)).toBeDefined();
  byPicture(picture)?.click();
}

describe('somebody who cannot read', () => {
  test('starts the pump: a triangle, a number, a triangle, and three seconds', async () => {
    const gateway = openApp({ ...me, sharing: new FakeSharing() });
    await press('start');
    await expect.poll(() => digitsOf(first('output[data-minutes]'))).toBe(10);
    byPicture('more')?.click();
    await expect.poll(() => digitsOf(first('output[data-minutes]'))).toBe(15);
    const inSheet = findAll('fg-sweep-button').find((found) => found.closest('div')?.closest('dialog'));
    inSheet?.shadowRoot?.querySelector('button')?.click();
    await expect
      .poll(() => gateway.requests.filter(({ method, path }) => method === 'POST' && path === '/runs'), {
        timeout: 6_000,
      })
      .toMatchObject([{ body: { pump: 'pmp_north01', seconds: 900 } }]);
  });

  test('stops it: an octagon, at once', async () => {
    const gateway = openApp({ ...me, sharing: sharingOf('mine') });
    await press('stop');
    await expect.poll(() => gateway.requests.map(({ path }) => path)).toContain('/runs/run-mine-1/stop');
  });

  test('sees the turn: a number beside a clock', async () => {
    openApp({ ...me, sharing: sharingOf('wait') });
    await expect.poll(() => digitsOf(first('[data-turn] [data-position]'))).toBe(2);
    expect(first('[data-turn] fg-state-face')?.shadowRoot?.querySelector('.waiting')).not.toBeNull();
  });

  test('sees the minutes: a number beside a jar, filled as far as it is', async () => {
    openApp({ ...me, sharing: new FakeSharing({}, { availableS: 3_600 }) });
    await expect.poll(() => digitsOf(first('[data-jar] [data-minutes], [data-minutes]'))).toBe(60);
    const jar = first('fg-minute-jar')?.shadowRoot?.querySelector('.water');
    expect(Number(jar?.getAttribute('y'))).toBe(36);
  });

  test('sees the tank: a vessel filled as far as it is, and a number', async () => {
    openApp({ ...me, sharing: new FakeSharing() });
    await expect.poll(() => digitsOf(first('[data-percent]'))).toBe(62);
    expect(Number(first('fg-tank')?.shadowRoot?.querySelector('.water')?.getAttribute('height'))).toBeGreaterThan(50);
  });

  test('sees why it does not run: a picture for each reason', async () => {
    openApp({ ...me, sharing: sharingOf('why') });
    await press('why');
    const wanted = [
      'locked',
      'hot',
      'water',
      'power',
      'rest',
      'turn',
      'minutes',
      'away',
      'all-off',
      'service',
      'hours',
      'full',
    ];
    await expect
      .poll(() => findAll('[data-reason] [data-picture]').map(({ dataset }) => dataset['picture']))
      .toEqual([...wanted, 'fault']);
    const drawn = new Set(findAll('[data-reason] [data-picture]').map(({ innerHTML }) => innerHTML));
    expect(drawn.size).toBe(wanted.length + 1);
  });

  test('calls help: a telephone, and three seconds', async () => {
    const gateway = openApp({ ...me, sharing: new FakeSharing() });
    await press('help');
    await expect.poll(() => gateway.requests.map(({ path }) => path), { timeout: 6_000 }).toContain('/help');
    await expect.poll(() => findAll('[role=status] [data-picture=full]').length).toBe(1);
  });

  test('stops everything: the octagon in the corner, then the red one', async () => {
    const gateway = openApp({ ...me, sharing: sharingOf('busy') });
    await expect.poll(() => first('a.all-off svg')).toBeDefined();
    first('a.all-off')?.click();
    await expect.poll(() => first('button.stop')).toBeDefined();
    first('button.stop')?.click();
    await expect.poll(() => gateway.requests.map(({ path }) => path)).toContain('/all-off');
  });

  test('tells asked, running and kept safe apart by shape', async () => {
    const gateway = openApp({ ...me, sharing: sharingOf('mine') });
    const shape = () => first('fg-run-card')?.shadowRoot?.querySelector('fg-state-face')?.shadowRoot?.innerHTML;
    await expect.poll(shape).toContain('running');
    const seen = [shape()];
    const since = Date.now();
    showRun(gateway, 'run-mine-1', { state: 'hold', isCounting: false, hold: { cause: 'grid', since } });
    await expect.poll(shape).toContain('class="hold"');
    seen.push(shape());
    showRun(gateway, 'run-mine-1', { state: 'starting', isCounting: false });
    await expect.poll(shape).toContain('asking');
    expect(new Set([...seen, shape()]).size).toBe(3);
  });
});
