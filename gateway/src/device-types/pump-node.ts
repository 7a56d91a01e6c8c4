import type { DeviceType } from '../contract/index.ts';

/** A contactor for a pump on the network, which keeps its motor safe alone: lease, float, start limit, dry-run latch. */
export const pumpNode: DeviceType = {
  id: 'pump-node',
  label: 'Pump node',
  points: [
    { id: 'relay', kind: 'switch', label: 'Pump', unit: '', proof: 'current', trip: 'trip' },
    // A PZEM-004T with its 100 A transformer; the phase with most current.
    { id: 'current', kind: 'measure', label: 'Motor current', unit: 'mA', min: 0, max: 100_000 },
    { id: 'voltage', kind: 'measure', label: 'Voltage', unit: 'V', min: 0, max: 300 },
    { id: 'power', kind: 'measure', label: 'Power', unit: 'W', min: 0, max: 70_000 },
    {
      id: 'energy',
      kind: 'measure',
      label: 'Energy',
      unit: 'Wh',
      min: 0,
      max: 9_999_999,
      counter: { wrapsAt: 10_000_000 },
    },
    { id: 'onSeconds', kind: 'measure', label: 'On in this run', unit: 's', min: 0, max: 1e9 },
    { id: 'run', kind: 'measure', label: 'Run it counts', unit: 'count', min: 0, max: 999_999_999 },
    { id: 'leaseLeft', kind: 'measure', label: 'Lease left', unit: 's', min: 0, max: 600 },
    { id: 'starts', kind: 'measure', label: 'Starts in the last hour', unit: 'count', min: 0, max: 3_600 },
    { id: 'float', kind: 'flag', label: 'Float says full', unit: '' },
    { id: 'trip', kind: 'flag', label: 'Stopped by its protection', unit: '' },
    { id: 'dryRun', kind: 'flag', label: 'Dry-run latch', unit: '' },
    // The range of section 2 of the rules; it holds for an ON that brings none of its own.
    { id: 'lease', kind: 'setting', label: 'Lease', unit: 's', min: 30, max: 600 },
    { id: 'reset', kind: 'setting', label: 'Release the latch', unit: 'count', min: 1, max: 1 },
  ],
  hasLease: true,
};
