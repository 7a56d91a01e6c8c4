import { expect, test } from 'vitest';
import { TruthBook } from '@farmgate/virtual-farm';
import { findWrongTurns, type MotorOrders } from './sharing-truth.ts';

const calm: MotorOrders = {
  ons: [{ at: 1_000, device: 'pump-1', leaseS: 90 }],
  bans: [],
  groups: [{ devices: ['pump-1', 'pump-2'], maxRunning: 1 }],
};

function bookOf(...turns: [device: string, from: number, until: number][]): TruthBook {
  const book = new TruthBook();
  const events = turns.flatMap(([device, from, until]) => [
    { at: from, device, turning: true },
    { at: until, device, turning: false },
  ]);
  for (const event of events.toSorted((a, b) => a.at - b.at)) book.note({ ...event, what: 'motor', why: 'command' });
  return book;
}

test.each([
  ['a turn within its lease', bookOf(['pump-1', 1_000, 91_900]), calm, 0],
  ['a turn past its lease', bookOf(['pump-1', 1_000, 93_000]), calm, 1],
  [
    'a lease that is renewed in time',
    bookOf(['pump-1', 1_000, 130_000]),
    { ...calm, ons: [...calm.ons, { at: 60_000, device: 'pump-1', leaseS: 90 }] },
    0,
  ],
  [
    'a lease that is renewed too late',
    bookOf(['pump-1', 1_000, 130_000]),
    { ...calm, ons: [...calm.ons, { at: 95_000, device: 'pump-1', leaseS: 90 }] },
    1,
  ],
  ['a turn that nobody asked for', bookOf(['pump-2', 1_000, 2_000]), calm, 1],
  [
    'two of a group at a time',
    bookOf(['pump-1', 1_000, 9_000], ['pump-2', 8_000, 9_500]),
    { ...calm, ons: [...calm.ons, { at: 8_000, device: 'pump-2', leaseS: 90 }] },
    1,
  ],
  ['a start while nothing may', bookOf(['pump-1', 1_000, 9_000]), { ...calm, bans: [{ at: 100, isOn: true }] }, 1],
  [
    'a start after that is over',
    bookOf(['pump-1', 1_000, 9_000]),
    {
      ...calm,
      bans: [
        { at: 100, isOn: true },
        { at: 900, isOn: false },
      ],
    },
    0,
  ],
  ['a start that was on its way', bookOf(['pump-1', 1_000, 1_300]), { ...calm, bans: [{ at: 900, isOn: true }] }, 0],
] as const)('%s', (_, book, orders, wrongs) => {
  expect(findWrongTurns(book, orders, 200_000)).toHaveLength(wrongs);
});

test('a welded contact obeys nobody, as long as it is welded', () => {
  const book = bookOf(['pump-1', 1_000, 120_000], ['pump-1', 150_000, 300_000]);
  book.note({ at: 50_000, what: 'fault', fault: { device: 'pump-1', fault: { kind: 'welded' } } });
  book.note({ at: 120_000, what: 'fault', fault: { device: 'pump-1', fault: { kind: 'repair' } } });
  expect(findWrongTurns(book, calm, 300_000)).toHaveLength(1);
});
