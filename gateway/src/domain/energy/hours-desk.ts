import type { DeviceView, HoursAnswer, LoadDay, LoadHours, PointView, PumpView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { HELD_MS } from '../history/summary.ts';
import { Kept } from './kept.ts';
import { onTimeOf } from './load-hours.ts';
import type { ReadingHistory } from './run-measure.ts';
import { SiteCalendar } from './site-calendar.ts';

/** A day of a load as it is kept. */
export interface KeptDay extends LoadDay {
  readonly device: string;
  readonly point: string;
}

/** The days of one site's loads; no call of it can reach another's. */
export interface SiteDays {
  /** The last day that was kept, as `2026-11-21`. */
  lastKept(): string | undefined;
  /** All loads of a day, which then counts as kept. */
  keep(day: string, loads: readonly KeptDay[]): void;
  /** Of the days from one to another, both included. */
  between(first: string, last: string): KeptDay[];
  /** Of all days, by load; `day`: the first of them. */
  sums(): KeptDay[];
}

export interface HoursDeskParts {
  readonly store: { forSite(site: string): SiteDays };
  readonly readings: ReadingHistory['readings'];
  /** When a site was first heard of; undefined where it never was. Unit: wall ms. */
  readonly firstAt: (site: string) => Promise<number | undefined>;
  readonly devices: (site: string) => readonly DeviceView[];
  readonly pumps: (site: string) => readonly PumpView[];
  readonly sites: () => readonly { readonly site: string; readonly timeZone: string }[];
  readonly wallMs: () => number;
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
}

interface Load {
  readonly device: DeviceView;
  readonly point: PointView;
}

const DAY_MS = 86_400_000;
/** As far back as readings are there as they were, usually. */
const BACK_DAYS = 90;
/** What flows through a switch that is off, where its kind of device does not say. Unit: mA. */
const IDLE_MA = 100;
/** All readings of today are read for it. */
const KEEP_MS = 60_000;
const nothing = { onS: 0, starts: 0, knownS: 0 };

/** When each switched load was on. Days are kept once they are over, for their readings are let go. */
export class HoursDesk {
  readonly #parts: HoursDeskParts;
  readonly #answers: Kept<HoursAnswer>;

  constructor(parts: HoursDeskParts) {
    this.#parts = parts;
    this.#answers = new Kept(KEEP_MS, () => parts.wallMs());
  }

  month(site: string, month: string): Promise<HoursAnswer> {
    return this.#answers.get(`${site} ${month}`, () => this.#month(site, month));
  }

  async #month(site: string, month: string): Promise<HoursAnswer> {
    const calendar = this.#calendarOf(site);
    const today = calendar.at(this.#parts.wallMs()).day;
    const days = this.#parts.store.forSite(site);
    const kept = days.between(`${month}-01`, `${month}-31`);
    const ever = days.sums();
    const loads: LoadHours[] = [];
    for (const load of this.#loads(site)) {
      const now = await this.#day(site, load, today, calendar);
      const own = ({ device, point }: KeptDay) => device === load.device.id && point === load.point.definition.id;
      const inMonth = today.startsWith(month) && now.knownS > 0 ? [now] : [];
      loads.push(this.#view(site, load, [...kept.filter(own), ...inMonth], [...ever.filter(own), now]));
    }
    return { month, loads };
  }

  /** Keeps the days that are over; to be called now and then. */
  async look(): Promise<void> {
    for (const { site } of this.#parts.sites()) {
      const calendar = this.#calendarOf(site);
      const days = this.#parts.store.forSite(site);
      // The last readings of yesterday have come in by then.
      const today = calendar.at(this.#parts.wallMs() - HELD_MS).day;
      const first = await this.#firstDay(site, days, calendar);
      for (let day = first ?? today; day < today; day = dayAfter(day)) {
        const all: KeptDay[] = [];
        for (const load of this.#loads(site)) all.push(await this.#day(site, load, day, calendar));
        days.keep(
          day,
          all.filter(({ knownS }) => knownS > 0),
        );
        await this.#parts.rest();
      }
    }
  }

  /** The first day that is to be kept; undefined where there is nothing yet. */
  async #firstDay(site: string, days: SiteDays, calendar: SiteCalendar): Promise<string | undefined> {
    const last = days.lastKept();
    const earliest = this.#parts.wallMs() - BACK_DAYS * DAY_MS;
    if (last !== undefined) return laterOf(dayAfter(last), calendar.at(earliest).day);
    // Nobody is asked about months in which there was no gateway.
    const firstAt = await this.#parts.firstAt(site);
    return firstAt === undefined ? undefined : calendar.at(Math.max(earliest, firstAt)).day;
  }

  async #day(site: string, { device, point }: Load, day: string, calendar: SiteCalendar): Promise<KeptDay> {
    const span = calendar.day(day);
    const { definition } = point;
    const names = [definition.id, definition.proof].filter((id) => id !== undefined);
    const series = names.map((id) => ({ device: device.id, point: id }));
    const [own = [], proof = []] = await this.#parts.readings(site, series, span.from - HELD_MS, span.to + HELD_MS);
    const idleMa = findDeviceType(device.type)?.judging?.onAboveMa ?? IDLE_MA;
    const { onMs, starts, knownMs } =
      own.length > 0 ? onTimeOf(own, (value) => value === 1, span) : onTimeOf(proof, (value) => value > idleMa, span);
    const [onS, knownS] = [Math.round(onMs / 1000), Math.round(knownMs / 1000)];
    return { device: device.id, point: definition.id, day, onS, starts, knownS };
  }

  #loads(site: string): Load[] {
    return this.#parts
      .devices(site)
      .flatMap((device) =>
        device.points.filter(({ definition }) => definition.kind === 'switch').map((point) => ({ device, point })),
      );
  }

  #view(site: string, { device, point }: Load, days: readonly KeptDay[], ever: readonly KeptDay[]): LoadHours {
    const { definition, load } = point;
    const pump = this.#parts.pumps(site).find((one) => one.device === device.id && one.point === definition.id);
    const isOnly = device.points.filter((one) => one.definition.kind === 'switch').length === 1;
    const known = ever.filter(({ knownS }) => knownS > 0);
    return {
      device: device.id,
      point: definition.id,
      name: pump?.name ?? point.name ?? (isOnly ? device.name : `${device.name}: ${definition.label}`),
      ...(load === undefined ? {} : { load }),
      ...(pump ? { pump: pump.id } : {}),
      ...sumOf(days),
      days: days.map(({ day, onS, starts, knownS }) => ({ day, onS, starts, knownS })),
      ever: { ...sumOf(known), ...(known[0] ? { since: known[0].day } : {}) },
    };
  }

  #calendarOf(site: string): SiteCalendar {
    return new SiteCalendar(this.#parts.sites().find((one) => one.site === site)?.timeZone ?? 'UTC');
  }
}

function sumOf(days: readonly KeptDay[]) {
  return days.reduce(
    (sum, { onS, starts, knownS }) => ({
      onS: sum.onS + onS,
      starts: sum.starts + starts,
      knownS: sum.knownS + knownS,
    }),
    nothing,
  );
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
