import type { ExportFormat, HistoryStep } from '../../contract/index.ts';
import { localIso } from '../../domain/history/local-iso.ts';
import { gridOf, valueOf } from './asking.ts';
import type { Ask, SeriesOf } from './asks.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import { ParquetExport } from './parquet.ts';
import type { HistoryReader } from './reader.ts';
import { withoutNoise } from '../../domain/history/digits.ts';
import { qualities } from './segment.ts';

/** A line, by the names of its columns. */
export type Row = Readonly<Record<string, string | number>>;

/** Writes rows in one format. */
export interface ExportWriter {
  rows(rows: readonly Row[]): string | Uint8Array;
  end?(): string | Uint8Array;
}

type ExportAsk = Extract<Ask, { kind: 'export' }>;

/** So many buckets are worked out at once: a year by the minute takes no more memory than a day. */
const BUCKETS_AT_ONCE_MS = 32 * 86_400_000;
const ROWS_AT_ONCE = 2_000;

const rawColumns = ['time', 'local', 'device', 'point', 'value', 'quality'];
const stepColumns = ['time', 'local', 'device', 'point', 'value', 'min', 'max', 'total', 'coverS', 'readings'];

/** An export, piece by piece: series after series, each in the order of time. */
export function* exportOf(reader: HistoryReader, catalogue: Catalogue, ask: ExportAsk): Generator<string | Uint8Array> {
  const columns = ask.step === 0 ? rawColumns : stepColumns;
  const write = writers[ask.format](columns);
  let rows: Row[] = [];
  for (const row of rowsOf(reader, catalogue, ask)) {
    rows.push(row);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield write.rows(rows);
    rows = [];
  }
  yield write.rows(rows);
  const end = write.end?.();
  if (end !== undefined) yield end;
}

/** How each format is written. */
const writers: Readonly<Record<ExportFormat, (columns: readonly string[]) => ExportWriter>> = {
  csv: (columns) => {
    let head = `${columns.join(',')}\r\n`;
    return {
      rows(rows) {
        // Ids and numbers only: nothing that a spreadsheet could take for a formula.
        const lines = rows.map((row) => `${columns.map((name) => row[name]).join(',')}\r\n`).join('');
        const text = head + lines;
        head = '';
        return text;
      },
    };
  },
  jsonl: () => ({ rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('') }),
  parquet: (columns) => new ParquetExport(columns),
};

function* rowsOf(reader: HistoryReader, catalogue: Catalogue, ask: ExportAsk): Generator<Row> {
  for (const name of ask.series) {
    const entry = catalogue.find(ask.site, name);
    if (!entry) continue;
    if (ask.step === 0) yield* rawRows(reader, name, entry, ask);
    else for (const span of spansOf(ask)) yield* stepRows(reader, name, entry, { ...ask, ...span }, ask.step);
  }
}

function* rawRows(reader: HistoryReader, name: SeriesOf, { series }: Entry, ask: ExportAsk): Generator<Row> {
  for (const { times, values, quality } of reader.readings(series, ask.from, ask.to))
    for (const [row, at] of times.entries())
      yield {
        ...timesOf(at, ask.timeZone),
        ...name,
        value: values[row] ?? 0,
        quality: qualities[quality?.[row] ?? 0] ?? 'good',
      };
}

function* stepRows(
  reader: HistoryReader,
  name: SeriesOf,
  { series, kind }: Entry,
  { from, to, timeZone }: ExportAsk,
  step: Exclude<HistoryStep, 0>,
): Generator<Row> {
  const grid = gridOf(from, to, step, timeZone);
  for (const [row, summary] of reader.summaries(series, grid).entries())
    if (summary)
      yield {
        ...timesOf(grid.bounds[row] ?? 0, timeZone),
        ...name,
        value: withoutNoise(valueOf(summary, kind)),
        min: summary.min,
        max: summary.max,
        total: withoutNoise(summary.total),
        coverS: summary.coverMs / 1000,
        readings: summary.n,
      };
}

/** The span in parts that begin and end where buckets do. */
function* spansOf({ from, to, step, timeZone }: ExportAsk): Generator<{ from: number; to: number }> {
  if (step === 0) return;
  for (let at = from; at < to;) {
    const bounds = gridOf(at, Math.min(to, at + BUCKETS_AT_ONCE_MS), step, timeZone).bounds;
    const end = bounds.at(-1) ?? to;
    yield { from: at, to: end };
    at = end;
  }
}

function timesOf(at: number, timeZone: string): { time: string; local: string } {
  return { time: new Date(at).toISOString(), local: localIso(at, timeZone) };
}
