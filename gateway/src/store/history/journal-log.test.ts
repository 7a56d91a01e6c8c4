import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quickDir } from '../../testing/quick-dir.ts';
import { JournalLog, logFiles, readJournal } from './journal-log.ts';
import { pack, unpack } from './packing.ts';

const HISTORY = 77;
let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(quickDir(), 'farmgate-log-'));
  file = join(dir, 'history.db');
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

function openLog(sealed = 0, history = HISTORY): JournalLog {
  return new JournalLog(file, { history, sealed });
}

function rowOf(text: string) {
  return { boot: 'one', shiftMs: 12.5, trusted: true, body: pack(Buffer.from(text)) };
}

/** What the rows after this one say; undefined for a damaged one. */
function said(after = 0, history = HISTORY): (string | undefined)[] {
  return readJournal(file, { history, after }).map(({ body }) => {
    try {
      return Buffer.from(unpack(body)).toString();
    } catch {
      return undefined;
    }
  });
}

describe('the log of the journal', () => {
  it('gives back what was appended, as it was', () => {
    const log = openLog();
    log.append(rowOf('first'));
    log.append({ ...rowOf('second'), boot: 'zwei', shiftMs: -0.25, trusted: false });
    log.close();
    expect(readJournal(file, { history: HISTORY, after: 1 })).toEqual([
      { id: 2, boot: 'zwei', shiftMs: -0.25, trusted: false, body: expect.anything() },
    ]);
    expect(said()).toEqual(['first', 'second']);
  });

  it('has every row that is not sealed and none that is, however often it is turned, sealed and opened anew', () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('append' as const), size: fc.nat(30_000) }) },
      fc.record({ kind: fc.constantFrom('turn' as const, 'seal' as const, 'reopen' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        for (const name of logFiles(file)) rmSync(name, { force: true });
        let log = openLog();
        let sealed = 0;
        let turned = 0;
        const rows: string[] = [];
        for (const one of steps) {
          if (one.kind === 'append') {
            rows.push(`${rows.length} ${'x'.repeat(one.size % 7)}${randomText(one.size)}`);
            log.append(rowOf(rows.at(-1) ?? ''));
          } else if (one.kind === 'turn') {
            log.turn(sealed);
            turned = log.last;
          } else if (one.kind === 'seal') sealed = turned;
          else {
            log.close();
            log = openLog(sealed);
          }
          expect(log.last).toBe(rows.length);
        }
        log.close();
        expect(said(sealed)).toEqual(rows.slice(sealed));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what was written before, wherever the last row was torn, and goes on in its place', () => {
    const log = openLog();
    for (const text of ['first', 'second', 'third']) log.append(rowOf(text));
    log.close();
    const [name] = logFiles(file);
    const whole = readFileSync(name);
    const third = whole.lastIndexOf('FGJ1');
    const end = whole.indexOf(Buffer.alloc(32), third);
    for (const rest of [0x00, 0xff, 0x46])
      for (let torn = third; torn < end; torn++) {
        writeFileSync(name, Buffer.concat([whole.subarray(0, torn), Buffer.alloc(whole.length - torn, rest)]));
        if (whole.subarray(torn, end).every((byte) => byte === rest)) continue;
        const again = openLog();
        expect(said()).toEqual(['first', 'second']);
        again.append(rowOf('fourth'));
        again.close();
        expect(said()).toEqual(['first', 'second', 'fourth']);
      }
  });

  it('tells of a row that was damaged in the middle, whichever byte of it, and has the others', () => {
    const log = openLog();
    for (const text of ['first', 'second', 'third']) log.append(rowOf(text));
    log.close();
    const [name] = logFiles(file);
    const whole = readFileSync(name);
    const second = whole.indexOf('FGJ1', 4);
    for (let at = second; at < whole.indexOf('FGJ1', second + 4); at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      writeFileSync(name, bytes);
      expect(said()).toEqual(['first', undefined, 'third']);
      expect(said(2)).toEqual(['third']);
    }
  });

  it('takes no rows of another history for its own, and begins anew over them', () => {
    const other = openLog(0, 5);
    for (const text of ['first', 'second']) other.append(rowOf(text));
    other.close();
    const log = openLog();
    expect(said()).toEqual([]);
    log.append(rowOf('mine'));
    log.close();
    expect(said()).toEqual(['mine']);
  });

  it('writes a row again where the disk did not take it', () => {
    const [name] = logFiles(file);
    symlinkSync('/dev/full', name);
    const log = openLog();
    expect(() => log.append(rowOf('first'))).toThrow(/ENOSPC/);
    unlinkSync(name);
    log.append(rowOf('first'));
    log.close();
    expect(said()).toEqual(['first']);
  });
});

/** Of this many letters, which cannot be packed well. */
function randomText(length: number): string {
  let state = length;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + ((state >>> 24) % 26));
  }).join('');
}
