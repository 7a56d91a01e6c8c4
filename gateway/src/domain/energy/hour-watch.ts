import type { AlertCause } from '../alerts/alert.ts';
import { offsetOf } from '../history/local-iso.ts';
import { judgeHour, type HourFinding } from './anomaly.ts';
import { SiteCalendar } from './site-calendar.ts';
import type { EnergySubject, EnergyUse } from './tariff-ports.ts';

/** Something whose energy is known, and what people call it. */
export interface Metered {
  readonly subject: EnergySubject;
  readonly name: string;
}

export interface HourWatchParts {
  readonly energy: EnergyUse;
  readonly sites: () => readonly { readonly site: string; readonly timeZone: string }[];
  readonly metered: (site: string) => readonly Metered[];
  readonly wallMs: () => number;
  /** Says whether an alert is on. */
  readonly onAlert: (cause: AlertCause, isOn: boolean) => void;
}

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const WEEK_MS = 604_800_000;
const WEEKS = 8;
const days = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Holds each hour's energy against that hour of the week in the eight weeks before. */
export class HourWatch {
  readonly #parts: HourWatchParts;

  constructor(parts: HourWatchParts) {
    this.#parts = parts;
  }

  /** Looks at the last hour, by the clocks of each site, that has ended. To be called once an hour. */
  async look(): Promise<void> {
    for (const { site, timeZone } of this.#parts.sites())
      for (const metered of this.#parts.metered(site)) await this.#lookAt(site, timeZone, metered);
  }

  async #lookAt(site: string, timeZone: string, { subject, name }: Metered): Promise<void> {
    const from = lastHourOf(this.#parts.wallMs(), timeZone);
    const wh = await this.#whOf(site, subject, from);
    if (wh === undefined) return;
    const usual: number[] = [];
    for (let week = 1; week <= WEEKS; week++) {
      const known = await this.#whOf(site, subject, weeksBefore(from, week, timeZone));
      if (known !== undefined) usual.push(known);
    }
    this.#tell(site, { subject, name }, judgeHour({ wh, usual, hour: nameOf(from, timeZone) }));
  }

  /** Energy of an hour; undefined where not all of it is known. Unit: Wh. */
  async #whOf(site: string, subject: EnergySubject, from: number): Promise<number | undefined> {
    const quarters = await this.#parts.energy.quarters(site, subject, from, from + HOUR_MS);
    if (quarters.length < HOUR_MS / QUARTER_MS) return undefined;
    return quarters.reduce((sum, { milliWh }) => sum + milliWh, 0) / 1000;
  }

  #tell(site: string, { subject, name }: Metered, finding: HourFinding): void {
    if (finding.kind === 'too-little-known') return;
    const isOn = finding.kind !== 'usual';
    const place = subject === 'site' ? {} : { device: subject.device, point: subject.point };
    this.#parts.onAlert(
      {
        site,
        rule: 'energy-unusual',
        subject: subject === 'site' ? 'site' : `${subject.device}/${subject.point}`,
        ...place,
        severity: finding.kind === 'high' ? 'warning' : 'info',
        sentence: isOn ? `${name}. ${finding.sentence}` : name,
        remedy:
          finding.kind === 'low'
            ? 'Look whether it has power, and whether its meter still counts.'
            : 'Look at what runs that did not run before: a motor that never stops, a leak, a stuck float.',
      },
      isOn,
    );
  }
}

/** When the last whole hour by the clock of a zone began. */
function lastHourOf(now: number, timeZone: string): number {
  const aheadMs = offsetOf(now, timeZone) * 60_000;
  return Math.floor((now + aheadMs) / HOUR_MS) * HOUR_MS - aheadMs - HOUR_MS;
}

/** The same hour by the clock, whole weeks before: a change of the clock lies between now and then. */
function weeksBefore(from: number, weeks: number, timeZone: string): number {
  const guess = from - weeks * WEEK_MS;
  return guess + (offsetOf(from, timeZone) - offsetOf(guess, timeZone)) * 60_000;
}

function nameOf(from: number, timeZone: string): string {
  const { weekday, minute } = new SiteCalendar(timeZone).at(from);
  return `${days[weekday] ?? ''} ${String(Math.floor(minute / 60)).padStart(2, '0')}:00`;
}
