import { stringify } from 'csv-stringify/sync';

const plainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * One row of a table (RFC 4180) with its line end. What begins like a formula is made harmless by an apostrophe, for a table program
 * would run it; a plain number is not one, also below zero, and stays a number.
 */
export function csvRow(cells: readonly (string | number)[]): string {
  return stringify([cells.map(String)], {
    cast: { string: (text) => ({ value: text, escape_formulas: !plainNumber.test(text) }) },
  });
}
