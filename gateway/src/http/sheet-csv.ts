import type { Sheet } from '../domain/energy/sheet.ts';
import { csvRow } from './csv.ts';

/** A sheet as one table: facts first, then each of its tables below its title, with an empty line between. Names are whole. */
export function sheetCsv({ title, facts, tables }: Sheet): string {
  const head = [[title.text], ...facts.map(({ text }) => [text])];
  const body = tables.flatMap(({ title: name, columns, rows }) => [
    [''],
    [name],
    columns,
    ...rows.map((row) => row.map(({ text }) => text)),
  ]);
  return [...head, ...body].map(csvRow).join('');
}
