import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Timeline } from './timeline.ts';
import { TruthBook } from './truth-book.ts';
import { openTruthFile } from './truth-file.ts';

describe('a timeline', () => {
  const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { maxLength: 40 });
  const moment = fc.integer({ min: 0, max: 400 });

  test('tells what was on and for how long, as counting each millisecond does', () => {
    fc.assert(
      fc.property(story, moment, moment, (steps, one, other) => {
        const line = new Timeline();
        const each = Array.from({ length: 900 }, () => false);
        let at = 0;
        for (const [wait, isOn] of steps) {
          at += wait;
          line.set(at, isOn);
          each.fill(isOn, at);
        }
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(line.wasOn(from)).toBe(each[from]);
        expect(line.onMs(from, to)).toBe(each.slice(from, to).filter(Boolean).length);
      }),
    );
  });

  test('forgets the oldest and is still right about the rest', () => {
    const line = new Timeline(false, 100);
    for (let at = 0; at < 1_000; at++) line.set(at, at % 2 === 0);
    expect(line.onMs(980, 1_000)).toBe(10);
    expect(line.wasOn(998)).toBe(true);
  });
});

describe('the truth', () => {
  test('answers what was on, what turned, what was pumped and used, and when', () => {
    const book = new TruthBook();
    const contact = { node: 0xfe, what: 'contact', socket: 'a', cause: 'command' } as const;
    book.note({ ...contact, at: 1_000, closed: true });
    book.note({ at: 1_000, what: 'motor', device: 'pump-1', turning: true, why: 'command' });
    book.note({ at: 11_000, what: 'water', device: 'pump-1', since: 1_000, litres: 12 });
    book.note({ at: 11_000, what: 'energy', device: 'pump-1', since: 1_000, wattHours: 5 });
    book.note({ ...contact, at: 4_000, closed: false });
    book.note({ at: 11_000, what: 'motor', device: 'pump-1', turning: false, why: 'lease' });
    expect([book.wasOn(0xfe, 'a', 999), book.wasOn(0xfe, 'a', 1_000), book.wasOn(0xfe, 'b', 1_000)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(book.onSeconds(0xfe, 'a', 0, 20_000)).toBe(3);
    expect([book.motorsTurning(5_000), book.motorsTurning(11_000)]).toEqual([['pump-1'], []]);
    expect(book.turnedSeconds('pump-1', 0, 6_000)).toBe(5);
    expect(book.pumped(0, 20_000)).toBe(12);
    expect(book.pumped(1_000, 6_000)).toBe(6);
    expect(book.used(0, 20_000)).toBe(5);
    expect(book.all('motor').map(({ why }) => why)).toEqual(['command', 'lease']);
  });

  test('is bounded in memory, and tells all of it to who listens', () => {
    let told = 0;
    const book = new TruthBook(() => told++);
    for (let at = 0; at < 150_000; at++) book.note({ at, node: 1, what: 'received', frame: '' });
    expect(book.log.length).toBeLessThanOrEqual(100_000);
    expect(book.log.at(-1)?.at).toBe(149_999);
    expect(told).toBe(150_000);
  });

  test('goes into a file, one object a line', () => {
    const dir = mkdtempSync(join(tmpdir(), 'farmgate-truth-'));
    const file = openTruthFile(join(dir, 'truth.jsonl'));
    const book = new TruthBook(file.note);
    book.note({ at: 5, what: 'burnt', device: 'pump-1' });
    book.note({ at: 6, what: 'grid', isOn: false, volts: [0, 0, 0] });
    const lines = readFileSync(join(dir, 'truth.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(book.log);
    file.close();
    rmSync(dir, { recursive: true });
  });
});
