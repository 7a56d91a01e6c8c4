import { describe, expect, it } from 'vitest';
import { aPump, did, EngineBench } from '../../testing/engine-bench.ts';
import { groupCalled, isWelded, newPump } from './pump.ts';

describe('a pump that was just added', () => {
  it('is neither heard nor known to be off, and nothing holds it', () => {
    const pump = aPump('well');
    expect(newPump(pump)).toEqual({ pump, isHeard: false, is: 'unknown', startsMono: [], blocks: {} });
  });

  it('starts nothing until it is heard', () => {
    const bench = new EngineBench({ pumps: {} });
    bench.happen({ kind: 'set-pump', pump: aPump('well') });
    expect(did(bench.ask('ana'), 'on')).toEqual([]);
    expect(did(bench.hears('well', true), 'on')).toEqual([]);
    expect(did(bench.pass(60_000), 'on')).toHaveLength(1);
  });
});

describe('a group that nobody has set up', () => {
  it.each([
    ['all', 'All pumps'],
    ['far', 'far'],
  ])('%s is called %s, and has one pump run at a time', (group, name) => {
    const { site } = aPump('well');
    expect(groupCalled({ site, group })).toEqual({ id: group, site, name, maxRunning: 1, restMs: 10_000 });
  });
});

describe('a contact is welded', () => {
  const pump = newPump(aPump('well'));

  it.each([
    ['where its protection says so and holds its place', { lockedOutBy: 'welded', slot: {} }, true],
    ['not where a person has said that it is off', { lockedOutBy: 'welded' }, false],
    ['not while a run has its place', { lockedOutBy: 'welded', slot: { run: 'ana' } }, false],
    ['not where another protection holds it', { lockedOutBy: 'dry-run', slot: {} }, false],
    ['not where nothing does', { slot: {} }, false],
  ])('%s', (_what, state, expected) => {
    expect(isWelded({ ...pump, ...state })).toBe(expected);
  });
});
