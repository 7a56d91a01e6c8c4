import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { ImportDraft, type ImportFarm } from '../../domain/history/import-draft.ts';

/** After so many lines others get their turn. */
const LINES_AT_ONCE = 500;

/**
 * Reads a table of readings, piece by piece; see `ImportDraft` for its columns. Between them are commas, semicolons (4,8 is a number
 * then) or tabs, whichever the first line has.
 */
export async function readImport(pieces: AsyncIterable<string>, farm: ImportFarm): Promise<ImportDraft> {
  const draft = new ImportDraft(farm);
  const reader = pieces[Symbol.asyncIterator]();
  const first = await reader.next();
  const delimiter = delimiterOf(first.done ? '' : first.value);
  const rest = async function* () {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => reader };
  };
  const parser = Readable.from(rest()).pipe(
    parse({ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  let count = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Line>) {
      if (count++ === 0) {
        if (!draft.head(record, { isDecimalComma: delimiter === ';' })) break;
      } else draft.row(record, info.lines);
      if (count % LINES_AT_ONCE === 0) await turn();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    draft.broken(Number(error['lines']) || 1);
  }
  if (count === 0) draft.head([], { isDecimalComma: false });
  return draft;
}

interface Line {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function delimiterOf(text: string): ',' | ';' | '\t' {
  const [line = ''] = text.split('\n', 1);
  if (line.includes('\t')) return '\t';
  return line.includes(';') ? ';' : ',';
}
