import type { Sheet, SheetCell, SheetTable } from '../../domain/energy/sheet.ts';
import { widthOf, type Weight } from './helvetica.ts';
import { PAGE, pdfOf } from './pdf-file.ts';
import { winAnsiOf } from './win-ansi.ts';

const MARGIN = 40;
const GAP = 8;
const ELLIPSIS = 0x85;
const UNSHOWN =
  'Some names are in a script that this page cannot show and have a number instead. The table (CSV) has them whole.';

/**
 * A sheet on pages of A4. A name in a script that the fonts of PDF readers do not have is replaced by what stands for it, and the page says
 * so; what has nothing to stand for it shows question marks.
 */
export function sheetPdf(sheet: Sheet): Buffer {
  const page = new Pages();
  page.text(shown(sheet.title), { x: MARGIN, size: 16, weight: 'bold' });
  page.down(24);
  for (const fact of [...sheet.facts, ...(isShowable(sheet) ? [] : [{ text: UNSHOWN }])]) {
    page.text(fitted(shown(fact), 'regular', 9, PAGE.width - 2 * MARGIN), { x: MARGIN, size: 9, weight: 'regular' });
    page.down(13);
  }
  for (const table of sheet.tables) drawTable(page, table);
  return pdfOf(page.finish(), sheet.title.text);
}

function drawTable(page: Pages, table: SheetTable): void {
  page.down(14);
  page.keep(48);
  page.text(shown({ text: table.title }), { x: MARGIN, size: 12, weight: 'bold' });
  page.down(17);
  const columns = columnsOf(table);
  const head = table.columns.map((text) => ({ text }));
  drawRow(page, head, columns, 'bold');
  const last = columns.at(-1);
  page.line(last ? last.x + last.width : MARGIN);
  for (const row of table.rows) {
    // On each page the columns have their names.
    if (page.keep(14)) drawRow(page, head, columns, 'bold');
    drawRow(page, row, columns, 'regular');
  }
}

interface Column {
  readonly x: number;
  readonly width: number;
  readonly isNumber: boolean;
}

const SIZE = 9;

/** As wide as what is in them; where that is too much the first column of text gives way. */
function columnsOf({ columns, rows }: SheetTable): Column[] {
  const natural = columns.map((name, at) =>
    Math.max(
      ...[{ text: name }, ...rows.map((row) => row[at] ?? { text: '' })].map((cell) =>
        widthOf(shown(cell), 'bold', SIZE),
      ),
    ),
  );
  const room = PAGE.width - 2 * MARGIN - GAP * (columns.length - 1);
  const over = Math.max(0, natural.reduce((sum, width) => sum + width, 0) - room);
  const isNumber = columns.map((_, at) => rows.some((row) => row[at]?.isNumber));
  const giving = Math.max(0, isNumber.indexOf(false));
  let x = MARGIN;
  return natural.map((wanted, at) => {
    const width = at === giving ? Math.max(60, wanted - over) : wanted;
    const column = { x, width, isNumber: isNumber[at] ?? false };
    x += width + GAP;
    return column;
  });
}

function drawRow(page: Pages, cells: readonly SheetCell[], columns: readonly Column[], weight: Weight): void {
  for (const [at, { x, width, isNumber }] of columns.entries()) {
    const bytes = fitted(shown(cells[at] ?? { text: '' }), weight, SIZE, width);
    const right = isNumber ? width - widthOf(bytes, weight, SIZE) : 0;
    page.text(bytes, { x: x + right, size: SIZE, weight });
  }
  page.down(14);
}

/** Cut with dots where it is too wide. */
function fitted(bytes: Buffer, weight: Weight, size: number, width: number): Buffer {
  // Widths are kept to a hundredth: what fits exactly fits.
  if (widthOf(bytes, weight, size) <= width + 0.01) return bytes;
  let length = bytes.length - 1;
  const cut = () => Buffer.concat([bytes.subarray(0, length), Buffer.of(ELLIPSIS)]);
  while (length > 0 && widthOf(cut(), weight, size) > width) length -= 1;
  return cut();
}

function shown({ text, fallback }: SheetCell): Buffer {
  const other = fallback ?? Array.from(text, (letter) => (winAnsiOf(letter) ? letter : '?')).join('');
  return winAnsiOf(text) ?? winAnsiOf(other) ?? Buffer.from('?');
}

function isShowable({ title, facts, tables }: Sheet): boolean {
  const cells = [title, ...facts, ...tables.flatMap(({ rows }) => rows.flat())];
  return cells.every(({ text }) => winAnsiOf(text) !== undefined);
}

/** Where text is put, from above to below, page after page. */
class Pages {
  readonly #done: string[] = [];
  #operators: string[] = [];
  #y = PAGE.height - MARGIN - 16;

  text(bytes: Buffer, { x, size, weight }: { x: number; size: number; weight: Weight }): void {
    const font = weight === 'bold' ? 'F2' : 'F1';
    const place = `${x.toFixed(2)} ${this.#y.toFixed(2)}`;
    if (bytes.length > 0) this.#operators.push(`BT /${font} ${size} Tf ${place} Td <${bytes.toString('hex')}> Tj ET`);
  }

  /** A thin line above what comes, from the margin on. */
  line(to: number): void {
    const y = (this.#y + 10).toFixed(2);
    this.#operators.push(`0.5 w ${MARGIN} ${y} m ${to.toFixed(2)} ${y} l S`);
  }

  down(points: number): void {
    this.#y -= points;
  }

  /** Begins a new page where less than this is left; answers whether it did. */
  keep(points: number): boolean {
    if (this.#y - points >= MARGIN - 14) return false;
    this.#turn();
    return true;
  }

  finish(): string[] {
    this.#turn();
    const count = this.#done.length;
    const foot = (at: number) => Buffer.from(`${at + 1} / ${count}`).toString('hex');
    return this.#done.map((page, at) => `${page}\nBT /F1 8 Tf ${PAGE.width - MARGIN - 24} 22 Td <${foot(at)}> Tj ET`);
  }

  #turn(): void {
    this.#done.push(this.#operators.join('\n'));
    this.#operators = [];
    this.#y = PAGE.height - MARGIN - 16;
  }
}
