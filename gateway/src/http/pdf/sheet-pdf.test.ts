import { describe, expect, it } from 'vitest';
import type { Sheet, SheetCell } from '../../domain/energy/sheet.ts';
import { widthOf } from './helvetica.ts';
import { PAGE, pdfOf } from './pdf-file.ts';
import { sheetPdf } from './sheet-pdf.ts';

interface Shown {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Every text of a file as a reader finds it: by the table of objects, never by searching. */
function shownOn(file: Buffer): Shown[] {
  const pages = [...objectOf(file, 2).matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
  return pages.flatMap((id, page) => {
    const contents = Number(/\/Contents (\d+) 0 R/.exec(objectOf(file, id))?.[1]);
    const content = streamOf(objectOf(file, contents));
    return [...content.matchAll(/BT \/F[12] (\d+) Tf ([\d.]+) ([\d.]+) Td <([0-9a-f]*)> Tj ET/g)].map(
      ([, size, x, y, hex]) => ({
        page,
        text: Buffer.from(hex ?? '', 'hex').toString('latin1'),
        x: Number(x),
        y: Number(y),
        size: Number(size),
      }),
    );
  });
}

function objectOf(file: Buffer, id: number): string {
  const text = file.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, offset] = /^(\d{10}) 00000 n $/.exec(text.slice(table).split('\n')[2 + id] ?? '') ?? [];
  const object = text.slice(Number(offset), text.indexOf('endobj', Number(offset)));
  expect(object.startsWith(`${id} 0 obj\n`)).toBe(true);
  return object;
}

function streamOf(object: string): string {
  const [, length, rest = ''] = /<< \/Length (\d+) >>\nstream\n([^]*)$/.exec(object) ?? [];
  const content = rest.slice(0, Number(length));
  expect(rest.slice(Number(length))).toBe('\nendstream\n');
  return content;
}

const texts = (sheet: Sheet) => shownOn(sheetPdf(sheet)).map(({ text }) => text);
const sheetWith = (rows: SheetCell[][], title: SheetCell = { text: 'Farm' }): Sheet => ({
  title,
  facts: [{ text: 'Energy: 5 kWh' }],
  tables: [{ title: 'Bill', columns: ['Charge', 'Amount'], rows }],
});

describe('a sheet on paper', () => {
  it('shows what is on it, from above to below', () => {
    const shown = shownOn(sheetPdf(sheetWith([[{ text: 'Energy' }, { text: '12.50', isNumber: true }]])));
    expect(shown.map(({ text }) => text)).toEqual([
      'Farm',
      'Energy: 5 kWh',
      'Bill',
      'Charge',
      'Amount',
      'Energy',
      '12.50',
      '1 / 1',
    ]);
    const heights = shown.map(({ y }) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  });

  it('puts numbers one below the other, to the right', () => {
    const numbers = ['9.00', '1234.50', '-7.25'].map((text) => [{ text: 'x' }, { text, isNumber: true as const }]);
    const ends = shownOn(sheetPdf(sheetWith(numbers)))
      .filter(({ text }) => /\.\d\d$/.test(text))
      .map(({ text, x, size }) => x + widthOf(Buffer.from(text), 'regular', size));
    expect(ends).toHaveLength(3);
    for (const end of ends) expect(end).toBeCloseTo(ends[0] ?? 0, 1);
  });

  it('shows what stands for a name it cannot show, and says so', () => {
    const sheet = sheetWith(
      [
        [
          { text: 'สมชาย', fallback: 'No. 7' },
          { text: '1', isNumber: true },
        ],
      ],
      {
        text: 'ไร่: 2026-11',
        fallback: 'Energy of 2026-11',
      },
    );
    const all = texts(sheet);
    expect(all).toContain('No. 7');
    expect(all[0]).toBe('Energy of 2026-11');
    expect(all.some((text) => text.startsWith('Some names are in a script'))).toBe(true);
    expect(texts(sheetWith([])).some((text) => text.startsWith('Some names'))).toBe(false);
  });

  it('has its name in any script for the reader’s window', () => {
    const file = sheetPdf(sheetWith([], { text: 'ไร่', fallback: 'Farm' }));
    expect(objectOf(file, 5)).toContain('/Title <feff0e440e230e48>');
  });

  it('shows question marks for what nothing stands for', () =>
    expect(texts(sheetWith([[{ text: 'ไร่ 5' }]]))).toContain('??? 5'));

  it('cuts what is too long, and stays on the page', () => {
    const shown = shownOn(sheetPdf(sheetWith([[{ text: 'W'.repeat(200) }, { text: '1.00', isNumber: true }]])));
    const long = shown.find(({ text }) => text.startsWith('WWW'));
    expect(long?.text.endsWith('\x85')).toBe(true);
    expect(long?.text.length).toBeGreaterThan(30);
    for (const { text, x, size } of shown)
      expect(x + widthOf(Buffer.from(text, 'latin1'), 'regular', size)).toBeLessThanOrEqual(PAGE.width - 39);
  });

  it('goes on over as many pages as it needs, with the names of the columns on each', () => {
    const rows = Array.from({ length: 150 }, (_, at) => [
      { text: `line ${at}` },
      { text: '1', isNumber: true as const },
    ]);
    const shown = shownOn(sheetPdf(sheetWith(rows)));
    expect(shown.filter(({ text }) => text.startsWith('line')).map(({ text }) => text)).toEqual(
      rows.map(([first]) => first?.text),
    );
    const pages = Math.max(...shown.map(({ page }) => page)) + 1;
    expect(pages).toBe(3);
    expect(shown.filter(({ text }) => text === 'Charge')).toHaveLength(pages);
    expect(shown.filter(({ text }) => text.endsWith(' / 3')).map(({ text }) => text)).toEqual([
      '1 / 3',
      '2 / 3',
      '3 / 3',
    ]);
    expect(Math.min(...shown.map(({ y }) => y))).toBeGreaterThanOrEqual(20);
    expect(shown.filter(({ text }) => text.startsWith('line')).every(({ y }) => y >= 26)).toBe(true);
  });

  it('escapes nothing, for all of its text is in hexadecimal', () =>
    expect(texts(sheetWith([[{ text: '(a) \\ >> endstream' }]]))).toContain('(a) \\ >> endstream'));
});

it('is a file of PDF 1.4 with a table of its objects', () => {
  const file = pdfOf(['', ''], 'x').toString('latin1');
  expect(file.startsWith('%PDF-1.4\n')).toBe(true);
  expect(file).toContain('/Kids [6 0 R 8 0 R] /Count 2');
  expect(file).toContain('<< /Size 10 /Root 1 0 R /Info 5 0 R >>');
});
