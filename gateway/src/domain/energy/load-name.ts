import type { DeviceView, PumpView } from '../../contract/index.ts';

/** What people call the load at a switch, or at the point that measures it: its pump, its own name, or its device's. */
export function loadNameOf(
  device: DeviceView,
  point: string,
  pumps: readonly Pick<PumpView, 'name' | 'device' | 'point'>[],
): string {
  const switches = device.points.filter(({ definition }) => definition.kind === 'switch');
  const isOnly = switches.length === 1;
  const own =
    switches.find(({ definition }) => definition.id === point || definition.proof === point) ??
    (isOnly ? switches[0] : undefined);
  const pump = pumps.find((one) => one.device === device.id && one.point === own?.definition.id);
  const plain = own && !isOnly ? `${device.name}: ${own.definition.label}` : device.name;
  return pump?.name ?? own?.name ?? plain;
}
