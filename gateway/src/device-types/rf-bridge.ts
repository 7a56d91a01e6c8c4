import type { DeviceType } from '../contract/index.ts';

/** The HC-12 bridge on a serial port, TCP or Unix socket. */
export const rfBridge: DeviceType = {
  id: 'rf-bridge',
  label: 'Radio bridge',
  points: [
    { id: 'port.open', kind: 'flag', label: 'Serial port open', unit: '' },
    { id: 'cycle', kind: 'measure', label: 'Poll cycle', unit: 'ms', min: 0, max: 3_600_000 },
    { id: 'frames.good', kind: 'measure', label: 'Good frames', unit: 'count', min: 0, max: 1e12, counter: {} },
    { id: 'frames.bad', kind: 'measure', label: 'Bad frames', unit: 'count', min: 0, max: 1e12, counter: {} },
    { id: 'frames.foreign', kind: 'measure', label: 'Foreign frames', unit: 'count', min: 0, max: 1e12, counter: {} },
    { id: 'air.used', kind: 'measure', label: 'Air time used of what an hour allows', unit: '%', min: 0, max: 100 },
    {
      id: 'air.full',
      kind: 'flag',
      label: 'Air time of this hour used up',
      unit: '',
      alarm: 'warning',
      help: 'The law allows this radio only so much air time an hour. Polls wait; OFF still goes out.',
    },
    {
      id: 'air.foreignMaster',
      kind: 'flag',
      label: 'Foreign master on the air',
      unit: '',
      alarm: 'critical',
      help: 'Another controller speaks to these outlets with the same master id. Switch it off, or move it to another channel.',
    },
    {
      id: 'air.replay',
      kind: 'flag',
      label: 'Replayed commands on the air',
      unit: '',
      alarm: 'critical',
      help: 'A command of this gateway was heard again that it did not send. Somebody repeats what was recorded.',
    },
    {
      id: 'air.noise',
      kind: 'flag',
      label: 'Noise on the air',
      unit: '',
      alarm: 'warning',
      help: 'The radio hears much that is no frame. Try another channel, or move the antenna away from motors and screens.',
    },
  ],
  hasLease: false,
};
