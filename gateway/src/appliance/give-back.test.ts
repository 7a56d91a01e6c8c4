import { expect, it } from 'vitest';
import { giveBackMemory } from './give-back.ts';

it('lets go of what nothing holds, and leaves nobody a way to do so', () => {
  const held = new WeakRef({ big: Array.from({ length: 1_000_000 }, () => 1) });
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    giveBackMemory();
    expect(held.deref()).toBeUndefined();
    expect('gc' in globalThis).toBe(false);
  });
});
