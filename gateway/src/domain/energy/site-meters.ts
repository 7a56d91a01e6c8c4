import type { DeviceView, EnergySettings, PointDefinition } from '../../contract/index.ts';
import { isMain, isWatcher, meterAt, metersOf, type Meter } from './meter.ts';

/** A meter and the device it is of. */
export interface PlacedMeter {
  readonly device: string;
  readonly meter: Meter;
}

/** As long as nobody says otherwise. */
export const usualSettings: EnergySettings = { main: null, leftOut: [], tolerancePercent: 10, warnAfterMin: 60 };

/** What the whole site goes through: what an admin said, else the watchers of main breakers; none where there is nothing. */
export function mainMetersOf(devices: readonly DeviceView[], { main }: EnergySettings): PlacedMeter[] {
  const device = main && devices.find(({ id }) => id === main.device);
  const meter = device && meterAt(definitionsOf(device), main.point);
  if (device && meter) return [{ device: device.id, meter }];
  return devices.filter(isMain).flatMap(placedOf);
}

/** All that makes up the use of a site: its main, else the sum of what is measured at each device that is not left out. */
export function siteMetersOf(devices: readonly DeviceView[], settings: EnergySettings): PlacedMeter[] {
  const mains = mainMetersOf(devices, settings);
  return mains.length > 0 ? mains : measuringOf(devices, settings).flatMap(placedOf);
}

/** Devices of which each is counted once. */
export function measuringOf(devices: readonly DeviceView[], { leftOut }: EnergySettings): DeviceView[] {
  return devices.filter((device) => !isWatcher(device) && !leftOut.includes(device.id));
}

/** What switched loads take, beside the main; by their currents where the main tells its current alone. */
export function loadMetersOf(
  devices: readonly DeviceView[],
  settings: EnergySettings,
  mains: readonly PlacedMeter[],
): PlacedMeter[] {
  const left = new Set([...settings.leftOut, ...mains.map(({ device }) => device)]);
  const loads = devices.filter(
    (device) => !left.has(device.id) && device.points.some(({ definition }) => definition.kind === 'switch'),
  );
  return isByCurrent(mains) ? loads.flatMap(currentsOf) : loads.flatMap(placedOf);
}

export function isByCurrent(mains: readonly PlacedMeter[]): boolean {
  return mains.some(({ meter }) => meter.kind === 'current');
}

/** What a point of a device tells of energy, as far as the device has told anything of it. */
export function meterOfPoint(device: DeviceView, point: string): Meter | undefined {
  return meterAt(definitionsOf(device), point);
}

export function placedOf(device: DeviceView): PlacedMeter[] {
  return metersOf(definitionsOf(device)).map((meter) => ({ device: device.id, meter }));
}

function currentsOf(device: DeviceView): PlacedMeter[] {
  const currents = definitionsOf(device).filter(({ kind, unit }) => kind === 'measure' && unit === 'mA');
  return currents.map(({ id }) => ({ device: device.id, meter: { kind: 'current', point: id } }));
}

/** Points by which it never told anything are left out, as long as others tell its energy: a node may lack the part. */
function definitionsOf({ points }: DeviceView): PointDefinition[] {
  const all = points.map(({ definition }) => definition);
  const told = points
    .filter(({ definition, reading }) => definition.kind !== 'measure' || reading !== undefined)
    .map(({ definition }) => definition);
  return metersOf(told).length > 0 ? told : all;
}
