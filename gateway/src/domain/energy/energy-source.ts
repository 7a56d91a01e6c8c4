import type { DeviceView, PointDefinition } from '../../contract/index.ts';
import type { Metered } from './hour-watch.ts';
import { isMain, meterAt, metersOf, milliWhOf, type Meter } from './meter.ts';
import type { EnergySubject, EnergyUse, PointSubject } from './tariff-ports.ts';

/** What a series came to in one quarter of an hour. */
export interface QuarterTotal {
  readonly at: number;
  readonly total: number;
}

/** The history, as far as energy needs it. */
export interface QuarterHistory {
  /** Quarters of an hour that have readings, in order. */
  quarters(
    site: string,
    series: readonly { readonly device: string; readonly point: string }[],
    from: number,
    to: number,
  ): Promise<readonly (readonly QuarterTotal[])[]>;
}

export interface EnergySourceParts {
  readonly history: QuarterHistory;
  readonly devices: (site: string) => readonly DeviceView[];
}

interface PlacedMeter {
  readonly device: string;
  readonly meter: Meter;
}

/**
 * Energy as the history has it: of one point by its own meter; of a site by what stands before all its loads, or else the sum of
 * what is measured at each. Where there is only power or current it is marked as estimated.
 */
export class EnergySource implements EnergyUse {
  readonly #parts: EnergySourceParts;

  constructor(parts: EnergySourceParts) {
    this.#parts = parts;
  }

  async quarters(site: string, subject: EnergySubject, from: number, to: number) {
    const meters = this.#metersOf(site, subject);
    const series = meters.map(({ device, meter }) => ({ device, point: meter.point }));
    const found = series.length === 0 ? [] : await this.#parts.history.quarters(site, series, from, to);
    const sums = new Map<number, { milliWh: number; estimated: boolean }>();
    for (const [place, { meter }] of meters.entries())
      for (const { at, total } of found[place] ?? []) {
        const sum = sums.get(at) ?? { milliWh: 0, estimated: false };
        const estimated = sum.estimated || meter.kind !== 'counter';
        sums.set(at, { milliWh: sum.milliWh + milliWhOf(meter, total), estimated });
      }
    return [...sums].toSorted(([a], [b]) => a - b).map(([at, sum]) => ({ at, ...sum }));
  }

  #metersOf(site: string, subject: EnergySubject): readonly PlacedMeter[] {
    const devices = this.#parts.devices(site);
    if (subject !== 'site') {
      const device = devices.find(({ id }) => id === subject.device);
      const meter = device && meterAt(definitionsOf(device), subject.point);
      return device && meter ? [{ device: device.id, meter }] : [];
    }
    const mains = devices.filter(isMain);
    return (mains.length > 0 ? mains : devices).flatMap((device) =>
      metersOf(definitionsOf(device)).map((meter) => ({ device: device.id, meter })),
    );
  }
}

/** Whatever has a meter, and the site as a whole. */
export function meteredOf(devices: readonly DeviceView[]): Metered[] {
  const loads = devices.flatMap((device) =>
    metersOf(definitionsOf(device)).map(({ point }): Metered => ({
      subject: { device: device.id, point },
      name: device.name,
    })),
  );
  return loads.length === 0 ? [] : [{ subject: 'site', name: 'The whole site' }, ...loads];
}

/** Whatever has a meter of its own, but for what stands before all others and what only watches the motor of another. */
export function loadsOf(devices: readonly DeviceView[]): PointSubject[] {
  return devices
    .filter((device) => !isMain(device) && device.type !== 'phase-monitor')
    .flatMap((device) => metersOf(definitionsOf(device)).map(({ point }) => ({ device: device.id, point })));
}

function definitionsOf({ points }: DeviceView): PointDefinition[] {
  return points.map(({ definition }) => definition);
}
