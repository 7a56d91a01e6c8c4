import { describe, expect, it } from 'vitest';
import type { ProtectionView } from '../../contract/index.ts';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';
import { protections } from './index.ts';
import { viewProtections } from './protection-view.ts';
import type { ProtectionName } from './verdict.ts';

const table = ({ setup, state, now }: GuardBench) => viewProtections(setup, state, now);

function rowOf(bench: GuardBench, name: ProtectionName): ProtectionView | undefined {
  return table(bench).find((row) => row.name === name);
}

describe('the table of protections of a pump', () => {
  it('has a row for each, in their order, with all of its settings', () => {
    const rows = table(new GuardBench());
    expect(rows.map(({ name, settings }) => [name, settings.map(({ key }) => key)])).toEqual(
      protections.map(({ name, settings }) => [name, Object.keys(settings)]),
    );
  });

  it('says of a setting what it is, and its default alone where nobody has set it', () => {
    expect(rowOf(new GuardBench(), 'max-run')?.settings).toStrictEqual([
      {
        key: 'minutes',
        label: 'Longest run',
        unit: 'min',
        min: 1,
        max: 1_440,
        default: 240,
        sentence: 'A pump that has run so long without a pause is stopped.',
      },
    ]);
  });

  it('says what is set, also where it is nothing, and of no other protection and key', () => {
    const settings = { 'min-rest': { restS: 0 }, 'over-current': { forS: 9 } };
    const said = table(new GuardBench({ ...plainPump, settings })).flatMap(({ name, settings: all }) =>
      all.flatMap(({ key, own }) => (own === undefined ? [] : [[name, key, own]])),
    );
    expect(said).toEqual([
      ['over-current', 'forS', 9],
      ['min-rest', 'restS', 0],
    ]);
  });

  it('says of each that cannot be watched here why, and of no other', () => {
    const why = table(new GuardBench()).flatMap(({ name, state, notWatched }) =>
      state === 'not-watched' || notWatched !== undefined ? [[name, state, notWatched]] : [],
    );
    expect(why).toEqual(
      [
        ['phase-reversal', 'The motor has one phase.'],
        ['phase-loss', 'The motor has one phase.'],
        ['overload', 'Nothing tells that the outlet has tripped, and no threshold is set.'],
        ['over-voltage', 'No voltage is measured.'],
        ['under-voltage', 'No voltage is measured.'],
        ['breaker-overload', 'The main breaker is not measured.'],
        ['unbalance', 'The motor has one phase.'],
      ].map(([name, sentence]) => [name, 'not-watched', `Not watched: ${sentence}`]),
    );
  });

  it('has no word of why where it is watched', () => {
    expect(Object.keys(rowOf(new GuardBench(), 'over-current') ?? {})).toEqual(['name', 'settings', 'state', 'trips']);
  });

  it.each<[ProtectionView['state'], ProtectionName, (bench: GuardBench) => GuardBench]>([
    ['well', 'dry-run', (b) => b.on().readFor(60, { current: 5_000 })],
    ['stop', 'dry-run', (b) => b.on().readFor(15, { current: 1_000 })],
    ['lock-out', 'over-current', (b) => b.on().readFor(5, { current: 9_000 })],
    ['hold', 'min-rest', (b) => b.on().at(5_000).off()],
    ['alert', 'breaker-overload', (b) => b.readFor(5, { breaker: 50_000 })],
  ])('shows the state %s at %s and none but well at the others', (state, name, story) => {
    const motor = { ...plainPump.motor, breakerMa: 40_000 };
    const bench = story(new GuardBench({ ...plainPump, motor, watched: ['current', 'breaker'] }));
    expect(rowOf(bench, name)?.state).toBe(state);
    const others = table(bench).filter((row) => row.name !== name && row.notWatched === undefined);
    expect(new Set(others.map((row) => row.state))).toEqual(new Set(['well']));
  });

  it('shows a hold to its last millisecond', () => {
    const bench = new GuardBench().on().at(5_000).off();
    expect(rowOf(bench.at(64_999), 'min-rest')?.state).toBe('hold');
    expect(rowOf(bench.at(65_000), 'min-rest')?.state).toBe('well');
  });

  it('counts the trips of each protection, also while it is well', () => {
    const bench = new GuardBench();
    for (const day of [0, 1])
      bench
        .at(day * 86_400_000)
        .on()
        .readFor(15, { current: 1_000 })
        .off();
    bench.at(2 * 86_400_000).tick();
    expect(rowOf(bench, 'dry-run')).toMatchObject({ state: 'well', trips: 2 });
    expect(rowOf(bench, 'over-current')?.trips).toBe(0);
  });
});
