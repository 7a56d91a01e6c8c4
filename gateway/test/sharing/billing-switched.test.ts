import { describe, expect, test } from 'vitest';
import type { SharingSettings } from '../../src/contract/index.ts';
import type { SharingBench } from '../../src/testing/sharing-bench.ts';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { guarded, MINUTE, openBench } from './stage.ts';

function setBilling(bench: SharingBench, billing: SharingSettings['billing']): void {
  const { desk } = bench.side;
  desk.configure(bench.actor(), { ...desk.settings(sharingSite), billing });
}

describe('a run over a change of how runs are paid for', () => {
  test.each([
    ['began unpaid and stays so', 'off', 'minutes', 0],
    ['began paid and stays so', 'minutes', 'off', 15 * MINUTE],
  ] as const)('%s, also for what it is extended by', (_what, before, after, paid) => {
    const bench = openBench(guarded);
    setBilling(bench, before);
    const id = bench.ask(1, 10 * MINUTE);
    bench.pass(MINUTE);
    setBilling(bench, after);
    expect(bench.sharing.extend(bench.actor(bench.users[1], 'user'), id, 5 * MINUTE).ok).toBe(true);
    bench.pass(16 * MINUTE);
    expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 15 * MINUTE });
    expect(bench.turning).toEqual([]);
    expect(bench.balance(1)).toEqual([0 - paid, 0]);
  });
});
