import type { DeviceType } from '../contract/index.ts';

/** A water meter with a pulse, in the pipe of a pump: what flows now, and what has flowed. */
export const flowMeter: DeviceType = {
  id: 'flow-meter',
  label: 'Flow meter',
  points: [
    { id: 'flow', kind: 'measure', label: 'Flow', unit: 'L/min', min: 0, max: 10_000 },
    { id: 'volume', kind: 'measure', label: 'Water so far', unit: 'L', min: 0, max: 1e9, counter: {} },
  ],
  hasLease: false,
};
