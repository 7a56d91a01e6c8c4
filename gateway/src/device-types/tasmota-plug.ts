import type { DeviceType } from '../contract/index.ts';

/**
 * A plug or relay with Tasmota. It ends a run by itself: each ON goes to it together with PulseTime, which the transport sets in
 * whole seconds and has repeated by the plug before it calls the ON delivered. Ranges fit its largest, the 25 A Sonoff POW R3.
 */
export const tasmotaPlug: DeviceType = {
  id: 'tasmota-plug',
  label: 'Tasmota plug',
  points: [
    { id: 'relay', kind: 'switch', label: 'Socket', unit: '', proof: 'current' },
    { id: 'current', kind: 'measure', label: 'Current', unit: 'mA', min: 0, max: 30_000 },
    { id: 'voltage', kind: 'measure', label: 'Voltage', unit: 'V', min: 0, max: 300 },
    { id: 'power', kind: 'measure', label: 'Power', unit: 'W', min: 0, max: 7_500 },
    { id: 'energy', kind: 'measure', label: 'Energy', unit: 'Wh', min: 0, max: 1e9, counter: {} },
  ],
  hasLease: true,
};
