import type { DeviceView, PointRef, PointView } from '@farmgate/gateway/contract';

/** A point that can be chosen in a list. */
export interface PointChoice {
  /** `device point`, as `readPoint` takes it. */
  readonly value: string;
  readonly label: string;
}

/** The points of these devices that fit, by the names that people gave them. */
export function pointChoices(devices: readonly DeviceView[], fits: (point: PointView) => boolean): PointChoice[] {
  return devices.flatMap((device) =>
    device.points.filter(fits).map((point) => ({
      value: valueOfPoint({ device: device.id, point: point.definition.id }),
      label: `${device.name}, ${point.name ?? point.definition.label}`,
    })),
  );
}

export function valueOfPoint({ device, point }: PointRef): string {
  return `${device} ${point}`;
}

export function readPoint(value: string): PointRef | undefined {
  const [device, point] = value.split(' ');
  return device && point ? { device, point } : undefined;
}
