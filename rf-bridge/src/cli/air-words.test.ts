import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deframer, encodeFrame, fromHex, reportFrame, requestFrame, toHex } from '../codec/index.ts';
import type { TapLine } from '../control/index.ts';
import { AirWords } from './air-words.ts';

type Way = 'sent' | 'heard' | 'foreign';

/** What a tap says when these bytes pass at this moment. */
function lines(at: number, way: Way, hex: string): TapLine[] {
  const bytes = toHex(fromHex(hex));
  const side = way === 'sent' ? 'sent' : 'heard';
  const frames: TapLine[] = [];
  new Deframer((frame) => frames.push({ kind: 'frame', at, way, bytes: toHex(encodeFrame(frame)) })).push(fromHex(hex));
  return [{ kind: 'bytes', at, way: side, bytes }, ...frames];
}

function wordsOf(all: readonly TapLine[]): string[] {
  const words = new AirWords();
  const end: TapLine = { kind: 'end', at: (all.at(-1)?.at ?? 0) + 1 };
  return [...all, end].flatMap((line) => words.take(line)).map(({ mark, words: what }) => `${mark} ${what}`);
}

const readFe = 'AA FE 02 04 00 00 F8 BB';
const reportA = 'AA 02 01 05 12 CC D8 BB';

describe('the words of the air', () => {
  test.each<[Way, string, string]>([
    ['sent', 'AA FE 02 02 00 01 FF BB', '-> 02 -> FE  RELAY_ON A'],
    ['heard', 'AA 02 FE 06 01 02 F9 BB', '<- FE -> 02  ACK RELAY_ON A'],
    ['sent', 'AA FE 02 03 00 02 FD BB', '-> 02 -> FE  RELAY_OFF B'],
    ['sent', readFe, '-> 02 -> FE  READ_CURRENT'],
    ['sent', 'AA FE 02 01 00 00 FD BB', '-> 02 -> FE  PING'],
    ['sent', 'AA FE 02 07 0C A1 56 BB', '-> 02 -> FE  SET_THRESHOLD 3233 mA'],
    ['sent', 'AA 01 01 09 00 02 0B BB', '-> 01 -> 01  SET_ID_MASTER 02'],
    ['sent', 'AA 01 02 08 00 10 1B BB', '-> 02 -> 01  SET_DEVICE_ID 10'],
    ['foreign', 'AA 10 05 0C 00 00 19 BB', '?? 05 -> 10  command 0C, data 00 00'],
    ['foreign', reportA, '?? ?? -> 02  socket A: 4812 mA'],
  ])('%s %s: %s', (way, hex, words) => {
    expect(wordsOf(lines(0, way, hex))).toEqual([words]);
  });

  test('a report is of the node that was asked', () => {
    const tripped = toHex(encodeFrame(reportFrame(2, 'b', 'tripped')));
    const all = [...lines(0, 'sent', readFe), ...lines(150, 'heard', reportA), ...lines(200, 'heard', tripped)];
    expect(wordsOf(all).slice(1)).toEqual(['<- FE -> 02  socket A: 4812 mA', '<- FE -> 02  socket B: tripped']);
  });

  test('what is before and after a frame is told apart: text in quotes, broken bytes in hex', () => {
    const text = toHex(Buffer.from('RELAY A ON\r\n'));
    expect(wordsOf(lines(0, 'heard', `${text} ${reportA} AA FE 02 04`))).toEqual([
      '<- "RELAY A ON"',
      '<- ?? -> 02  socket A: 4812 mA',
      '<- broken AA FE 02 04',
    ]);
  });

  test('a frame that comes in pieces is one, whatever it is cut into', () => {
    const pieces: TapLine[] = [
      ...lines(0, 'heard', reportA.slice(0, 8)),
      ...lines(50, 'heard', reportA.slice(9)),
      { kind: 'frame', at: 50, way: 'heard', bytes: reportA },
    ];
    expect(wordsOf(pieces)).toEqual(['<- ?? -> 02  socket A: 4812 mA']);
  });

  test('a piece that nothing follows is told after a while', () => {
    const all = [...lines(0, 'heard', 'AA FE'), ...lines(101, 'sent', readFe)];
    expect(wordsOf(all)).toEqual(['<- broken AA FE', '-> 02 -> FE  READ_CURRENT']);
  });

  test('every frame is told once, whatever is between them', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }))
        .map(([target, sender]) => encodeFrame(requestFrame({ kind: 'ping' }, { target, sender }))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 0, max: 120 }), (pieces, gapMs) => {
        const heard: TapLine[] = [];
        let at = 0;
        const deframer = new Deframer((frame) =>
          heard.push({ kind: 'frame', at, way: 'heard', bytes: toHex(encodeFrame(frame)) }),
        );
        for (const bytes of pieces) {
          at += gapMs;
          heard.push({ kind: 'bytes', at, way: 'heard', bytes: toHex(bytes) });
          deframer.push(bytes);
        }
        const words = new AirWords();
        const told = [...heard, { kind: 'end', at } as const].flatMap((line) => words.take(line));
        expect(told.filter(({ isRest }) => !isRest).length).toBe(deframer.counts.good);
      }),
    );
  });
});
