import type { HistoryImported, PointDefinition, Quality } from '../../contract/index.ts';

/** What is wrong with a line of a table. */
export interface ImportFault {
  /** From 1, as editors count. */
  readonly line: number;
  readonly why: string;
}

/** Readings of one series, in the order in which they were told; a place in each list for each. */
export interface PastSeries {
  readonly device: string;
  readonly point: string;
  /** Wall ms, whole. */
  readonly at: number[];
  /** A flag is 1 or 0. */
  readonly value: number[];
  readonly quality: Quality[];
}

/** The farm that a table is about. */
export interface ImportFarm {
  readonly hasDevice: (device: string) => boolean;
  readonly pointOf: (device: string, point: string) => PointDefinition | undefined;
  /** Wall ms: nothing was read later. */
  readonly now: number;
}

type Name = Pick<PastSeries, 'device' | 'point'>;

/** More are counted, not kept. */
const FAULTS_TOLD = 20;
/** No gateway is older; what is told of an earlier time is in seconds, or a mistake. */
const FIRST_AT = Date.UTC(2000, 0, 1);
const CLOCK_MS = 3_600_000;
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const MILLISECONDS = /^\d{12,13}$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const qualities: readonly string[] = ['good', 'out-of-range', 'stale'] satisfies readonly Quality[];

/**
 * Takes in a table line by line: either a reading a line, with the columns time, device, point and value as an export has them (quality
 * too where it is there), or a moment a line, with time and a column for each series, such as `pump-1/power`.
 */
export class ImportDraft {
  readonly #farm: ImportFarm;
  readonly #series = new Map<string, PastSeries>();
  readonly #faults: ImportFault[] = [];
  #faultCount = 0;
  #isDecimalComma = false;
  #read: ((cells: readonly string[], line: number, at: number) => void) | undefined;
  #timeAt = 0;

  constructor(farm: ImportFarm) {
    this.#farm = farm;
  }

  get faults(): readonly ImportFault[] {
    return this.#faults;
  }

  get faultCount(): number {
    return this.#faultCount;
  }

  /** Only those that have readings. */
  get series(): readonly PastSeries[] {
    return [...this.#series.values()].filter(({ at }) => at.length > 0);
  }

  /** The first line. `isDecimalComma`: numbers are written as 4,8. Answers whether lines can be read by it. */
  head(names: readonly string[], { isDecimalComma }: { readonly isDecimalComma: boolean }): boolean {
    this.#isDecimalComma = isDecimalComma;
    const columns = names.map((name) => name.trim());
    const place = (name: string) => columns.findIndex((column) => column.toLowerCase() === name);
    this.#timeAt = place('time');
    const wide = columns.flatMap((name, at) => (name.includes('/') ? [{ name, at }] : []));
    const long = { device: place('device'), point: place('point'), value: place('value'), quality: place('quality') };
    if (this.#timeAt < 0 || (wide.length === 0 && Math.min(long.device, long.point, long.value) < 0)) {
      this.#fault(
        1,
        'the first line has to name the columns: time, device, point and value; or time and one for each series, such as pump-1/power',
      );
      return false;
    }
    this.#read = wide.length > 0 ? this.#wideReader(wide) : this.#longReader(long);
    return this.#faultCount === 0;
  }

  /** From this line on nothing can be read. */
  broken(line: number): void {
    this.#fault(line, 'a quotation mark begins a cell and none ends it, or one stands in its middle');
  }

  row(cells: readonly string[], line: number): void {
    const at = timeOf((cells[this.#timeAt] ?? '').trim());
    if (at === undefined)
      return this.#fault(line, `${shown(cells[this.#timeAt])} is no time such as 2026-01-01T06:00:00Z`);
    if (at < FIRST_AT || at > this.#farm.now + CLOCK_MS)
      return this.#fault(line, `${shown(cells[this.#timeAt])} is before the year 2000 or still to come`);
    this.#read?.(cells, line, at);
  }

  #wideReader(columns: readonly { readonly name: string; readonly at: number }[]) {
    const wanted = columns.map(({ name, at }) => ({ at, series: this.#seriesNamed(nameOf(name), 1) }));
    return (cells: readonly string[], line: number, at: number) => {
      for (const { at: place, series } of wanted) {
        const text = (cells[place] ?? '').trim();
        if (series && text !== '') this.#note(series, { at, text, line });
      }
    };
  }

  #longReader(places: { readonly device: number; readonly point: number; readonly value: number; quality: number }) {
    return (cells: readonly string[], line: number, at: number) => {
      const cell = (place: number) => (cells[place] ?? '').trim();
      const series = this.#seriesNamed({ device: cell(places.device), point: cell(places.point) }, line);
      const quality = cell(places.quality) || 'good';
      if (!qualities.includes(quality))
        return this.#fault(line, `${shown(quality)} is no quality: ${qualities.join(', ')}`);
      if (series) this.#note(series, { at, text: cell(places.value), line, quality: quality as Quality });
    };
  }

  #note(
    series: PastSeries,
    { at, text, line, quality = 'good' }: { at: number; text: string; line: number; quality?: Quality },
  ): void {
    const definition = this.#farm.pointOf(series.device, series.point);
    const isFlag = definition?.kind === 'flag' || definition?.kind === 'switch';
    const value = isFlag ? flagOf(text) : numberOf(this.#isDecimalComma ? text.replace(',', '.') : text);
    if (value === undefined)
      return this.#fault(line, `${shown(text)} is ${isFlag ? 'neither true nor false' : 'no number'}`);
    const isOutside = !isFlag && (value < (definition?.min ?? -Infinity) || value > (definition?.max ?? Infinity));
    series.at.push(at);
    series.value.push(value);
    series.quality.push(quality === 'good' && isOutside ? 'out-of-range' : quality);
  }

  /** Undefined where the farm has no such series. */
  #seriesNamed({ device, point }: Name, line: number): PastSeries | undefined {
    const name = `${device}/${point}`;
    const known = this.#series.get(name);
    if (known) return known;
    if (!this.#farm.hasDevice(device)) return this.#fault(line, `there is no device ${shown(device)} here`);
    if (!this.#farm.pointOf(device, point)) return this.#fault(line, `${device} has no point ${shown(point)}`);
    const series: PastSeries = { device, point, at: [], value: [], quality: [] };
    this.#series.set(name, series);
    return series;
  }

  #fault(line: number, why: string): undefined {
    this.#faultCount++;
    if (this.#faults.length < FAULTS_TOLD) this.#faults.push({ line, why });
  }
}

/** What a table holds, for who wants to take it in. */
export function importReport({ series, faults, faultCount }: ImportDraft, taken: boolean): HistoryImported {
  return {
    readings: series.reduce((sum, { at }) => sum + at.length, 0),
    series: series.map(({ device, point, at }) => ({
      device,
      point,
      readings: at.length,
      firstAt: at.reduce((a, b) => Math.min(a, b), Infinity),
      lastAt: at.reduce((a, b) => Math.max(a, b), -Infinity),
    })),
    faults: [...faults],
    faultCount,
    taken,
  };
}

function nameOf(text: string): Name {
  const [device = '', point = ''] = text.split('/');
  return { device, point };
}

/** ISO 8601 with its offset, or milliseconds since 1970; anything else could be meant in two ways. */
function timeOf(text: string): number | undefined {
  if (MILLISECONDS.test(text)) return Number(text);
  const at = ISO.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.round(at);
}

function numberOf(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function flagOf(text: string): number | undefined {
  if (text === '1' || text.toLowerCase() === 'true') return 1;
  return text === '0' || text.toLowerCase() === 'false' ? 0 : undefined;
}

/** So much of it as fits into a sentence. */
function shown(text = ''): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}
