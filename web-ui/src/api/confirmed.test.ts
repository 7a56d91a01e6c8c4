import { expect, test } from 'vitest';
import type { Answer, Refusal } from './answer.ts';
import { confirmed } from './confirmed.ts';
import type { Send } from './send.ts';

const first: Refusal = { type: '/problems/confirm-first', code: 'confirm-first', title: 'Confirm first', status: 403 };

test('what is confirmed is sent once more', async () => {
  const { send, sent } = sending({ problem: first }, { value: undefined });
  expect(await confirmed(send, () => Promise.resolve(true))({ method: 'PUT', path: '/x' })).toEqual({
    value: undefined,
  });
  expect(sent()).toBe(2);
});

test('what nobody confirms stays refused', async () => {
  const { send, sent } = sending({ problem: first });
  expect(await confirmed(send)({ method: 'PUT', path: '/x' })).toEqual({ problem: first });
  expect(sent()).toBe(1);
});

test('what needs no confirmation asks for none', async () => {
  const { send } = sending({ value: undefined });
  const confirm = () => Promise.reject(new Error('nobody was to be asked'));
  expect(await confirmed(send, confirm)({ method: 'PUT', path: '/x' })).toEqual({ value: undefined });
});

function sending(...answers: Answer<undefined>[]) {
  let count = 0;
  const send = (() => Promise.resolve(answers[count++])) as unknown as Send;
  return { send, sent: () => count };
}
