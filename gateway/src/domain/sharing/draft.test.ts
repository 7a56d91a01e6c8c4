import { describe, expect, it } from 'vitest';
import { aPump, EngineBench } from '../../testing/engine-bench.ts';
import { decide } from './decide.ts';
import { Draft } from './draft.ts';
import { newPump } from './pump.ts';

const draftOf = (bench: EngineBench) => new Draft(bench.state, bench.now);

/** Ana runs at the well; ben, carl and dina wait there. */
function queue(): EngineBench {
  const bench = new EngineBench();
  bench.runs('ana');
  for (const user of ['ben', 'carl', 'dina']) bench.ask(user);
  return bench;
}

describe('a decision', () => {
  it('leaves the state alone until it is applied', () => {
    const bench = new EngineBench();
    const { decision } = decide(bench.state, { kind: 'trip', pump: 'well', name: 'dry-run', lockOut: true }, bench.now);
    expect(bench.pump()).not.toHaveProperty('lockedOutBy');
    bench.state.apply(decision.changes);
    expect(bench.pump().lockedOutBy).toBe('dry-run');
  });

  it('that changes nothing says nothing of facts, pumps, groups and runs', () => {
    const { decision } = decide(new EngineBench().state, { kind: 'tick' }, { mono: 0, wall: 0 });
    expect(decision).toEqual({
      changes: { pumps: new Map(), groups: new Map(), runs: new Map() },
      effects: [],
      isVolatile: true,
    });
  });

  it.each<[string, (draft: Draft) => void, boolean]>([
    ['of facts is written', (draft) => draft.setFacts({ nextOrder: 2 }), false],
    ['of a pump is written', (draft) => draft.setPump(draft.pump('well')), false],
    ['of a pump that does not last is not', (draft) => draft.setPump(draft.pump('well'), { lasting: false }), true],
    ['of a group is written', (draft) => draft.setGroup(draft.group('all')), false],
    ['to switch off is written', (draft) => draft.do({ do: 'off', pump: 'well', why: 'test' }), false],
    ['to renew is not', (draft) => draft.do({ do: 'renew', pump: 'well', number: 1, leaseS: 90 }), true],
    [
      'to renew does not undo what has to be written',
      (draft) => {
        draft.setFacts({ nextOrder: 2 });
        draft.do({ do: 'renew', pump: 'well', number: 1, leaseS: 90 });
        draft.setPump(draft.pump('well'), { lasting: false });
      },
      false,
    ],
    [
      'to renew and to switch off is written',
      (draft) =>
        draft.do({ do: 'renew', pump: 'well', number: 1, leaseS: 90 }, { do: 'off', pump: 'well', why: 'test' }),
      false,
    ],
  ])('%s', (_what, change, isVolatile) => {
    const draft = draftOf(new EngineBench());
    change(draft);
    expect(draft.decision.isVolatile).toBe(isVolatile);
  });

  it('reads its own changes', () => {
    const draft = draftOf(new EngineBench());
    draft.setFacts({ nextOrder: 7 });
    draft.setFacts({ nextNumber: 8 });
    draft.setPump(newPump(aPump('well', { name: 'New well' })));
    draft.setGroup({ ...draft.group('all'), freedMono: 5 });
    expect(draft.facts).toMatchObject({ nextOrder: 7, nextNumber: 8 });
    expect(draft.pumpsOf('all').map(({ pump }) => pump.name)).toEqual(['New well']);
    expect(draft.allGroups()).toMatchObject([{ freedMono: 5 }]);
    expect(draft.decision.changes.facts).toMatchObject({ nextOrder: 7, nextNumber: 8 });
  });

  it('does not invent pumps and groups', () => {
    const draft = draftOf(new EngineBench());
    expect(() => draft.pump('gone')).toThrow(RangeError);
    expect(() => draft.group('gone')).toThrow(RangeError);
    expect(() => draft.pump('gone')).toThrow('There is no pump gone');
    expect(() => draft.group('gone')).toThrow('There is no group gone');
    expect(draft.pumpsOf('gone')).toEqual([]);
  });
});

describe('those that wait for a pump, while it is decided', () => {
  const waiting = (draft: Draft) => [...draft.waitingFor('well')].map(({ id }) => id);

  it('are in their order', () => {
    expect(waiting(draftOf(queue()))).toEqual(['ben', 'carl', 'dina']);
  });

  it.each([
    ['first', 0, ['dina', 'ben', 'carl']],
    ['between', 2.5, ['ben', 'dina', 'carl']],
    ['last', 9, ['ben', 'carl', 'dina']],
  ])('have one that was moved %s', (_what, order, expected) => {
    const bench = queue();
    const draft = draftOf(bench);
    draft.setRun({ ...bench.run('dina'), order });
    expect(waiting(draft)).toEqual(expected);
    expect(draft.firstWaiting('well')?.id).toBe(expected[0]);
  });

  it('have several that were moved in their order', () => {
    const bench = queue();
    const draft = draftOf(bench);
    draft.setRun({ ...bench.run('dina'), order: 0.5 });
    draft.setRun({ ...bench.run('carl'), order: 0.25 });
    expect(waiting(draft)).toEqual(['carl', 'dina', 'ben']);
  });

  it('have lost one that ends or starts, and none of another pump', () => {
    const bench = queue();
    const draft = draftOf(bench);
    draft.setRun({ ...bench.run('ben'), state: 'ended' });
    draft.setRun({ ...bench.run('dina'), pump: 'river' });
    expect(waiting(draft)).toEqual(['carl']);
  });

  it('are none where none waits', () => {
    const draft = draftOf(new EngineBench());
    expect(draft.firstWaiting('well')).toBeUndefined();
    expect(waiting(draft)).toEqual([]);
  });
});

describe('the run that a pump works for', () => {
  it('is the one that starts or runs before one that pauses, and that before one that stops', () => {
    const bench = queue();
    const draft = draftOf(bench);
    const as = (id: string, state: 'stopping' | 'hold' | 'starting' | 'running') =>
      draft.setRun({ ...bench.run(id), state });
    as('ana', 'stopping');
    expect(draft.activeAt('well')?.id).toBe('ana');
    as('ben', 'hold');
    expect(draft.activeAt('well')?.id).toBe('ben');
    as('carl', 'starting');
    expect(draft.activeAt('well')?.id).toBe('carl');
    as('carl', 'running');
    expect(draft.activeAt('well')?.id).toBe('carl');
    expect(draft.activeAt('river')).toBeUndefined();
    expect(draft.activeRuns().map(({ id }) => id)).toEqual(['ana', 'ben', 'carl']);
  });

  it('is no longer that of its user once it stops', () => {
    const bench = queue();
    const draft = draftOf(bench);
    expect(draft.runOf('all', 'ana')?.id).toBe('ana');
    draft.setRun({ ...bench.run('ana'), state: 'stopping' });
    expect(draft.runOf('all', 'ana')).toBeUndefined();
    draft.setRun({ ...bench.run('ben'), state: 'ended' });
    expect(draft.runOf('all', 'ben')).toBeUndefined();
    expect(draft.runOf('all', 'nobody')).toBeUndefined();
  });
});
