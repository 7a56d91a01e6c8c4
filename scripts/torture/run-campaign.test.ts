import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from './campaign.ts';
import { optionsFrom } from './options.ts';
import { runCampaign } from './run-campaign.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'farmgate-torture-'));
  writeFileSync(join(root, 'code.ts'), 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

/** A campaign that fails at the seeds that are bad, with a clock that each case moves on by a second. */
function bench(bad: readonly number[] = []) {
  const seeds: number[] = [];
  const campaign: Campaign = {
    name: 'stub',
    sentence: 'tries the frame',
    cases: { short: 3, long: 10 },
    code: ['code.ts'],
    open: async () => ({
      run: async (seed) => {
        seeds.push(seed);
        if (bad.includes(seed)) throw new Error('no');
      },
      close: async () => {},
    }),
  };
  const notes: string[] = [];
  const run = (...args: string[]) =>
    runCampaign(campaign, optionsFrom(args), {
      root,
      kept: join(root, 'kept'),
      note: (sentence) => void notes.push(sentence),
      now: () => seeds.length * 1_000,
      isEnding: () => false,
    });
  return { run, seeds, notes };
}

describe('a campaign', () => {
  it('runs its short form from one seed on and is held when none failed', async () => {
    const { run, seeds } = bench();
    expect(await run('--seed', '7')).toMatchObject({ goal: 3, isHeld: true, record: { done: 3, failures: [] } });
    expect(seeds).toEqual([7, 8, 9]);
  });

  it('names the seed of a failure, which alone fails again', async () => {
    const first = bench([8]);
    expect(await first.run('--seed', '7')).toMatchObject({
      isHeld: false,
      record: { done: 3, failures: [{ seed: 8, why: 'no' }] },
    });
    expect(first.notes).toContain('  FAILED with --seed 8 --cases 1: no');
    const again = bench([8]);
    expect(await again.run('--seed', '8', '--cases', '1')).toMatchObject({
      record: { done: 1, failures: [{ seed: 8 }] },
    });
  });

  it('adds up over runs that each end after their minutes', async () => {
    await bench().run('--long', '--seed', '0', '--minutes', '0.1');
    const { run, seeds } = bench();
    expect(await run('--resume')).toMatchObject({ goal: 10, isHeld: true, record: { done: 10 } });
    expect(seeds).toEqual([6, 7, 8, 9]);
  });

  it('is not held by resuming past a failure', async () => {
    await bench([1]).run('--seed', '0');
    expect(await bench().run('--resume')).toMatchObject({ isHeld: false, record: { done: 10 } });
  });

  it('counts anew once the code has changed', async () => {
    await bench([1]).run('--seed', '0');
    writeFileSync(join(root, 'code.ts'), 'two');
    const { run, notes } = bench();
    expect(await run('--resume')).toMatchObject({ isHeld: true, record: { done: 10, failures: [] } });
    expect(notes).toContain('  stub: the code has changed since 3 cases were done: counting anew');
  });

  it('stops where failing is all it does', async () => {
    const { run, seeds } = bench(Array.from({ length: 100 }, (_, seed) => seed));
    await run('--seed', '0', '--cases', '100');
    expect(seeds).toHaveLength(20);
  });

  it('starts anew over a record that cannot be read', async () => {
    await bench().run('--seed', '0');
    writeFileSync(join(root, 'kept/stub.json'), '{"done":');
    expect(await bench().run('--resume', '--cases', '2')).toMatchObject({ isHeld: true, record: { done: 2 } });
  });
});

describe('its options', () => {
  it.each([
    [['--minutes', '0'], '--minutes takes 0.01 to 10000, not "0".'],
    [['--seed', '-1'], '--seed'],
    [['--seed', '1.5'], '--seed takes a whole number, not "1.5".'],
    [['--cases', 'x'], '--cases takes 1 to'],
    [['--loud'], "Unknown option '--loud'"],
  ])('%j are refused', (args, words) => {
    expect(() => optionsFrom(args)).toThrow(words);
  });
});
