import type { DeviceType } from '../contract/index.ts';

/** A watcher at the main breaker, on the grid's side and with a battery: it sees outages, and opens nothing itself. */
export const mainBreaker: DeviceType = {
  id: 'main-breaker',
  label: 'Main breaker',
  points: [
    { id: 'current', kind: 'measure', label: 'Total current', unit: 'mA', min: 0, max: 630_000 },
    { id: 'load', kind: 'measure', label: 'Of its rating', unit: '%', min: 0, max: 1_000 },
    { id: 'voltage', kind: 'measure', label: 'Grid voltage', unit: 'V', min: 0, max: 300 },
    { id: 'grid', kind: 'flag', label: 'Grid is there', unit: '' },
    { id: 'closed', kind: 'flag', label: 'Closed', unit: '' },
    { id: 'overload', kind: 'flag', label: 'Over its threshold', unit: '' },
    { id: 'threshold', kind: 'setting', label: 'Warns above', unit: 'mA', min: 1_000, max: 630_000 },
  ],
  hasLease: false,
};
