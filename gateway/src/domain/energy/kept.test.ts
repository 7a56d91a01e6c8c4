import { beforeEach, describe, expect, it } from 'vitest';
import { Kept } from './kept.ts';

let now: number;
let made: string[];
let kept: Kept<number>;
beforeEach(() => {
  now = 1_000;
  made = [];
  kept = new Kept(100, () => now);
});
const get = (key: string, fails = false) =>
  kept.get(key, () => {
    made.push(key);
    return fails ? Promise.reject(new Error(key)) : Promise.resolve(made.length);
  });

describe('what is kept for a while', () => {
  it('is made once for all who ask within it, each key for itself', async () => {
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual([1, 1, 2]);
    now += 99;
    expect([await get('a'), made]).toEqual([1, ['a', 'b']]);
  });

  it.each([100, -100])('is made anew once the clock has gone by %i', async (ms) => {
    await get('a');
    now += ms;
    expect([await get('a'), made]).toEqual([2, ['a', 'a']]);
  });

  it('is no failure', async () => {
    await expect(get('a', true)).rejects.toThrow('a');
    expect(await get('a')).toBe(2);
  });
});
