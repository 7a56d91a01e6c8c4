import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@farmgate/virtual-farm';
import { expect, it } from 'vitest';
import { TornHistory } from '../../src/testing/history-torn.ts';
import { quickDir } from '../../src/testing/quick-dir.ts';

it('power cuts in the middle of any write cost nothing that was said to be kept, in four days of readings', () => {
  const dir = mkdtempSync(join(quickDir(), 'farmgate-torn-'));
  const history = new TornHistory(dir);
  try {
    const faults: string[] = [];
    for (let hour = 0; hour < 110; hour++) faults.push(...history.hour(seededRandom(hour)));
    expect(faults).toEqual([]);
    expect(history.minutes).toBe(6_600);
  } finally {
    history.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
