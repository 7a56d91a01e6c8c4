import type { DeviceType } from '../contract/index.ts';

/** The HC-12 bridge on a serial port, TCP or Unix socket. */
export const rfBridge: DeviceType = {
  id: 'rf-bridge',
  label: 'Radio bridge',
  points: [
    { id: 'port.open', kind: 'flag', label: 'Serial port open', unit: '' },
    { id: 'cycle', kind: 'measure', label: 'Poll cycle', unit: 'ms', min: 0, max: 3_600_000 },
    { id: 'frames.good', kind: 'measure', label: 'Good frames', unit: 'count', min: 0, max: 1e12 },
    { id: 'frames.bad', kind: 'measure', label: 'Bad frames', unit: 'count', min: 0, max: 1e12 },
    { id: 'frames.foreign', kind: 'measure', label: 'Foreign frames', unit: 'count', min: 0, max: 1e12 },
  ],
  hasLease: false,
};
