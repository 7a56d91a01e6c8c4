import { QUARTER_MS, type BalanceAnswer, type DeviceView, type EnergySettings } from '../../contract/index.ts';
import type { AlertCause } from '../alerts/alert.ts';
import { HELD_MS } from '../history/summary.ts';
import type { Why } from '../sharing/answer.ts';
import { judgeBalance, type BalanceQuarter } from './balance.ts';
import { kwhOf } from './bill.ts';
import type { EnergySource, MeteredQuarters } from './energy-source.ts';
import { SiteCalendar, type Span } from './site-calendar.ts';
import { isByCurrent, loadMetersOf, mainMetersOf } from './site-meters.ts';

export interface BalanceDeskParts {
  readonly energy: Pick<EnergySource, 'each'>;
  readonly devices: (site: string) => readonly DeviceView[];
  readonly settings: (site: string) => EnergySettings;
  readonly sites: () => readonly { readonly site: string; readonly timeZone: string }[];
  readonly wallMs: () => number;
  /** Says whether an alert is on. */
  readonly onAlert: (cause: AlertCause, isOn: boolean) => void;
}

const noMain: Why = {
  code: 'balance.no-main',
  sentence: 'Nothing measures the whole site.',
  remedy: 'Add a meter at the main, and say so in the settings of energy.',
};
const noLoads: Why = {
  code: 'balance.no-loads',
  sentence: 'No switched load measures what it takes.',
  remedy: 'Add outlets that measure.',
};
/** Until then the readings of a quarter may still come in. */
const LATE_MS = HELD_MS + 60_000;

/** The main of a site against the sum of its loads. */
export class BalanceDesk {
  readonly #parts: BalanceDeskParts;

  constructor(parts: BalanceDeskParts) {
    this.#parts = parts;
  }

  async month(site: string, month: string): Promise<BalanceAnswer> {
    const timeZone = this.#parts.sites().find((one) => one.site === site)?.timeZone ?? 'UTC';
    const calendar = new SiteCalendar(timeZone);
    const span = calendar.month(month);
    const to = Math.min(span.to, Math.floor(this.#parts.wallMs() / QUARTER_MS) * QUARTER_MS);
    const { mains, loads, byCurrent } = await this.#read(site, { from: span.from, to });
    const why = mains.length === 0 ? noMain : loads.length === 0 ? noLoads : undefined;
    if (why) return { month, why: { ...why }, byCurrent, days: [], loads: [] };
    const known = knownOf(mains, { from: span.from, to });
    const kept = loads.map((load) => ({ ...load, quarters: load.quarters.filter(({ at }) => known.has(at)) }));
    const names = new Map(this.#parts.devices(site).map((device) => [device.id, device]));
    return {
      month,
      byCurrent,
      whole: sumsOf(totalOf(mains), totalOf(kept)),
      days: daysOf({ mains, loads: kept, known, span: { from: span.from, to }, calendar }),
      loads: kept.map((load) => ({
        device: load.device,
        point: load.meter.point,
        name: nameOf(names.get(load.device), load.meter.point),
        energyKwh: kwhOf(totalOf([load])),
        estimated: load.meter.kind !== 'counter',
      })),
    };
  }

  /** Looks whether the loads of any site take more than goes through its main; to be called each quarter of an hour. */
  async look(): Promise<void> {
    const end = Math.floor((this.#parts.wallMs() - LATE_MS) / QUARTER_MS) * QUARTER_MS;
    for (const { site } of this.#parts.sites()) {
      const settings = this.#parts.settings(site);
      const span = { from: end - settings.warnAfterMin * 60_000, to: end };
      const { mains, loads, byCurrent } = await this.#read(site, span);
      if (mains.length === 0 || loads.length === 0) continue;
      const verdict = judgeBalance(quartersOf(mains, loads, span), end, { ...settings, byCurrent });
      if (verdict !== 'not-known') this.#parts.onAlert(causeOf(site, mains, loads), verdict === 'over');
    }
  }

  async #read(site: string, { from, to }: Span) {
    const devices = this.#parts.devices(site);
    const settings = this.#parts.settings(site);
    const mains = mainMetersOf(devices, settings);
    const loads = mains.length === 0 ? [] : loadMetersOf(devices, settings, mains);
    const all = to <= from ? [] : await this.#parts.energy.each(site, [...mains, ...loads], from, to);
    const empty = [...mains, ...loads].map((placed): MeteredQuarters => ({ ...placed, quarters: [] }));
    const each = all.length > 0 ? all : empty;
    const byCurrent = isByCurrent(mains);
    return { mains: each.slice(0, mains.length), loads: each.slice(mains.length), byCurrent };
  }
}

/** When the main is known. A counter counts over its own silence: what is before its next reading is in it. */
function knownOf(mains: readonly MeteredQuarters[], { from, to }: Span): Set<number> {
  const known = new Set(mains.flatMap(({ quarters }) => quarters.map(({ at }) => at)));
  if (!mains.every(({ meter }) => meter.kind === 'counter')) return known;
  const last = Math.max(...known, -Infinity);
  const first = Math.min(...known, Infinity);
  const all = new Set<number>();
  for (let at = Math.max(from, first); at < to && at <= last; at += QUARTER_MS) all.add(at);
  return all;
}

function quartersOf(
  mains: readonly MeteredQuarters[],
  loads: readonly MeteredQuarters[],
  { from, to }: Span,
): BalanceQuarter[] {
  const at = (meters: readonly MeteredQuarters[], quarter: number) =>
    meters.flatMap(({ meter, quarters }) =>
      quarters.filter((one) => one.at === quarter).map(({ milliWh }) => ({ kind: meter.kind, milliWh })),
    );
  const made: BalanceQuarter[] = [];
  for (let quarter = from; quarter < to; quarter += QUARTER_MS) {
    const main = at(mains, quarter);
    // Where one of several mains is silent nobody knows the whole.
    const whole = main.length < mains.length ? undefined : main.reduce((sum, { milliWh }) => sum + milliWh, 0);
    made.push({ at: quarter, main: whole, loads: at(loads, quarter) });
  }
  return made;
}

function daysOf(input: {
  readonly mains: readonly MeteredQuarters[];
  readonly loads: readonly MeteredQuarters[];
  readonly known: ReadonlySet<number>;
  readonly span: Span;
  readonly calendar: SiteCalendar;
}): BalanceAnswer['days'] {
  const { mains, loads, known, span, calendar } = input;
  const byDay = (meters: readonly MeteredQuarters[]) =>
    Map.groupBy(
      meters.flatMap(({ quarters }) => quarters),
      ({ at }) => calendar.at(at).day,
    );
  const [main, load] = [byDay(mains), byDay(loads)];
  const missing = new Map<string, number>();
  for (let at = span.from; at < span.to; at += QUARTER_MS) {
    const { day } = calendar.at(at);
    missing.set(day, (missing.get(day) ?? 0) + (known.has(at) ? 0 : 1));
  }
  return [...missing].map(([day, missingQuarters]) => ({
    day,
    ...sumsOf(sum(main.get(day) ?? []), sum(load.get(day) ?? [])),
    missingQuarters,
  }));
}

function sumsOf(main: bigint, loads: bigint) {
  return { mainKwh: kwhOf(main), loadsKwh: kwhOf(loads), restKwh: kwhOf(main - loads) };
}

function totalOf(meters: readonly MeteredQuarters[]): bigint {
  return sum(meters.flatMap(({ quarters }) => quarters));
}

function sum(quarters: MeteredQuarters['quarters']): bigint {
  return quarters.reduce((all, { milliWh }) => all + BigInt(milliWh), 0n);
}

function nameOf(device: DeviceView | undefined, point: string): string {
  const own = device?.points.filter(({ definition }) => definition.kind === 'switch') ?? [];
  const found = own.find(({ definition }) => definition.proof === point) ?? own[0];
  if (!device) return point;
  return found?.name ?? (own.length > 1 ? `${device.name}: ${found?.definition.label ?? point}` : device.name);
}

function causeOf(site: string, mains: readonly MeteredQuarters[], loads: readonly MeteredQuarters[]): AlertCause {
  const [main, sums] = [totalOf(mains), totalOf(loads)];
  return {
    site,
    rule: 'energy-balance',
    subject: 'main',
    device: mains[0]?.device,
    severity: 'warning',
    sentence: `The loads together took ${short(sums)} kWh, and only ${short(main)} kWh went through the main.`,
    remedy:
      'Look whether the main’s transformer has its right ratio and direction and sits before all loads, and whether one load is measured twice.',
  };
}

/** To the hundredth. */
function short(milliWh: bigint): string {
  return (Number(milliWh) / 1_000_000).toFixed(2);
}
