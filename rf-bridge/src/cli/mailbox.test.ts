import { expect, test } from 'vitest';
import { Mailbox } from './mailbox.ts';

async function taken(box: Mailbox<number>, most = Infinity): Promise<number[]> {
  const letters: number[] = [];
  for await (const letter of box) if (letters.push(letter) >= most) break;
  return letters;
}

test('what is put in comes out in its order, also what came before its end', async () => {
  const box = new Mailbox<number>();
  box.put(1);
  const all = taken(box);
  box.put(2);
  box.end();
  box.put(3);
  expect(await all).toEqual([1, 2]);
});

test('a loop that is left takes no more than it was given', async () => {
  const box = new Mailbox<number>();
  for (const letter of [1, 2, 3]) box.put(letter);
  box.end();
  expect([await taken(box, 1), await taken(box)]).toEqual([[1], [2, 3]]);
});
