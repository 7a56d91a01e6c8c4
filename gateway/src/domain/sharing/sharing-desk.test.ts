import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SharingSettings } from '../../contract/index.ts';
import { EngineBench, engineSite } from '../../testing/site-engine-bench.ts';
import { SharingDesk } from './sharing-desk.ts';
import { Sharing } from './sharing.ts';

let bench: EngineBench;
let sharing: Sharing;
let desk: SharingDesk;
let told: string[];
beforeEach(() => {
  bench = new EngineBench({ staggerMs: 7_000 });
  sharing = new Sharing(bench.parts);
  told = [];
  desk = new SharingDesk({ sharing, audit: bench.parts.audit, onChange: (site) => told.push(site) });
});
afterEach(() => {
  sharing.stop();
  bench.close();
});

const ana = () => bench.actor('ana', 'admin');
const usual: SharingSettings = {
  billing: 'minutes',
  quotaS: null,
  lowBalanceS: 1_800,
  startsInUnknown: 'after-quiet',
  staggerGapS: 30,
  transformers: {},
};
const other: SharingSettings = {
  billing: 'off',
  quotaS: 7_200,
  lowBalanceS: 600,
  startsInUnknown: 'never',
  staggerGapS: 60,
  transformers: { T1: 25 },
};

describe('how a site shares', () => {
  it('is by minutes, without a quota, at first', () => {
    expect(desk.settings(engineSite)).toEqual(usual);
  });

  it('is changed as an admin says, audited with what it was, and told', () => {
    expect(desk.configure(ana(), other)).toEqual(other);
    expect(desk.settings(engineSite)).toEqual(other);
    expect(bench.audited).toEqual([
      { actor: ana(), action: 'sharing.change', subject: 'site', before: usual, after: other, result: 'done' },
    ]);
    expect(told).toEqual([engineSite]);
    expect(sharing.stateOf(engineSite).setup.stagger).toEqual({
      gapMs: 60_000,
      windowMs: 600_000,
      randomMs: 7_000,
      budgetKva: { T1: 25 },
    });
  });

  it('may have its quota taken away again', () => {
    desk.configure(ana(), other);
    expect(desk.configure(ana(), { ...other, quotaS: null }).quotaS).toBeNull();
  });
});

describe('a group', () => {
  const north = { name: 'North', maxRunning: 2, restS: 15 };

  it('is set up, audited with what it was, and told', () => {
    expect(desk.saveGroup(ana(), 'north', north)).toEqual({ id: 'north', ...north });
    const first = { id: 'north', site: engineSite, name: 'North', maxRunning: 2, restMs: 15_000 };
    expect(sharing.stateOf(engineSite).groups.get('north')?.group).toEqual(first);
    desk.saveGroup(ana(), 'north', { ...north, maxRunning: 1 });
    expect(bench.audited).toEqual([
      { actor: ana(), action: 'group.change', subject: 'north', before: undefined, after: first, result: 'done' },
      {
        actor: ana(),
        action: 'group.change',
        subject: 'north',
        before: first,
        after: { ...first, maxRunning: 1 },
        result: 'done',
      },
    ]);
    expect(told).toEqual([engineSite, engineSite]);
  });
});
