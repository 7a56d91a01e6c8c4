import type { DeviceType } from '../contract/index.ts';

/** A watcher of the three phases in front of a pump, with a clamp on each; it switches nothing. */
export const phaseMonitor: DeviceType = {
  id: 'phase-monitor',
  label: 'Phase monitor',
  points: [
    ...([1, 2, 3] as const).map(
      (phase) =>
        ({
          id: `voltage.l${phase}`,
          kind: 'measure',
          label: `Voltage of phase ${phase}`,
          unit: 'V',
          min: 0,
          max: 400,
        }) as const,
    ),
    ...([1, 2, 3] as const).map(
      (phase) =>
        ({
          id: `current.l${phase}`,
          kind: 'measure',
          label: `Current of phase ${phase}`,
          unit: 'mA',
          min: 0,
          max: 630_000,
        }) as const,
    ),
    { id: 'phase.order', kind: 'flag', label: 'Phases in their right order', unit: '' },
  ],
  hasLease: false,
};
