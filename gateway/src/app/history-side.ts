import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Clock,
  ClockTrust,
  DeviceView,
  ExportFormat,
  HistoryAnswer,
  HistoryImport,
  HistoryImported,
  HistoryLast,
  HistoryPeak,
  HistoryState,
  HistoryStep,
  PointDefinition,
  ReadingEvent,
  SeriesHistory,
  SeriesInfo,
} from '../contract/index.ts';
import { findDeviceType } from '../device-types/index.ts';
import type { AuditLog } from '../domain/audit.ts';
import type { QuarterTotal } from '../domain/energy/energy-source.ts';
import type { Shown } from '../domain/energy/readings-within.ts';
import { withoutNoise } from '../domain/history/digits.ts';
import { importReport, type ImportFarm } from '../domain/history/import-draft.ts';
import type { EventBus } from '../domain/events.ts';
import { Fault } from '../domain/fault.ts';
import { meaningOf } from '../domain/history/meaning.ts';
import { HELD_MS } from '../domain/history/summary.ts';
import type { Log } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import type { BucketSeries } from '../store/history/asks.ts';
import { historyFiles } from '../store/history/tables.ts';
import { History, type HistoryParts, type PastRow } from '../store/history/history.ts';

export interface HistorySideParts {
  readonly dir: string;
  readonly clock: Clock & { readonly trust: ClockTrust };
  readonly log: Log;
  readonly events: EventBus;
  readonly audit: AuditLog;
  readonly commitMs: number;
  readonly retention: HistoryParts['retention'];
  readonly makeDesk: HistoryParts['makeDesk'];
  readonly typeOf: (device: string) => string | undefined;
  readonly devices: (site: string) => readonly DeviceView[];
  /** What people call the pumps of a site, and the device that each hangs on. */
  readonly pumps: (site: string) => readonly { readonly device: string; readonly name: string }[];
  readonly sites: () => readonly { readonly site: string; readonly timeZone: string }[];
  /** Something that was kept cannot be read any more. */
  readonly onDamaged: (sentence: string) => void;
}

const PIECE = 128 * 1024;

/** A span of some series, as a page asks for it. */
export interface HistoryQuestion {
  readonly series: readonly { readonly device: string; readonly point: string }[];
  readonly from: number;
  readonly to: number;
}

/** The history of a gateway: it hears every reading, and answers what each site's pages ask. */
export class HistorySide {
  readonly #parts: HistorySideParts;
  readonly #history: History;
  #stopListening: () => void = () => {};

  private constructor(parts: HistorySideParts) {
    this.#parts = parts;
    const { dir, clock, log, commitMs, retention, makeDesk } = parts;
    const options: HistoryParts = {
      dir,
      clock,
      log,
      commitMs,
      retention,
      makeDesk,
      meaningOf: (reading) => {
        const definition = this.#definitionOf(reading);
        return definition && meaningOf(definition);
      },
      zones: () => Object.fromEntries(parts.sites().map(({ site, timeZone }) => [site, timeZone])),
      onDamaged: (why) => parts.onDamaged(why),
    };
    this.#history = openOrBeginAnew(options);
  }

  /** Undefined where the disk does not let it be opened: switching and money go on without. */
  static open(parts: HistorySideParts): HistorySide | undefined {
    try {
      return new HistorySide(parts);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      parts.log.error({ err: error }, 'There is no history until the gateway starts anew');
      parts.onDamaged(`There is no history for now. ${error.message}`);
      return undefined;
    }
  }

  start(): void {
    this.#stopListening = this.#parts.events.on('reading', (reading) => {
      this.#history.note(reading);
      // Somebody is about to be without power, this gateway perhaps too.
      if (reading.point === 'grid' && reading.value === false) this.#history.commit();
    });
    this.#history.start();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    await this.#history.stop();
  }

  /** Brings sealing and roll-ups up to date now. */
  keep(): Promise<void> {
    return this.#history.keep();
  }

  /** Takes in what a device read before anybody listened. */
  absorb(site: string, device: string, rows: readonly PastRow[]): Promise<void> {
    return this.#history.absorb(site, device, rows);
  }

  async series(site: string): Promise<SeriesInfo[]> {
    const devices = new Map(this.#parts.devices(site).map((device) => [device.id, device]));
    const pumps = Map.groupBy(this.#parts.pumps(site), ({ device }) => device);
    const listed = await this.#history.list(site);
    return listed.map((one) => {
      const device = devices.get(one.device);
      const point = device?.points.find(({ definition }) => definition.id === one.point);
      return {
        ...one,
        // A node that has one pump is that pump, to people.
        deviceName:
          (pumps.get(one.device)?.length === 1 ? pumps.get(one.device)?.[0]?.name : device?.name) ?? one.device,
        label: point?.name ?? point?.definition.label ?? one.point,
        former: device === undefined,
      };
    });
  }

  async history(
    site: string,
    {
      series,
      from,
      to,
      points,
      step,
    }: HistoryQuestion & { readonly points: number; readonly step?: HistoryStep | undefined },
  ): Promise<HistoryAnswer> {
    const timeZone = this.#zoneOf(site);
    const answer = await this.#history.buckets({ site, timeZone, series, from, to, points, step });
    return { from, to, step: answer.step, timeZone, gapS: HELD_MS / 1000, series: answer.series.map(seriesOf) };
  }

  /** What each series came to in each quarter of an hour, from one moment until before another. */
  async quarters(site: string, series: HistoryQuestion['series'], from: number, to: number): Promise<QuarterTotal[][]> {
    const question = { site, timeZone: 'UTC', series, from, to, points: 0, step: 900 as const };
    const answer = await this.#history.buckets(question);
    return answer.series.map(({ at, total }) =>
      [...at.entries()].map(([row, start]) => ({ at: start, total: total[row] ?? 0 })),
    );
  }

  /** Good readings as they were, from one moment until before another. */
  async readings(site: string, series: HistoryQuestion['series'], from: number, to: number): Promise<Shown[][]> {
    const question = { site, timeZone: 'UTC', series, from, to, points: 0, step: 0 as const };
    const answer = await this.#history.buckets(question);
    return answer.series.map(({ at, value, outOfRange }) => {
      const bad = new Set(outOfRange);
      return [...at.entries()].flatMap(([row, wall]) => (bad.has(row) ? [] : [{ at: wall, value: value[row] ?? 0 }]));
    });
  }

  /** When anything was read first; undefined where nothing was. Unit: wall ms. */
  async firstAt(site: string): Promise<number | undefined> {
    const listed = await this.#history.list(site);
    return listed.length === 0 ? undefined : Math.min(...listed.map(({ firstAt }) => firstAt));
  }

  async last(
    site: string,
    series: HistoryQuestion['series'],
    at = this.#parts.clock.wallMs() + 1,
  ): Promise<HistoryLast[]> {
    return [...(await this.#history.last(site, series, at))];
  }

  /** The highest buckets of one series. */
  async peaks(site: string, question: HistoryQuestion, count: number): Promise<HistoryPeak[]> {
    const { series } = await this.history(site, { ...question, points: 600 });
    const [one] = series;
    if (!one) return [];
    return one.at
      .map((at, place) => {
        const value = one.value[place] ?? 0;
        // A counter is highest at its end; what people want to know is when it grew most.
        return { at, value, max: one.kind === 'counter' ? value : (one.max[place] ?? value) };
      })
      .toSorted((a, b) => b.max - a.max || a.at - b.at)
      .slice(0, count);
  }

  export(
    site: string,
    question: HistoryQuestion & { readonly step: HistoryStep; readonly format: ExportFormat },
  ): AsyncGenerator<string | Uint8Array> {
    return this.#history.export({ site, timeZone: this.#zoneOf(site), ...question });
  }

  async state(site: string): Promise<HistoryState> {
    const { rawFrom, quarterFrom, dayFrom, ...rest } = await this.#history.state(site);
    return {
      ...rest,
      ...(rawFrom === undefined ? {} : { rawFrom }),
      ...(quarterFrom === undefined ? {} : { quarterFrom }),
      ...(dayFrom === undefined ? {} : { dayFrom }),
    };
  }

  /** Takes away all that a device ever read. */
  async forget(actor: Actor, device: string): Promise<void> {
    await this.#history.forget(actor.site, device);
    this.#parts.audit.write({ actor, action: 'history.forget', subject: device, result: 'done' });
  }

  /** Takes in a table, all of it or, where a line cannot be read, nothing. */
  async takeIn(actor: Actor, { csv, check = false }: HistoryImport): Promise<HistoryImported> {
    const { site } = actor;
    // Seldom used, and a parser more in memory else.
    const { readImport } = await import('../store/history/importing.ts');
    const draft = await readImport(piecesOf(csv), this.#farmOf(site));
    const taken = !check && draft.faultCount === 0 && draft.series.length > 0;
    const report = importReport(draft, taken);
    if (!taken) return report;
    for (const [device, series] of Map.groupBy(draft.series, (one) => one.device))
      await this.#history.takeIn(site, device, series);
    await this.#history.keep();
    const subject = [...new Set(draft.series.map(({ device }) => device))].join(', ');
    this.#parts.audit.write({
      actor,
      action: 'history.import',
      subject,
      after: { readings: report.readings },
      result: 'done',
    });
    return report;
  }

  async hasDevice(site: string, device: string): Promise<boolean> {
    if (this.#parts.devices(site).some(({ id }) => id === device)) return true;
    return (await this.#history.list(site)).some((one) => one.device === device);
  }

  /** Which of them the site has not, nor ever had. */
  async unknown(site: string, series: HistoryQuestion['series']): Promise<HistoryQuestion['series']> {
    const devices = this.#parts.devices(site);
    const isThere = (name: HistoryQuestion['series'][number]) =>
      devices.some(({ id, points }) => id === name.device && points.some((one) => one.definition.id === name.point));
    const rest = series.filter((name) => !isThere(name));
    if (rest.length === 0) return [];
    const listed = await this.#history.list(site);
    return rest.filter(({ device, point }) => !listed.some((one) => one.device === device && one.point === point));
  }

  #farmOf(site: string): ImportFarm {
    const devices = new Map(this.#parts.devices(site).map(({ id, points }) => [id, points]));
    return {
      hasDevice: (device) => devices.has(device),
      pointOf: (device, point) => devices.get(device)?.find(({ definition }) => definition.id === point)?.definition,
      now: this.#parts.clock.wallMs(),
    };
  }

  #definitionOf({ device, point }: ReadingEvent): PointDefinition | undefined {
    return findDeviceType(this.#parts.typeOf(device) ?? '')?.points.find(({ id }) => id === point);
  }

  #zoneOf(site: string): string {
    return this.#parts.sites().find((one) => one.site === site)?.timeZone ?? 'UTC';
  }
}

/** A file that is damaged, or of a newer program, is set aside with its name and the day: today's readings go on. */
function openOrBeginAnew(options: HistoryParts): History {
  try {
    return new History(options);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'unwritable') throw error;
    const day = new Date(options.clock.wallMs()).toISOString().slice(0, 19).replaceAll(':', '');
    const aside = `history.${error.code}-${day}.db`;
    const names = historyFiles(join(options.dir, aside));
    for (const [at, file] of historyFiles(join(options.dir, 'history.db')).entries())
      if (existsSync(file)) renameSync(file, names[at] ?? '');
    options.log.error({ err: error, aside }, 'The history could not be opened: it was set aside, a new one is begun');
    options.onDamaged(`The history could not be opened. It is kept as ${aside}, and a new one was begun.`);
    return new History(options);
  }
}

/** A few thousand lines at a time. */
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

function seriesOf({ whole, ...rest }: BucketSeries): SeriesHistory {
  const { device, point, kind, unit, at, value, min, max, total, coverS, outOfRange } = rest;
  return {
    device,
    point,
    kind,
    unit,
    at: [...at],
    value: shown(value),
    min: shown(min),
    max: shown(max),
    total: shown(total),
    coverS: shown(coverS),
    outOfRange: [...outOfRange],
    ...(whole ? { whole: { ...whole, value: withoutNoise(whole.value), total: withoutNoise(whole.total) } } : {}),
  };
}

function shown(values: Float64Array): number[] {
  return Array.from(values, withoutNoise);
}
