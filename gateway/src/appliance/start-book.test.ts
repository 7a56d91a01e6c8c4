import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../domain/log.ts';
import { FakeClock } from '../testing/index.ts';
import { StartBook } from './start-book.ts';

let dir: string;
let clock: FakeClock;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fg-starts-'));
  clock = new FakeClock();
});
afterEach(() => rmSync(dir, { recursive: true }));

const file = () => join(dir, 'starts.json');
/** A start after the one before has ended in whatever way, without its timers. */
function start(normally = false) {
  const own = new FakeClock();
  own.advance(clock.monoMs());
  const book = new StartBook(dir, own, silentLog);
  return { book, safe: book.begin(normally) !== undefined, lives: (ms: number) => own.advance(ms) };
}
function crash(times: number): void {
  for (let at = 0; at < times; at += 1) {
    start().lives(59_999);
    clock.advance(60_000);
  }
}

describe('a start', () => {
  it('is in safe mode after three in ten minutes that did not live for one, and says since when and why', () => {
    crash(3);
    const { book, safe } = start();
    expect(safe).toBe(true);
    expect(book.safeMode).toMatchObject({ since: expect.any(Number), why: expect.stringMatching(/3 times in 10 min/) });
  });

  it('is a normal one after two', () => {
    crash(2);
    expect(start().safe).toBe(false);
  });

  it('is a normal one where one of them lived for a minute', () => {
    crash(2);
    start().lives(60_000);
    crash(2);
    expect(start().safe).toBe(false);
  });

  it('is a normal one where they are long ago', () => {
    crash(3);
    clock.advance(10 * 60_000);
    expect(start().safe).toBe(false);
  });

  it('does not count who was stopped, or who said why it cannot', () => {
    for (let at = 0; at < 5; at += 1) start().book.end();
    expect(start().safe).toBe(false);
  });

  it('counts on where somebody stopped one in between', () => {
    crash(2);
    start().book.end();
    crash(1);
    expect(start().safe).toBe(true);
  });

  it('stays in safe mode until somebody leaves it, however long it lives', () => {
    crash(3);
    const first = start();
    first.lives(3_600_000);
    clock.advance(3_600_000);
    const second = start();
    expect([first.safe, second.safe]).toEqual([true, true]);
    expect(second.book.leave()).toMatchObject({ since: first.book.safeMode?.since });
    expect(second.book.safeMode).toBeDefined();
    second.book.end();
    expect(start().safe).toBe(false);
  });

  it('is a normal one where the person who starts it says so', () => {
    crash(3);
    expect([start(true).safe, start().safe]).toEqual([false, false]);
  });

  it('is not kept by a file that is damaged or cannot be written', () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((starts) => `{"starts":${starts},"safeMode":${starts}}`),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        writeFileSync(file(), text);
        const { book } = start();
        expect(JSON.parse(readFileSync(file(), 'utf8')).starts).toHaveLength(1);
        book.end();
      }),
    );
    rmSync(file());
    mkdirSync(file());
    expect(start().safe).toBe(false);
    expect(existsSync(file())).toBe(true);
  });
});
