import type { DeviceType, PointRef, PointValue, Quality } from '../../contract/index.ts';

/** What can be watched of a pump. The three of a kind are its phases. Voltages count between phase and neutral. */
export const channels = [
  'current',
  'currentL1',
  'currentL2',
  'currentL3',
  'voltage',
  'voltageL1',
  'voltageL2',
  'voltageL3',
  'phaseOrder',
  'tripped',
  'dryLatch',
  'flow',
  'level',
  'breaker',
] as const;
export type Channel = (typeof channels)[number];

export const phaseCurrents = ['currentL1', 'currentL2', 'currentL3'] as const;
export const phaseVoltages = ['voltageL1', 'voltageL2', 'voltageL3'] as const;

/** Where each channel of a pump is read; what is absent cannot be watched. */
export type Wiring = { readonly [Name in Channel]?: PointRef };

/** One reading of a channel. Unit of `at`: monotonic ms. */
export interface Sample {
  readonly channel: Channel;
  readonly value: number | boolean;
  readonly at: number;
  readonly quality: Quality;
}

/** The points by which a device type says these things, whatever it is. */
const usualPoints: readonly (readonly [Channel, string])[] = [
  ['currentL1', 'current.l1'],
  ['currentL2', 'current.l2'],
  ['currentL3', 'current.l3'],
  ['voltage', 'voltage'],
  ['voltageL1', 'voltage.l1'],
  ['voltageL2', 'voltage.l2'],
  ['voltageL3', 'voltage.l3'],
  ['phaseOrder', 'phase.order'],
  ['dryLatch', 'dryRun'],
  ['flow', 'flow'],
  ['level', 'level'],
];

/** What the device that switches a pump tells of it, with what an admin wired to it from other devices, which goes first. */
export function wire(device: string, type: DeviceType, switchPoint: string, others: Wiring = {}): Wiring {
  const definition = type.points.find(({ id, kind }) => id === switchPoint && kind === 'switch');
  const own: readonly (readonly [Channel, string | undefined])[] = [
    ['current', definition?.proof],
    ['tripped', definition?.trip],
    ...usualPoints.filter(([, point]) => type.points.some(({ id }) => id === point)),
  ];
  const wired = own.flatMap(([channel, point]) => (point === undefined ? [] : [[channel, { device, point }] as const]));
  return { ...Object.fromEntries(wired), ...others };
}

/** A reading as samples of whatever channels it is wired to. `atMono`: when it was taken. */
export function toSamples(
  wiring: Wiring,
  reading: PointRef & { readonly value: PointValue; readonly quality: Quality },
  atMono: number,
): Sample[] {
  const { device, point, value, quality } = reading;
  if (typeof value === 'string') return [];
  return channels
    .filter((channel) => wiring[channel]?.device === device && wiring[channel].point === point)
    .map((channel) => ({ channel, value, at: atMono, quality }));
}
