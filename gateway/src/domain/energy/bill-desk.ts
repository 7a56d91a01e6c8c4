import {
  QUARTER_MS,
  type Bill,
  type BillAnswer,
  type BillParts,
  type Clock,
  type RealBillEntry,
  type RealBillView,
  type TariffUse,
  type VarianceView,
} from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import { granted, type Answer, type Why } from '../sharing/answer.ts';
import { computeBill, kwhOf, type Use } from './bill.ts';
import { partsOfMonth } from './bill-parts.ts';
import { pointTariffs } from './point-terms.ts';
import { project } from './projection.ts';
import { SiteCalendar, type Span } from './site-calendar.ts';
import type { HeldTariff } from './tariff.ts';
import type { EnergySubject, EnergyUse, LoadUse, RealBillRecord, SiteTariffs, TariffStore } from './tariff-ports.ts';
import { explain } from './variance.ts';

export interface BillDeskParts {
  readonly store: TariffStore;
  readonly energy: EnergyUse;
  readonly audit: AuditLog;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly newId: (prefix: string) => string;
  /** Whether a device of this site has such a point. */
  readonly hasPoint: (site: string, device: string, point: string) => boolean;
  /** What has a meter of its own, without what stands before all others, and what it used. */
  readonly loads: (site: string, from: number, to: number) => Promise<readonly LoadUse[]>;
}

/** Quarters: with less than two days known a forecast would be a guess. */
const LEAST_KNOWN = 192;
const EIGHT_WEEKS_MS = 8 * 604_800_000;
/** A little more than a year: the longest that a supplier bills at once. */
const LONGEST_MS = 400 * 86_400_000;
const MOST_BILLS = 500;

/** Bills of a month, and those of the supplier beside them. */
export class BillDesk {
  readonly #parts: BillDeskParts;

  constructor(parts: BillDeskParts) {
    this.#parts = parts;
  }

  /** What a month cost, or has cost so far with what it will come to. Fixed charges are those of the whole month. */
  async month(site: string, month: string, subject: EnergySubject = 'site'): Promise<Outcome<BillAnswer>> {
    if (!this.#isThere(site, subject)) return refused('not-found', 'There is no such point here.');
    const kept = this.#parts.store.forSite(site);
    const timeZone = kept.timeZone();
    const span = new SiteCalendar(timeZone).month(month);
    const now = quarterOf(this.#parts.clock.wallMs());
    const use = await this.#use(site, subject, { from: now >= span.to ? span.from : lookBack(span, now), to: span.to });
    const tariffs = await this.#tariffs(site, subject, span);
    const common = { tariffs, ...span, timeZone, knownUntil: now };
    const made = computeBill({ ...common, use });
    const expected = project({ timeZone, span, now, use });
    const answer = {
      month,
      energyKwh: kwhOf(expected.usedMilliWh),
      ...(made.ok ? { bill: made.value } : { why: whyOf(made.why) }),
    };
    if (expected.expectedQuarters === 0 || use.length < LEAST_KNOWN) return done(answer);
    const whole = computeBill({ ...common, use: expected.use });
    const energyKwh = kwhOf(expected.usedMilliWh + expected.expectedMilliWh);
    const total = whole.ok ? { total: whole.value.total } : {};
    return done({ ...answer, forecast: { energyKwh, ...total, quarters: expected.expectedQuarters } });
  }

  /** When and by what the energy of a month was used. */
  async parts(site: string, month: string): Promise<BillParts> {
    const kept = this.#parts.store.forSite(site);
    const timeZone = kept.timeZone();
    const span = new SiteCalendar(timeZone).month(month);
    const use = await this.#use(site, 'site', span);
    const loads = await this.#parts.loads(site, span.from, Math.max(span.from, this.#knownUntil(span)));
    return partsOfMonth({ month, timeZone, ...span, tariffs: heldOf(kept), use, loads });
  }

  /** Energy of each day of a month, in order. Unit: mWh. */
  async days(site: string, month: string, subject: EnergySubject = 'site'): Promise<[string, bigint][]> {
    const calendar = new SiteCalendar(this.#parts.store.forSite(site).timeZone());
    const days = new Map<string, bigint>();
    for (const { at, milliWh } of await this.#use(site, subject, calendar.month(month))) {
      const { day } = calendar.at(at);
      days.set(day, (days.get(day) ?? 0n) + BigInt(milliWh));
    }
    return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  realBills(site: string): RealBillView[] {
    return this.#parts.store.forSite(site).bills();
  }

  /** Keeps a bill of the supplier, with what was computed for the same time. */
  async enter(actor: Actor, entry: RealBillEntry): Promise<Outcome<RealBillView>> {
    const { store, clock, newId } = this.#parts;
    const now = clock.wallMs();
    if (entry.to - entry.from > LONGEST_MS) return refused('invalid', 'The bill is for more than a year.', '/to');
    if (entry.from >= now) return refused('invalid', 'The time of the bill has not begun.', '/from');
    const made = await this.bill(actor.site, entry);
    const site = store.forSite(actor.site);
    const fault = faultOf(entry, made, site);
    if (fault) return fault;
    const computed = made.ok ? { computed: { total: made.value.total, tariffs: usedBy(made.value) } } : {};
    const bill: RealBillRecord = { id: newId('bill'), entry, by: calledOf(actor), at: Math.floor(now), ...computed };
    store.transaction(() => {
      site.insertBill(bill);
      this.#write(actor, 'bill.enter', bill.id, undefined, bill);
    });
    return done(bill);
  }

  remove(actor: Actor, id: string): Outcome<undefined> {
    const bill = this.#find(actor.site, id);
    if (!bill) return unknown();
    this.#parts.store.transaction(() => {
      this.#parts.store.forSite(actor.site).removeBill(id);
      this.#write(actor, 'bill.remove', id, bill, undefined);
    });
    return done(undefined);
  }

  /** Why a bill of the supplier differs from what the gateway computes for its time, by the tariffs of today. */
  async variance(site: string, id: string): Promise<Outcome<Answer<VarianceView>>> {
    const record = this.#find(site, id);
    if (!record) return unknown();
    const { entry, computed } = record;
    const made = await this.bill(site, entry);
    if (!made.ok) return done(made);
    const bill = made.value;
    const difference = entry.total - bill.total;
    const percent = bill.total === 0 ? {} : { percent: Math.round((difference * 1_000) / bill.total) / 10 };
    const isRepriced = JSON.stringify(computed?.tariffs ?? []) !== JSON.stringify(usedBy(bill));
    const sums = { real: entry.total, computed: bill.total, difference };
    const parts = explain(entry, bill);
    return done(granted({ currency: bill.currency, ...sums, ...percent, parts, bill, isRepriced }));
  }

  /** What the use of a time costs the site, by the tariffs of today. */
  async bill(site: string, { from, to }: Span): Promise<Answer<Bill>> {
    const kept = this.#parts.store.forSite(site);
    const use = await this.#use(site, 'site', { from, to });
    const knownUntil = quarterOf(this.#parts.clock.wallMs());
    return computeBill({ tariffs: heldOf(kept), from, to, timeZone: kept.timeZone(), use, knownUntil });
  }

  /** For a point without what is for the site as a whole. */
  async #tariffs(site: string, subject: EnergySubject, span: Span): Promise<HeldTariff[]> {
    const held = heldOf(this.#parts.store.forSite(site));
    if (subject === 'site') return held;
    const whole = await this.bill(site, span);
    return whole.ok ? pointTariffs(held, whole.value) : held;
  }

  #use(site: string, subject: EnergySubject, { from, to }: Span): Promise<readonly Use[]> {
    const until = this.#knownUntil({ to });
    return until <= from ? Promise.resolve([]) : this.#parts.energy.quarters(site, subject, from, until);
  }

  #knownUntil({ to }: Pick<Span, 'to'>): number {
    return Math.min(to, quarterOf(this.#parts.clock.wallMs()));
  }

  #isThere(site: string, subject: EnergySubject): boolean {
    return subject === 'site' || this.#parts.hasPoint(site, subject.device, subject.point);
  }

  #find(site: string, id: string): RealBillRecord | undefined {
    return this.#parts.store
      .forSite(site)
      .bills()
      .find((bill) => bill.id === id);
  }

  #write(actor: Actor, action: string, subject: string, before: unknown, after: unknown): void {
    this.#parts.audit.write({ actor, action, subject, before, after, result: 'done' });
  }
}

function whyOf({ code, sentence, remedy }: Why): NonNullable<BillAnswer['why']> {
  return { code, sentence, remedy };
}

/** A forecast is made of the eight weeks before now. */
function lookBack({ from }: Span, now: number): number {
  return Math.min(from, now - EIGHT_WEEKS_MS);
}

/** The quarter that goes on is not known yet. */
function quarterOf(now: number): number {
  return Math.floor(now / QUARTER_MS) * QUARTER_MS;
}

function heldOf(site: SiteTariffs): HeldTariff[] {
  return site.current().map(({ id, version, validFrom, terms }) => ({ id, version, validFrom, terms }));
}

/** Each version once, in the order in which they stand on the bill. */
function usedBy({ lines }: Bill): TariffUse[] {
  const used = new Map(lines.map(({ tariff, version }) => [`${tariff} ${version}`, { id: tariff, version }]));
  return [...used.values()];
}

function faultOf(entry: RealBillEntry, made: Answer<Bill>, site: SiteTariffs): Outcome<never> | undefined {
  const bills = site.bills();
  if (bills.length >= MOST_BILLS)
    return refused('conflict', `There are ${MOST_BILLS} bills already. Remove an old one.`);
  if (bills.some(({ entry: { from, to } }) => from === entry.from && to === entry.to))
    return refused('conflict', 'There is a bill for the same time already. Remove it first.', '/from');
  if (made.ok && made.value.currency !== entry.currency)
    return refused('invalid', `The tariff of this time is in ${made.value.currency}.`, '/currency');
  return undefined;
}

function unknown(): Outcome<never> {
  return refused('not-found', 'There is no such bill here.');
}
