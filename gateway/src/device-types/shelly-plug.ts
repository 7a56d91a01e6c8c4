import type { DeviceType } from '../contract/index.ts';

/**
 * A Shelly plug or relay of generation 2 or later, its switch 0. It ends a run by itself: each ON goes to it with `toggle_after`,
 * in seconds. Ranges fit its largest, of 16 A; it measures up to 280 V.
 */
export const shellyPlug: DeviceType = {
  id: 'shelly-plug',
  label: 'Shelly plug',
  points: [
    { id: 'relay', kind: 'switch', label: 'Socket', unit: '', proof: 'current', trip: 'trip' },
    { id: 'current', kind: 'measure', label: 'Current', unit: 'mA', min: 0, max: 20_000 },
    { id: 'voltage', kind: 'measure', label: 'Voltage', unit: 'V', min: 0, max: 300 },
    { id: 'power', kind: 'measure', label: 'Power', unit: 'W', min: 0, max: 5_000 },
    { id: 'energy', kind: 'measure', label: 'Energy', unit: 'Wh', min: 0, max: 1e9, counter: {} },
    { id: 'temperature', kind: 'measure', label: 'Temperature inside', unit: 'C', min: -40, max: 120 },
    { id: 'trip', kind: 'flag', label: 'Stopped by its protection', unit: '' },
  ],
  hasLease: true,
};
