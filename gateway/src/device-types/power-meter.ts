import type { DeviceType } from '../contract/index.ts';

/** A PZEM-004T v3.0 on a line: ranges and the counter's end are of its manual. */
export const powerMeter: DeviceType = {
  id: 'power-meter',
  label: 'Power meter',
  points: [
    { id: 'voltage', kind: 'measure', label: 'Voltage', unit: 'V', min: 80, max: 260 },
    { id: 'current', kind: 'measure', label: 'Current', unit: 'mA', min: 0, max: 100_000 },
    { id: 'power', kind: 'measure', label: 'Power', unit: 'W', min: 0, max: 26_000 },
    {
      id: 'energy',
      kind: 'measure',
      label: 'Energy',
      unit: 'Wh',
      min: 0,
      max: 9_999_999,
      counter: { wrapsAt: 10_000_000 },
    },
    // In hertz, for which the contract has no unit.
    { id: 'frequency', kind: 'measure', label: 'Frequency, Hz', unit: '', min: 45, max: 65 },
    { id: 'powerFactor', kind: 'measure', label: 'Power factor', unit: '', min: 0, max: 1 },
  ],
  hasLease: false,
};
