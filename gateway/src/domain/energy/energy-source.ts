import type { DeviceView, EnergySettings } from '../../contract/index.ts';
import type { Metered } from './hour-watch.ts';
import { milliWhOf } from './meter.ts';
import { mainMetersOf, measuringOf, meterOfPoint, placedOf, siteMetersOf, type PlacedMeter } from './site-meters.ts';
import type { EnergySubject, EnergyUse, LoadUse } from './tariff-ports.ts';

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

/** A meter with what it came to. */
export interface MeteredQuarters extends PlacedMeter {
  readonly quarters: readonly { readonly at: number; readonly milliWh: number }[];
}

export interface EnergySourceParts {
  readonly history: QuarterHistory;
  readonly devices: (site: string) => readonly DeviceView[];
  readonly settings: (site: string) => EnergySettings;
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
    const each = await this.each(site, this.#metersOf(site, subject), from, to);
    const sums = new Map<number, { milliWh: number; estimated: boolean }>();
    for (const { meter, quarters } of each)
      for (const { at, milliWh } of quarters) {
        const sum = sums.get(at) ?? { milliWh: 0, estimated: false };
        const estimated = sum.estimated || meter.kind !== 'counter';
        sums.set(at, { milliWh: sum.milliWh + milliWh, estimated });
      }
    return [...sums].toSorted(([a], [b]) => a - b).map(([at, sum]) => ({ at, ...sum }));
  }

  /** What each of some meters came to, in quarters of an hour that have readings. Unit: mWh. */
  async each(site: string, meters: readonly PlacedMeter[], from: number, to: number): Promise<MeteredQuarters[]> {
    const series = meters.map(({ device, meter }) => ({ device, point: meter.point }));
    const found = series.length === 0 ? [] : await this.#parts.history.quarters(site, series, from, to);
    return meters.map((placed, place) => {
      const quarters = (found[place] ?? []).map(({ at, total }) => ({ at, milliWh: milliWhOf(placed.meter, total) }));
      return { ...placed, quarters };
    });
  }

  /** What each load came to, asked in one question: a farm may have hundreds. */
  async loads(site: string, from: number, to: number): Promise<LoadUse[]> {
    const each = await this.each(site, loadsOf(this.#parts.devices(site), this.#parts.settings(site)), from, to);
    return each.map(({ device, meter, quarters }) => {
      const estimated = meter.kind !== 'counter';
      return { device, point: meter.point, use: quarters.map((quarter) => ({ ...quarter, estimated })) };
    });
  }

  #metersOf(site: string, subject: EnergySubject): readonly PlacedMeter[] {
    const devices = this.#parts.devices(site);
    if (subject === 'site') return siteMetersOf(devices, this.#parts.settings(site));
    const device = devices.find(({ id }) => id === subject.device);
    const meter = device && meterOfPoint(device, subject.point);
    return device && meter ? [{ device: device.id, meter }] : [];
  }
}

/** Whatever has a meter, and the site as a whole. */
export function meteredOf(devices: readonly DeviceView[]): Metered[] {
  const loads = devices.flatMap((device) =>
    placedOf(device).map(({ meter }): Metered => ({
      subject: { device: device.id, point: meter.point },
      name: device.name,
    })),
  );
  return loads.length === 0 ? [] : [{ subject: 'site', name: 'The whole site' }, ...loads];
}

/** Whatever has a meter of its own, but for the main, what only watches the motor of another, and what is left out. */
export function loadsOf(devices: readonly DeviceView[], settings: EnergySettings): PlacedMeter[] {
  const mains = new Set(mainMetersOf(devices, settings).map(({ device }) => device));
  return measuringOf(devices, settings)
    .filter(({ id }) => !mains.has(id))
    .flatMap(placedOf);
}
