import { expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

it('lists the stories of shared pumps beside those of the field', async () => {
  const { out, code } = await runCli(['sim', 'scenario', '--list']);
  expect(code).toBe(0);
  expect(out).toMatch(/^dry-well {2,}/m);
  expect(out).toMatch(/^power-cut-mid-turn /m);
});
