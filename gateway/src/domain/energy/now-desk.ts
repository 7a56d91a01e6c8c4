import {
  minorDigitsOf,
  type Clock,
  type DeviceView,
  type EnergyNow,
  type EnergySettings,
  type LoadNow,
  type PumpView,
  type RunUse,
} from '../../contract/index.ts';
import type { Answer, Why } from '../sharing/answer.ts';
import type { Run } from '../sharing/run.ts';
import { Kept } from './kept.ts';
import { flowOf, showerAt, siteShowers, sumFlows } from './power-now.ts';
import { costPerHour, type UnitNow } from './price-now.ts';
import type { RunUses } from './run-uses.ts';

export interface NowDeskParts {
  readonly devices: (site: string) => readonly DeviceView[];
  readonly settings: (site: string) => EnergySettings;
  readonly pumps: (site: string) => readonly PumpView[];
  /** Those that have not ended. */
  readonly runs: (site: string) => readonly Run[];
  readonly uses: Pick<RunUses, 'of'>;
  readonly price: (site: string) => Promise<Answer<UnitNow>>;
  readonly clock: Pick<Clock, 'wallMs'>;
}

/** Many pages of a site may ask at once; no reading comes quicker. */
const KEEP_MS = 2_000;
/** What a run has taken is worked out of all its readings. */
const KEEP_USE_MS = 10_000;

const noMeter: Why = {
  code: 'power.no-meter',
  sentence: 'Nothing here measures energy, power or current.',
  remedy: 'Add a meter, or outlets that measure.',
};
const notHeard: Why = {
  code: 'power.not-heard',
  sentence: 'No meter was heard of for six minutes.',
  remedy: 'Look under Devices which of them is not there.',
};

/** What energy costs at this moment. */
export class NowDesk {
  readonly #parts: NowDeskParts;
  readonly #answers: Kept<EnergyNow>;
  readonly #uses: Kept<RunUse>;

  constructor(parts: NowDeskParts) {
    this.#parts = parts;
    const wallMs = () => parts.clock.wallMs();
    this.#answers = new Kept(KEEP_MS, wallMs);
    this.#uses = new Kept(KEEP_USE_MS, wallMs);
  }

  now(site: string): Promise<EnergyNow> {
    return this.#answers.get(site, () => this.#make(site));
  }

  async #make(site: string): Promise<EnergyNow> {
    const price = await this.#parts.price(site);
    const runs = await this.#runs(site);
    // After what takes a while, so that it is of now.
    const at = Math.floor(this.#parts.clock.wallMs());
    const power = this.#power(site, at);
    const perHour = (w: number) =>
      price.ok ? costPerHour(w, price.value.perKwh, minorDigitsOf(price.value.view.currency)) : null;
    return {
      at,
      ...(power.ok ? { power: power.value } : { power: null, whyNoPower: { ...power.why } }),
      ...(price.ok ? { price: price.value.view } : { price: null, whyNoPrice: { ...price.why } }),
      costPerHour: power.ok ? perHour(power.value.w) : null,
      loads: this.#loads(site, at).map((load) => ({ ...load, costPerHour: load.w === null ? null : perHour(load.w) })),
      runs,
    };
  }

  #power(site: string, now: number): Answer<NonNullable<EnergyNow['power']>> {
    const { by, showers } = siteShowers(this.#parts.devices(site), this.#parts.settings(site));
    if (showers.length === 0) return { ok: false, why: noMeter };
    const flow = sumFlows(showers, now);
    return flow ? { ok: true, value: { ...flow, by } } : { ok: false, why: notHeard };
  }

  /** Every switch that is on. */
  #loads(site: string, now: number): Omit<LoadNow, 'costPerHour'>[] {
    const pumps = this.#parts.pumps(site);
    return this.#parts.devices(site).flatMap((device) => {
      const switches = device.points.filter((point) => point.switch);
      return switches
        .filter((point) => point.switch?.reported === 'on')
        .map(({ definition, name, load }) => {
          const pump = pumps.find((one) => one.device === device.id && one.point === definition.id);
          const shower = showerAt(device, definition.id);
          const flow = shower && flowOf(shower, now);
          const own = switches.length === 1 ? device.name : `${device.name}: ${definition.label}`;
          return {
            device: device.id,
            point: definition.id,
            name: pump?.name ?? name ?? own,
            ...(load === undefined ? {} : { load }),
            ...(pump ? { pump: pump.id } : {}),
            w: flow?.w ?? null,
            estimated: flow?.estimated ?? false,
          };
        });
    });
  }

  async #runs(site: string): Promise<EnergyNow['runs']> {
    const going = this.#parts.runs(site).filter(({ starts }) => starts > 0);
    const all: EnergyNow['runs'] = [];
    for (const run of going) {
      const { id, number, pump, user } = run;
      const use = await this.#uses.get(`${site} ${id} ${run.state}`, () => this.#parts.uses.of(site, run));
      all.push({ run: id, number, pump, user, use });
    }
    return all;
  }
}
