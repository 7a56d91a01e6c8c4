import type { DeviceType, PointDefinition } from '../contract/index.ts';

const socket = (letter: 'a' | 'b'): PointDefinition[] => [
  {
    id: `relay.${letter}`,
    kind: 'switch',
    label: `Socket ${letter.toUpperCase()}`,
    unit: '',
    proof: `current.${letter}`,
    trip: `trip.${letter}`,
  },
  // An ACS712-30A behind a 10-bit converter: nothing above 30 A is a measurement.
  {
    id: `current.${letter}`,
    kind: 'measure',
    label: `Current ${letter.toUpperCase()}`,
    unit: 'mA',
    min: 0,
    max: 30_000,
  },
  { id: `trip.${letter}`, kind: 'flag', label: `Tripped ${letter.toUpperCase()}`, unit: '' },
];

/**
 * PIC16F88 smart outlet, version 1 frames. It has no report of its relays: 5 s after its ACK a socket is judged by
 * reading the current back; 0xFFFF in place of a current is a trip, after which it closes again by itself within 5 s.
 */
export const smartOutletV1: DeviceType = {
  id: 'smart-outlet-v1',
  label: 'Smart outlet',
  points: [
    ...socket('a'),
    ...socket('b'),
    // A threshold whose high byte is FF reads as unset in the node.
    { id: 'threshold', kind: 'setting', label: 'Trip threshold', unit: 'mA', min: 100, max: 30_000 },
    { id: 'link.roundTrip', kind: 'measure', label: 'Round trip', unit: 'ms', min: 0, max: 60_000 },
    { id: 'link.firstTry', kind: 'measure', label: 'Answered at first try', unit: '%', min: 0, max: 100 },
  ],
  judging: { onAboveMa: 100, judgeAfterMs: 5_000, recloseGuardMs: 6_000 },
  hasLease: false,
};
