import { afterEach, beforeEach, expect, it } from 'vitest';
import { feedAndKill, lookAt } from '../../src/testing/history-kills.ts';
import { makeFolder } from '../../src/testing/processes.ts';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => (folder = makeFolder('history-kill')));
afterEach(() => folder.remove());

it('a dozen kills while readings are journalled, sealed and rolled up cost nothing that was said to be kept', async () => {
  let from = 0;
  for (let kill = 0; kill < 12; kill++) {
    const said = await feedAndKill(folder.dir, from, (kill * 137) % 900);
    const { minutes, faults } = lookAt(folder.dir, said);
    expect(faults).toEqual([]);
    from = minutes;
  }
  expect(from).toBeGreaterThan(60);
});
