import { expect, it } from 'vitest';
import { sheetCsv } from './sheet-csv.ts';

it('writes a sheet as one table, names whole and formulas harmless', () =>
  expect(
    sheetCsv({
      title: { text: 'ไร่: 2026-11', fallback: 'Energy' },
      facts: [{ text: 'Energy: 5 kWh' }],
      tables: [
        {
          title: 'Bill',
          columns: ['Charge', 'Amount'],
          rows: [
            [
              { text: '=HYPERLINK("x")', fallback: 'energy 1' },
              { text: '-2.50', isNumber: true },
            ],
            [
              { text: 'สมชาย', fallback: 'No. 7' },
              { text: '1', isNumber: true },
            ],
          ],
        },
        { title: 'Days', columns: ['Day'], rows: [] },
      ],
    }),
  ).toBe(
    [
      'ไร่: 2026-11',
      'Energy: 5 kWh',
      '',
      'Bill',
      'Charge,Amount',
      `"'=HYPERLINK(""x"")",-2.50`,
      'สมชาย,1',
      '',
      'Days',
      'Day',
      '',
    ].join('\n'),
  ));
