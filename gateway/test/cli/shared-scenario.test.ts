import { expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

it('lists the stories of shared pumps beside those of the field', async () => {
  const { out, code } = await runCli(['sim', 'scenario', '--list']);
  expect(code).toBe(0);
  expect(out).toMatch(/^dry-well {2,}/m);
  expect(out).toMatch(/^power-cut-mid-turn /m);
});

it('names both kinds where there is no such story, and says what a story takes', async () => {
  const none = await runCli(['sim', 'scenario', 'nonsense']);
  expect(none.code).toBe(2);
  expect(none.err).toMatch(/dry-well.*[\s\S]*power-cut-mid-turn/);
  const wrong = await runCli(['sim', 'scenario', 'gateway-dies', '--bogus']);
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('--bogus');
});
