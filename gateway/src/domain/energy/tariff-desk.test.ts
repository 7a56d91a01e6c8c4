import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entry, HILL, must, TariffDeskBench, VALLEY } from '../../testing/tariff-desk-bench.ts';

const NOW = Date.parse('2026-11-21T06:00:00Z');
const DAY = 86_400_000;

let bench: TariffDeskBench;
beforeEach(() => (bench = new TariffDeskBench('2026-11-21T06:00:00Z')));
afterEach(() => bench.close());

const ana = TariffDeskBench.prototype.actor();
const refusal = (outcome: { ok: boolean }) => ('refusal' in outcome ? outcome.refusal : undefined);

describe('a tariff', () => {
  it('that is the first may begin in the past without a word', () => {
    const made = must(bench.tariffs.add(ana, entry({}, NOW - 90 * DAY)));
    expect(made).toEqual({
      id: 'tar_00000001',
      version: 1,
      state: 'current',
      validFrom: NOW - 90 * DAY,
      terms: entry().terms,
      by: 'ana',
      at: NOW,
    });
    expect(bench.tariffs.list(HILL)).toEqual([made]);
    expect(bench.audited).toEqual([
      { actor: ana, action: 'tariff.add', subject: made.id, before: undefined, after: made, result: 'done' },
    ]);
  });

  it('that changes what is past says why', () => {
    bench.enter();
    const unsaid = bench.tariffs.add(ana, entry({}, NOW - DAY));
    expect(refusal(unsaid)).toMatchObject({ code: 'invalid', pointer: '/reason' });
    expect(must(bench.tariffs.add(ana, entry({}, NOW - DAY, 'new supplier')))).toMatchObject({
      reason: 'new supplier',
    });
    expect(must(bench.tariffs.add(ana, entry({}, NOW))).version).toBe(1);
    expect(bench.tariffs.list(HILL).map(({ validFrom }) => validFrom)).toEqual([0, NOW - DAY, NOW]);
  });

  it('is changed by a new version; the one before is kept', () => {
    const id = bench.enter({}, NOW + DAY);
    const changed = must(bench.tariffs.change(ana, id, entry({ name: 'Farm' }, NOW + 2 * DAY)));
    expect(changed).toMatchObject({ id, version: 2, state: 'current', validFrom: NOW + 2 * DAY });
    expect(bench.tariffs.list(HILL)).toEqual([changed]);
    expect(must(bench.tariffs.versions(HILL, id)).map(({ version, state }) => [version, state])).toEqual([
      [2, 'current'],
      [1, 'replaced'],
    ]);
    expect(bench.audited.at(-1)).toMatchObject({
      action: 'tariff.change',
      before: { version: 1 },
      after: { version: 2 },
    });
  });

  it('that held already is changed with a reason alone, and so is one that is moved to the past', () => {
    const old = bench.enter({}, NOW - DAY);
    const later = bench.enter({}, NOW + DAY);
    expect(refusal(bench.tariffs.change(ana, old, entry({}, NOW + 3 * DAY)))).toMatchObject({ pointer: '/reason' });
    expect(refusal(bench.tariffs.change(ana, later, entry({}, NOW - 3 * DAY)))).toMatchObject({ pointer: '/reason' });
    expect(must(bench.tariffs.change(ana, old, entry({}, NOW - DAY, 'typing error'))).version).toBe(2);
    expect(bench.audited).toHaveLength(3);
  });

  it('begins when no other does', () => {
    bench.enter({ name: 'Old' }, NOW + DAY);
    const other = bench.enter({}, NOW + 2 * DAY);
    const taken = { code: 'invalid', detail: 'Old begins at the same time.', pointer: '/validFrom' };
    expect(refusal(bench.tariffs.add(ana, entry({}, NOW + DAY)))).toEqual(taken);
    expect(refusal(bench.tariffs.change(ana, other, entry({}, NOW + DAY)))).toEqual(taken);
    expect(must(bench.tariffs.change(ana, other, entry({}, NOW + 2 * DAY))).version).toBe(2);
  });

  it('is removed, and stays as a removed version', () => {
    const id = bench.enter({}, NOW + DAY);
    expect(must(bench.tariffs.remove(ana, id, undefined))).toBeUndefined();
    expect(bench.tariffs.list(HILL)).toEqual([]);
    expect(must(bench.tariffs.versions(HILL, id))).toMatchObject([{ version: 1, state: 'removed' }]);
    expect(bench.audited.at(-1)).toMatchObject({ action: 'tariff.remove', subject: id });
    expect(refusal(bench.tariffs.remove(ana, id, undefined))).toMatchObject({ code: 'not-found' });
    expect(refusal(bench.tariffs.change(ana, id, entry()))).toMatchObject({ code: 'not-found' });
    // Another may begin when it did.
    expect(bench.enter({}, NOW + DAY)).not.toBe(id);
  });

  it('that held already is removed with a reason alone', () => {
    const id = bench.enter();
    expect(refusal(bench.tariffs.remove(ana, id, undefined))).toMatchObject({ pointer: '/reason' });
    expect(must(bench.tariffs.remove(ana, id, 'wrong farm'))).toBeUndefined();
    expect(bench.audited.at(-1)).toMatchObject({ after: { reason: 'wrong farm' } });
  });

  it('of another site does not exist', () => {
    const id = bench.enter();
    const stranger = bench.actor(VALLEY);
    expect(bench.tariffs.list(VALLEY)).toEqual([]);
    expect(refusal(bench.tariffs.versions(VALLEY, id))).toMatchObject({ code: 'not-found' });
    expect(refusal(bench.tariffs.change(stranger, id, entry({}, 0, 'mine')))).toMatchObject({ code: 'not-found' });
    expect(refusal(bench.tariffs.remove(stranger, id, 'mine'))).toMatchObject({ code: 'not-found' });
    expect(must(bench.tariffs.add(stranger, entry())).state).toBe('current');
  });

  it('is one of a hundred at most', () => {
    for (let at = 1; at <= 100; at += 1) bench.enter({}, NOW + at * DAY);
    expect(refusal(bench.tariffs.add(ana, entry({}, NOW + 101 * DAY)))).toMatchObject({ code: 'conflict' });
  });
});
