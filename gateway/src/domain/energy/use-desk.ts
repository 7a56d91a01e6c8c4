import type { UsesAnswer, UsesBy } from '../../contract/index.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Prices } from './prices.ts';
import { personMonth, type PersonMonth } from './person-month.ts';
import { SiteCalendar, type Span } from './site-calendar.ts';
import { milliWhOf } from './sheet-shares.ts';
import type { SheetShare } from './sheet.ts';
import { reportOf } from './use-report.ts';
import type { UseStore } from './use-ports.ts';

export interface UseDeskParts {
  readonly store: Pick<UseStore, 'forSite'>;
  readonly prices: Pick<Prices, 'over'>;
  readonly timeZone: (site: string) => string;
  readonly wallMs: () => number;
}

export interface UsesQuestion extends Span {
  readonly by: UsesBy;
  /** Of one person alone. */
  readonly user?: string | undefined;
}

/** A little more than a year. */
const LONGEST_MS = 400 * 86_400_000;
const EIGHT_WEEKS_MS = 8 * 604_800_000;
const MOST_RUNS = 2_000;

/** What runs took, over a time. */
export class UseDesk {
  readonly #parts: UseDeskParts;

  constructor(parts: UseDeskParts) {
    this.#parts = parts;
  }

  async uses(site: string, { from, to, by, user }: UsesQuestion): Promise<Outcome<UsesAnswer>> {
    if (to <= from) return refused('invalid', 'The time ends before it begins: `to` has to be after `from`.', '/to');
    if (to - from > LONGEST_MS) return refused('invalid', 'Ask for a year at most.', '/to');
    const records = this.#parts.store.forSite(site).begun(from, to, user);
    if (by === 'run' && records.length > MOST_RUNS)
      return refused(
        'invalid',
        `That would be more than ${MOST_RUNS} runs. Ask for a shorter time, or by person or load.`,
      );
    // A run may go on a little after the time that it began in.
    const end = records.reduce((last, { quarters }) => Math.max(last, (quarters.at(-1)?.at ?? 0) + 1), from + 1);
    const first = records.reduce((least, { quarters }) => Math.min(least, quarters[0]?.at ?? least), from);
    const prices = await this.#parts.prices.over(site, { from: first, to: end });
    return done({ from, to, by, ...reportOf(records, prices, by) });
  }

  /** What the runs of one person came to in a month, and will come to. */
  async personMonth(site: string, user: string, month: string): Promise<PersonMonth> {
    const { store, prices, timeZone, wallMs } = this.#parts;
    const zone = timeZone(site);
    const span = new SiteCalendar(zone).month(month);
    const now = wallMs();
    const from = Math.min(span.from, now - EIGHT_WEEKS_MS);
    const records = store.forSite(site).begun(from, span.to, user);
    return personMonth({ records, prices: await prices.over(site, span), timeZone: zone, month: span, now });
  }

  /** What each person's runs came to, for the sheet of a month. */
  async shares(site: string, span: Span): Promise<SheetShare[]> {
    const answer = await this.uses(site, { ...span, by: 'person' });
    if (!answer.ok) return [];
    return answer.value.parts.map(({ name, use: { energyKwh, cost } }, at) => ({
      number: at + 1,
      name,
      milliWh: milliWhOf(energyKwh ?? '0'),
      ...(cost === undefined ? {} : { amount: cost }),
    }));
  }
}
