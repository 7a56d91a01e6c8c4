import type { DeviceView, EnergySettings, PointDefinition, PowerNow } from '../../contract/index.ts';
import { HELD_MS } from '../history/summary.ts';
import { metersAt, NOMINAL_POWER_FACTOR, NOMINAL_V } from './meter.ts';
import { mainMetersOf, measuringOf } from './site-meters.ts';

/** What a meter shows. */
export interface Flow {
  /** Unit: W. */
  readonly w: number;
  readonly estimated: boolean;
  /** Unit: wall ms. */
  readonly at: number;
}

/** A point that shows what flows now, and the device it is of. */
export interface Shower {
  readonly device: DeviceView;
  readonly point: PointDefinition;
}

/** The points of a device that show what flows through it: its power where it has told any, or each of its currents. */
export function showersOf(device: DeviceView): Shower[] {
  const measures = device.points.filter(({ definition }) => definition.kind === 'measure');
  const power = measures.find(({ definition, reading }) => definition.unit === 'W' && reading !== undefined);
  const own = power ? [power] : measures.filter(({ definition }) => definition.unit === 'mA');
  return own.map(({ definition }) => ({ device, point: definition }));
}

/** What shows the power of one point: itself, what its device measures as a whole, or the current that proves it. */
export function showerAt(device: DeviceView, point: string): Shower | undefined {
  const all = showersOf(device);
  const [only] = all;
  if (all.length <= 1) return only;
  const meters = metersAt(
    device.points.map(({ definition }) => definition),
    point,
  );
  return all.find((one) => meters.some((meter) => meter.point === one.point.id));
}

/** What stands before all loads of a site, or else whatever measures and is not left out. */
export function siteShowers(
  devices: readonly DeviceView[],
  settings: EnergySettings,
): { readonly by: PowerNow['by']; readonly showers: Shower[] } {
  const showers = mainMetersOf(devices, settings).flatMap(({ device: id, meter }) => {
    const device = devices.find((one) => one.id === id);
    return (device && showerAt(device, meter.point)) ?? [];
  });
  if (showers.length > 0) return { by: 'main', showers };
  return { by: 'sum', showers: measuringOf(devices, settings).flatMap(showersOf) };
}

/** Undefined where it was not heard of for longer than a silence may last, or says nothing that can be. */
export function flowOf({ device, point }: Shower, now: number): Flow | undefined {
  const reading = device.points.find(({ definition }) => definition.id === point.id)?.reading;
  if (!reading || typeof reading.value !== 'number' || reading.quality !== 'good' || reading.old) return undefined;
  if (now - reading.at > HELD_MS) return undefined;
  const { value, at } = reading;
  if (point.unit === 'W') return { w: value, estimated: false, at };
  return { w: (value / 1000) * NOMINAL_V * NOMINAL_POWER_FACTOR, estimated: true, at };
}

/** All of them together; undefined where none is heard. */
export function sumFlows(showers: readonly Shower[], now: number): (Flow & { readonly missing: number }) | undefined {
  const flows = showers.map((shower) => flowOf(shower, now)).filter((flow) => flow !== undefined);
  if (flows.length === 0) return undefined;
  return {
    w: flows.reduce((sum, { w }) => sum + w, 0),
    estimated: flows.some(({ estimated }) => estimated),
    at: Math.min(...flows.map(({ at }) => at)),
    missing: showers.length - flows.length,
  };
}
