import type { DeviceType, PointDefinition } from '../contract/index.ts';

const socket = (letter: 'a' | 'b'): PointDefinition[] => [
  {
    id: `relay.${letter}`,
    kind: 'switch',
    label: `Socket ${letter.toUpperCase()}`,
    unit: '',
    proof: `current.${letter}`,
    trip: `trip.${letter}`,
    meddled: `meddled.${letter}`,
    unexplained: `unexplained.${letter}`,
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
  {
    id: `meddled.${letter}`,
    kind: 'flag',
    label: `${letter.toUpperCase()} switched by another`,
    unit: '',
    alarm: 'critical',
    help: 'A frame that this gateway did not send told the socket to switch. Where off is wanted it is switched off again.',
  },
  {
    id: `unexplained.${letter}`,
    kind: 'flag',
    label: `${letter.toUpperCase()}: current without a command`,
    unit: '',
    derived: true,
    alarm: 'critical',
    help: 'Current flows in a socket that was switched off. OFF is sent again. If it goes on, the contact may be welded: switch it off at the panel.',
  },
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
    { id: 'link.tries', kind: 'measure', label: 'Tries per answer', unit: '', min: 1, max: 1_000 },
    { id: 'link.score', kind: 'measure', label: 'Link score', unit: '', min: 0, max: 10 },
    { id: 'link.bad', kind: 'measure', label: 'Broken frames', unit: 'count', min: 0, max: 1e12, counter: {} },
    { id: 'link.foreign', kind: 'measure', label: 'Foreign frames', unit: 'count', min: 0, max: 1e12, counter: {} },
  ],
  judging: { onAboveMa: 100, judgeAfterMs: 5_000, recloseGuardMs: 6_000 },
  hasLease: false,
};
