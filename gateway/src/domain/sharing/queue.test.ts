import { describe, expect, it } from 'vitest';
import { EngineBench, refusal, type Happened } from '../../testing/engine-bench.ts';
import { Draft } from './draft.ts';
import { queueOf } from './queue.ts';

const notWaiting = {
  ok: false,
  why: { code: 'run.not-waiting', sentence: 'This run does not wait any more.', remedy: 'Look at the queue again.' },
};

/** Ana runs at the well; the others wait, at two pumps of one group. */
function queue(): EngineBench {
  const bench = new EngineBench({ pumps: { well: {}, river: {} } });
  bench.runs('ana');
  for (const [user, pump] of [
    ['ben', 'well'],
    ['carl', 'river'],
    ['dina', 'well'],
    ['ed', 'river'],
  ] as const)
    bench.ask(user, { pump });
  return bench;
}

const order = (bench: EngineBench) => queueOf(new Draft(bench.state, bench.now), 'all').map(({ id }) => id);

const move = (bench: EngineBench, run: string, before?: string): Happened =>
  bench.happen({ kind: 'move', run, ...(before === undefined ? {} : { before }), by: 'zoe', why: 'her rice dries' });

const swap = (bench: EngineBench, run: string, other: string): Happened =>
  bench.happen({ kind: 'swap', run, with: other, by: run });

describe('an admin who moves a run', () => {
  it.each<[string, string, string | undefined, string[]]>([
    ['before another', 'ed', 'carl', ['ben', 'ed', 'carl', 'dina']],
    ['to the head', 'dina', 'ben', ['dina', 'ben', 'carl', 'ed']],
    ['to the end', 'ben', undefined, ['carl', 'dina', 'ed', 'ben']],
    ['later, before another', 'ben', 'ed', ['carl', 'dina', 'ben', 'ed']],
    ['to where it is', 'carl', 'dina', ['ben', 'carl', 'dina', 'ed']],
  ])('%s has everybody see it', (_what, run, before, expected) => {
    const bench = queue();
    const { effects, answer } = move(bench, run, before);
    expect(effects).toEqual([{ do: 'note', run, what: 'moved', by: 'zoe', why: 'her rice dries' }]);
    expect(answer).toMatchObject({ ok: true, value: { id: run } });
    expect(order(bench)).toEqual(expected);
  });

  it('to the end has who asks next stand behind it', () => {
    const bench = queue();
    move(bench, 'ben');
    bench.ask('finn');
    expect(order(bench)).toEqual(['carl', 'dina', 'ed', 'ben', 'finn']);
  });

  it('between two gives it a place between theirs, and touches nobody else', () => {
    const bench = queue();
    const before = ['ben', 'carl', 'dina'].map((id) => bench.run(id).order);
    move(bench, 'ed', 'carl');
    expect(bench.run('ed').order).toBe(2.5);
    expect(['ben', 'carl', 'dina'].map((id) => bench.run(id).order)).toEqual(before);
  });

  it('where there is no number left between two gives all new ones', () => {
    const bench = queue();
    for (let i = 0; i < 60; i++) {
      move(bench, 'dina', 'carl');
      move(bench, 'ed', 'dina');
      expect(order(bench)).toEqual(['ben', 'ed', 'dina', 'carl']);
      move(bench, 'dina', 'ed');
      expect(order(bench)).toEqual(['ben', 'dina', 'ed', 'carl']);
    }
    bench.ask('finn');
    expect(order(bench).at(-1)).toBe('finn');
  });

  it('that runs, or before one that does not wait, is told so', () => {
    const bench = queue();
    expect(move(bench, 'ana', 'ben').answer).toEqual(notWaiting);
    expect(move(bench, 'ben', 'ana').answer).toEqual(notWaiting);
    expect(move(bench, 'ben', 'gone').answer).toEqual(notWaiting);
    expect(refusal(move(bench, 'gone', 'ben'))).toBe('run.unknown');
    expect(order(bench)).toEqual(['ben', 'carl', 'dina', 'ed']);
  });

  it('ends what was offered to it and by it', () => {
    const bench = queue();
    swap(bench, 'ben', 'dina');
    swap(bench, 'dina', 'ed');
    swap(bench, 'carl', 'ed');
    move(bench, 'dina', 'ben');
    expect(['ben', 'carl', 'dina'].map((id) => bench.run(id).swapWith)).toEqual([undefined, 'ed', undefined]);
    expect(bench.run('dina')).not.toHaveProperty('swapWith');
  });

  it('to the end ends what was offered by it', () => {
    const bench = queue();
    swap(bench, 'dina', 'ed');
    move(bench, 'dina');
    expect(bench.run('dina')).not.toHaveProperty('swapWith');
  });
});

describe('two who wait', () => {
  it('change places once both have said so', () => {
    const bench = queue();
    expect(swap(bench, 'ben', 'ed').effects).toEqual([{ do: 'note', run: 'ed', what: 'swap-offered', by: 'ben' }]);
    expect(bench.run('ben').swapWith).toBe('ed');
    expect(order(bench)).toEqual(['ben', 'carl', 'dina', 'ed']);
    const { effects, answer } = swap(bench, 'ed', 'ben');
    expect(effects).toEqual([
      { do: 'note', run: 'ed', what: 'swapped', by: 'ed' },
      { do: 'note', run: 'ben', what: 'swapped', by: 'ed' },
    ]);
    expect(answer).toMatchObject({ value: { id: 'ed', order: 2 } });
    expect(order(bench)).toEqual(['ed', 'carl', 'dina', 'ben']);
    for (const id of ['ben', 'ed']) expect(bench.run(id)).not.toHaveProperty('swapWith');
  });

  it('who change places lose what they offered to others', () => {
    const bench = queue();
    swap(bench, 'ben', 'ed');
    swap(bench, 'ed', 'carl');
    swap(bench, 'ed', 'ben');
    expect(bench.run('ed')).not.toHaveProperty('swapWith');
  });

  it.each([
    ['one that runs', 'ben', 'ana'],
    ['itself', 'ben', 'ben'],
    ['one that is gone', 'ben', 'gone'],
  ])('cannot change places with %s', (_what, run, other) => {
    expect(swap(queue(), run, other).answer).toEqual(notWaiting);
  });

  it('cannot change places while one runs', () => {
    expect(swap(queue(), 'ana', 'ben').answer).toEqual(notWaiting);
  });

  it('cannot change places in different groups', () => {
    const pumps = { well: {}, river: { group: 'far' } };
    const bench = new EngineBench({ pumps, groups: { all: {}, far: {} } });
    for (const [user, pump] of [
      ['ana', 'well'],
      ['ben', 'well'],
      ['carl', 'river'],
      ['dina', 'river'],
    ] as const)
      bench.ask(user, { pump });
    expect(swap(bench, 'ben', 'dina').answer).toEqual(notWaiting);
  });
});

describe('the queue of a pump', () => {
  it('loses who is taken out, from any place', () => {
    const bench = new EngineBench();
    for (const user of ['ana', 'ben', 'carl', 'dina', 'ed', 'finn']) bench.ask(user);
    for (const [user, left] of [
      ['dina', ['ben', 'carl', 'ed', 'finn']],
      ['finn', ['ben', 'carl', 'ed']],
      ['ben', ['carl', 'ed']],
    ] as const) {
      bench.stops(user);
      expect(order(bench)).toEqual(left);
    }
    expect(bench.state.waiting.get('well')).toEqual(['carl', 'ed']);
  });

  it('knows the run of a user until it is over', () => {
    const bench = queue();
    expect(bench.state.runOf('all', 'ben')).toBe('ben');
    bench.stops('ben');
    expect(bench.state.runOf('all', 'ben')).toBeUndefined();
    bench.stops('ana');
    expect(bench.state.runOf('all', 'ana')).toBeUndefined();
    bench.ask('ana', { id: 'again' });
    expect(bench.state.runOf('all', 'ana')).toBe('again');
    bench.shows('well', false);
    expect(bench.state.runOf('all', 'ana')).toBe('again');
  });

  it('forgets a run that is over, and what was active of it', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    expect([...bench.state.active]).toEqual(['ana']);
    bench.stops('ana');
    expect([...bench.state.active]).toEqual(['ana']);
    bench.shows('well', false);
    expect([bench.state.active.size, bench.state.runs.size]).toEqual([0, 0]);
  });
});
