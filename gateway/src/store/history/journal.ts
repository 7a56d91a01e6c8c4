import type { Clock, ReadingEvent } from '../../contract/index.ts';
import type { Meaning } from '../../domain/history/meaning.ts';
import { encodeBatch } from './batch.ts';
import { JournalLog } from './journal-log.ts';
import { pack } from './packing.ts';
import { qualities, SampleList, segmentOfList, type Segment } from './segment.ts';
import type { DeviceRow, HistoryTables, MetricRow, SeriesRow } from './tables.ts';

export interface JournalParts {
  readonly tables: HistoryTables;
  readonly clock: Clock;
  readonly isTrusted: () => boolean;
  /** What a point of a device means; undefined where it is none that is kept. */
  readonly meaningOf: (reading: ReadingEvent) => Meaning | undefined;
}

/** Written once a minute only; quicker than small. */
const LEVEL = 1;

/** What was read since the last commit, and how it gets to the disk: one row for all devices, however many they are. */
export class Journal {
  readonly #parts: JournalParts;
  readonly #log: JournalLog;
  readonly #devices = new Map<string, Map<string, number>>();
  /** Of each device by its number: its points' metrics. */
  readonly #metrics = new Map<number, Map<string, MetricRow | undefined>>();
  readonly #knownMetrics = new Map<string, MetricRow>();
  #newDevices: DeviceRow[] = [];
  #newMetrics: MetricRow[] = [];
  /** Since when each is known. */
  readonly #knownSeries = new Map<string, number>();
  #newSeries: SeriesRow[] = [];
  #nextDevice = 1;
  #nextMetric = 1;
  #pending = new Map<number, SampleList>();
  #count = 0;
  /** What waited when it was looked at last: many pages ask for the same. */
  #peeked: { readonly count: number; readonly bytes: Uint8Array } | undefined;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#log = new JournalLog(parts.tables.file, parts.tables.journalState());
    for (const { id, site, device } of parts.tables.devices()) this.#nameDevice(id, site, device);
    for (const row of parts.tables.metrics()) this.#nameMetric(row);
    for (const { device, metric, firstAt } of parts.tables.series())
      this.#knownSeries.set(`${device} ${metric}`, firstAt);
  }

  /** How many readings wait to be written. */
  get pending(): number {
    return this.#count;
  }

  /** Whether what waits has anything that the tables have no number for yet. */
  get hasNew(): boolean {
    return this.#newSeries.length > 0;
  }

  /** The row that was written last. */
  get lastRow(): number {
    return this.#log.last;
  }

  note(reading: ReadingEvent): void {
    const { site, device, value, at, quality } = reading;
    if (typeof value === 'string') return;
    const id = this.#devices.get(site)?.get(device) ?? this.#addDevice(site, device);
    const metric = this.#metricOf(id, reading);
    if (!metric) return;
    let samples = this.#pending.get(id);
    if (!samples) this.#pending.set(id, (samples = new SampleList()));
    samples.push(metric.id, Math.round(at), Number(value), quality === 'good' ? 0 : qualities.indexOf(quality));
    this.#count++;
  }

  /** The numbers of a device and its points, given now if it has none; undefined for a point that is not kept. */
  numbersOf(site: string, device: string, points: readonly string[], firstAt: number) {
    const id = this.#devices.get(site)?.get(device) ?? this.#addDevice(site, device);
    const reading = { site, device, value: 0, at: firstAt, quality: 'good' } as const;
    const metrics = points.map((point) => this.#metricOf(id, { ...reading, point })?.id);
    for (const metric of metrics)
      if (metric !== undefined) this.#noteSeries({ device: id, metric, firstAt: Math.round(firstAt) });
    return { device: id, metrics };
  }

  /** What waits, as a batch; undefined where nothing does. */
  peek(): Uint8Array | undefined {
    if (this.#count === 0) return undefined;
    if (this.#peeked?.count !== this.#count)
      this.#peeked = { count: this.#count, bytes: encodeBatch(this.#segments()) };
    return this.#peeked.bytes;
  }

  /** Writes what waits. It goes on waiting where the disk does not take it. */
  commit(): void {
    if (this.hasNew) this.#commitNew();
    if (this.#count === 0) return;
    const { clock, isTrusted } = this.#parts;
    const body = pack(encodeBatch(this.#segments()), LEVEL);
    this.#log.append({ boot: clock.boot, shiftMs: clock.wallMs() - clock.monoMs(), trusted: isTrusted(), body });
    this.#forget();
  }

  /** How many rows are to be sealed, up to and with which; what is committed from now on is none of them. */
  turn(): { readonly rows: number; readonly through: number } {
    const { sealed } = this.#parts.tables.journalState();
    this.#log.turn(sealed);
    return { rows: this.#log.last - sealed, through: this.#log.last };
  }

  close(): void {
    this.#log.close();
  }

  /** Lets what waits go: there is no room for it, neither on the disk nor in memory. Answers how many readings that were. */
  drop(): number {
    const count = this.#count;
    this.#forget();
    return count;
  }

  /** What it reads from now on is of a new device. */
  forgetDevice(site: string, device: string): void {
    this.#devices.get(site)?.delete(device);
  }

  /** The numbers are in the tables before anything that is told by them is written. */
  #commitNew(): void {
    const { tables } = this.#parts;
    tables.transaction(() => {
      for (const device of this.#newDevices) tables.addDevice(device);
      for (const metric of this.#newMetrics) tables.addMetric(metric);
      for (const series of this.#newSeries) tables.addSeries(series);
    });
    this.#newDevices = [];
    this.#newMetrics = [];
    this.#newSeries = [];
  }

  #forget(): void {
    this.#pending = new Map();
    this.#count = 0;
    this.#peeked = undefined;
  }

  #segments(): Map<number, Segment> {
    return new Map([...this.#pending].map(([device, samples]) => [device, segmentOfList(samples)]));
  }

  #metricOf(device: number, reading: ReadingEvent): MetricRow | undefined {
    const own = this.#metrics.get(device);
    if (own?.has(reading.point)) return own.get(reading.point);
    const meaning = this.#parts.meaningOf(reading);
    const metric = meaning && this.#metricNamed(reading.point, meaning);
    own?.set(reading.point, metric);
    if (metric) this.#noteSeries({ device, metric: metric.id, firstAt: Math.round(reading.at) });
    return metric;
  }

  #metricNamed(point: string, { rule, unit }: Meaning): MetricRow {
    const row = { id: this.#nextMetric, point, rule, unit };
    const known = this.#knownMetrics.get(nameOf(row));
    if (known) return known;
    this.#newMetrics.push(row);
    this.#nameMetric(row);
    return row;
  }

  #noteSeries(series: SeriesRow): void {
    const name = `${series.device} ${series.metric}`;
    if ((this.#knownSeries.get(name) ?? Infinity) <= series.firstAt) return;
    this.#knownSeries.set(name, series.firstAt);
    this.#newSeries.push(series);
  }

  #addDevice(site: string, device: string): number {
    const id = this.#nextDevice;
    this.#newDevices.push({ id, site, device });
    this.#nameDevice(id, site, device);
    return id;
  }

  #nameDevice(id: number, site: string, device: string): void {
    const own = this.#devices.get(site);
    if (own) own.set(device, id);
    else this.#devices.set(site, new Map([[device, id]]));
    this.#metrics.set(id, new Map());
    this.#nextDevice = Math.max(this.#nextDevice, id + 1);
  }

  #nameMetric(row: MetricRow): void {
    this.#knownMetrics.set(nameOf(row), row);
    this.#nextMetric = Math.max(this.#nextMetric, row.id + 1);
  }
}

function nameOf({ point, rule, unit }: MetricRow): string {
  return `${point} ${rule.kind} ${rule.kind === 'counter' ? (rule.wrapsAt ?? 0) : 0} ${unit}`;
}
