import { expect, test } from 'vitest';
import { radioLevels } from '../../../scripts/torture/radio-commands.ts';
import { tryDay } from '../../../scripts/torture/radio-day.ts';
import { tryRadio } from '../../../scripts/torture/radio-trial.ts';

const SEED = 20_261_121;

test.each(radioLevels)(
  'ten thousand commands at loss $loss and $bitErrors wrong bits: no claim is false, nothing is late, every OFF is done or owed',
  ({ loss, bitErrors }) => {
    const { faults, readings } = tryRadio({ commands: 10_000, loss, bitErrors, seed: SEED });
    expect(faults).toEqual([]);
    expect(readings).toBeGreaterThan(10_000);
  },
  120_000,
);

test.each([0.1, 0.5])(
  'a thousand commands at loss %d without wrong bits: every reading is of the outlet it is told of',
  (loss) => {
    const { faults, garbled } = tryRadio({ commands: 1_000, loss, bitErrors: 0, seed: SEED });
    expect(faults).toEqual([]);
    expect(garbled).toBe(0);
  },
);

test('a day of 250 outlets: memory stays flat, no command is lost, polls are shared within 10 %', () => {
  const { faults, heap } = tryDay({ nodes: 250, hours: 24, seed: SEED });
  expect(faults).toEqual([]);
  expect(heap.length).toBe(24);
}, 300_000);
