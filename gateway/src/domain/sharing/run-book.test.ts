import { describe, expect, it } from 'vitest';
import type { Command } from '../../contract/index.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { RunBook } from './run-book.ts';
import type { Run } from './run.ts';

const clock = new FakeClock();
const run: Run = {
  id: 'run_1',
  number: 7,
  pump: 'pump-1',
  group: 'all',
  user: 'bo',
  by: 'Bo',
  order: 3,
  state: 'starting',
  askedS: 600,
  reservedS: 600,
  pumpedMs: 0,
  provenMs: 0,
  uncountedS: 0,
  countedS: 0,
  starts: 3,
  dropouts: 0,
  requestedAt: 5,
};
const command = (id: string) => ({ id }) as Command;
const book = (known: Run | undefined = run) =>
  new RunBook({
    sharing: {
      find: (site, id) => (site === 'site_1' && id === 'run_1' ? known : undefined),
      trail: () => [{ at: 5.7, what: 'requested', by: 'Bo', why: '600 s' }],
    },
    findCommand: (site, id) => (site === 'site_1' && id !== 'run_1-2' ? command(id) : undefined),
    personOf: (_site, user) => ({ name: `${user}!`, badge: {} as never }),
    clock,
  });

describe('a run', () => {
  it('is shown as it is by now, not as it was when it was granted', () => {
    expect(book({ ...run, state: 'running' }).view('site_1', run)).toMatchObject({ state: 'running', name: 'bo!' });
  });

  it('that is not found is shown as it was granted', () => {
    expect(book().view('site_2', run)).toMatchObject({ id: 'run_1', state: 'starting' });
  });

  it('that was granted is there', () => {
    expect(() => book().view('site_1', undefined)).toThrow(new RangeError('A run that was granted is not there'));
  });

  it('has its trail, and the command of each of its starts that is kept', () => {
    expect(book().detail('site_1', 'run_1')).toMatchObject({
      run: { id: 'run_1', name: 'bo!' },
      trail: [{ at: 5, what: 'requested', by: 'Bo', why: '600 s' }],
      commands: [{ id: 'run_1-1' }, { id: 'run_1-3' }],
    });
  });

  it('of another site is not there', () => {
    expect(book().detail('site_2', 'run_1')).toBeUndefined();
  });
});
