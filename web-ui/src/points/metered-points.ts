import type { DeviceView, PointView } from '@farmgate/gateway/contract';
import { loadName } from './load-name.ts';
import { valueOfPoint, type PointChoice } from './point-choices.ts';

/** What has a meter of its own, the surest point of each device: its counter, its power, or what each of its sockets draws. */
export function meteredPoints(devices: readonly DeviceView[]): PointChoice[] {
  return devices.flatMap((device) =>
    pointsOf(device).map(({ definition }) => {
      const place = { device: device.id, point: definition.id };
      return { value: valueOfPoint(place), label: loadName(place, devices) };
    }),
  );
}

function pointsOf({ points }: DeviceView): readonly PointView[] {
  const of = (unit: string) =>
    points.filter(({ definition }) => definition.kind === 'measure' && definition.unit === unit);
  const counters = of('Wh').filter(({ definition }) => definition.counter);
  const [counter = of('W')[0]] = counters;
  if (counter) return [counter];
  const proofs = new Set(points.flatMap(({ definition }) => definition.proof ?? []));
  return of('mA').filter(({ definition }) => proofs.has(definition.id));
}
