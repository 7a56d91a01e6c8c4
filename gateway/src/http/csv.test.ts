import { describe, expect, it } from 'vitest';
import { csvRow } from './csv.ts';

describe('a row of a table', () => {
  it.each([
    [['a', 'b'], 'a,b\n'],
    [['a,b', 'say "x"'], '"a,b","say ""x"""\n'],
    [['two\nlines'], '"two\nlines"\n'],
    [[1, -2, '-3.50', '+4'], "1,-2,-3.50,'+4\n"],
    [['=1+1', '@x', '-x', '\tx', '\rx'], `'=1+1,'@x,'-x,'\tx,"'\rx"\n`],
    [['-1+2', '-1-', '-.5', '1-2'], "'-1+2,'-1-,'-.5,1-2\n"],
    [['＝1', 'ระบบ', ''], "'＝1,ระบบ,\n"],
  ])('%j is %j', (cells, row) => expect(csvRow(cells)).toBe(row));
});
