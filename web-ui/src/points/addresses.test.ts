import { expect, test } from 'vitest';
import { OutletAddress } from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import { addresses, firstFree, takenAddresses } from './addresses.ts';

test('every id that an outlet may have is offered once', () => {
  expect(addresses.every((address) => z.safeParse(OutletAddress, address).success)).toBe(true);
  expect([addresses.length, new Set(addresses).size]).toEqual([252, 252]);
});

test('the first free id from 10 upward is suggested', () => {
  const taken = takenAddresses([{ address: '10', name: 'Barn' }], [{ address: '11', id: 'outlet-11' }]);
  expect([...taken]).toEqual([
    ['11', 'outlet-11'],
    ['10', 'Barn'],
  ]);
  expect(firstFree(taken)).toBe('12');
});

test('below 10 an id is suggested only when nothing else is left, and none when all are taken', () => {
  const all = addresses.map((address) => ({ address, name: address }));
  expect(firstFree(takenAddresses(all.slice(0, -13)))).toBe('03');
  expect(firstFree(takenAddresses(all))).toBeUndefined();
});
