import type { DeviceType } from '../contract/index.ts';

/** A level sensor above a tank, on a battery of its own. */
export const tankLevel: DeviceType = {
  id: 'tank-level',
  label: 'Tank level',
  points: [
    { id: 'level', kind: 'measure', label: 'Level', unit: '%', min: 0, max: 100 },
    { id: 'volume', kind: 'measure', label: 'Volume', unit: 'L', min: 0, max: 1_000_000 },
    { id: 'battery', kind: 'measure', label: 'Battery', unit: 'V', min: 2.5, max: 5 },
  ],
  hasLease: false,
};
