import type { DeviceView, PointView } from '@farmgate/gateway/contract';

/** Points that tell of the radio or of the device itself, not of what it is there for. */
const aside = /^(?:link|port|frames|air|cycle|threshold|uptime|rssi)/;

/** What a device is there to measure: how full, how much power, what its first switch takes; undefined where it measures nothing. */
export function mainSeriesOf({ points }: DeviceView): PointView | undefined {
  const measures = points.filter(({ definition: { kind, id } }) => kind === 'measure' && !aside.test(id));
  const proofs = points.flatMap(({ definition }) => definition.proof ?? []);
  return (
    measures.find(({ definition }) => definition.id.startsWith('level')) ??
    measures.find(({ definition }) => definition.unit === 'W') ??
    measures.find(({ definition }) => proofs.includes(definition.id)) ??
    measures[0]
  );
}

/** Its main measure and its switches, as the history shows them together. */
export function historyOf(device: DeviceView): readonly string[] {
  const main = mainSeriesOf(device);
  const switches = device.points.filter(({ definition }) => definition.kind === 'switch').slice(0, 3);
  return [...(main ? [main] : []), ...switches].map(({ definition }) => `${device.id}/${definition.id}`);
}
