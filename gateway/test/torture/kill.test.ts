import { expect, it } from 'vitest';
import { runKills } from '../../../scripts/torture/command-kills.ts';

it('a hundred kills of gateway and bridge under commands lose, repeat and delay nothing', async () => {
  const { faults, accepted } = await runKills({ kills: 100, seed: 20_261_121 });
  expect(faults).toEqual([]);
  expect(accepted).toBeGreaterThan(100);
}, 300_000);
