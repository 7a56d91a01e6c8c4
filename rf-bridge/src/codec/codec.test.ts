import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  Deframer,
  type Frame,
  type Request,
  type Route,
  ackFrame,
  decodeFrame,
  encodeFrame,
  fromHex,
  parseAnswer,
  parseRequest,
  reportFrame,
  requestFrame,
  toHex,
} from './index.ts';

interface Vectors {
  readonly requests: readonly { name: string; hex: string; route: Route; request: Request }[];
  readonly answers: readonly { name: string; hex: string; answer: Answer }[];
  readonly refused: readonly { name: string; hex: string }[];
  readonly streams: readonly { name: string; hex: string; frames: string[]; bad: number; skipped: number }[];
}

const vectors = JSON.parse(readFileSync(new URL('../../vectors.json', import.meta.url), 'utf8')) as Vectors;

const byte = fc.integer({ min: 0, max: 255 });
const anyFrame = fc.record({ target: byte, sender: byte, command: byte, dataHigh: byte, dataLow: byte });

describe('a request', () => {
  test.each(vectors.requests)('$name is $hex', ({ hex, route, request }) => {
    expect(toHex(encodeFrame(requestFrame(request, route)))).toBe(hex);
    expect(decodeAs(hex, parseRequest)).toEqual(request);
  });
});

describe('an answer', () => {
  test.each(vectors.answers)('$name is $hex', ({ hex, answer }) => {
    const frame = decodeFrame(fromHex(hex));
    expect(frame && parseAnswer(frame)).toEqual(answer);
    expect(frame && toHex(encodeFrame(frameOf(answer, frame)))).toBe(hex);
  });

  test('from a socket that does not exist is none', () => {
    expect(parseAnswer({ target: 2, sender: 3, command: 5, dataHigh: 0, dataLow: 0 })).toBeUndefined();
  });
});

describe('bytes', () => {
  test.each(vectors.refused)('with $name are no frame', ({ hex }) => {
    expect(decodeFrame(fromHex(hex))).toBeUndefined();
  });

  test('of any frame decode to that frame', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
      }),
    );
  });

  test('of a frame with any one bit turned are no frame', () => {
    const bit = fc.integer({ min: 0, max: 63 });
    fc.assert(
      fc.property(anyFrame, bit, (frame, at) => {
        const bytes = encodeFrame(frame);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect(decodeFrame(bytes)).toBeUndefined();
      }),
    );
  });

  test('that are not hex are refused with a RangeError', () => {
    expect(() => fromHex('AA F')).toThrow(RangeError);
    expect(() => fromHex('zz')).toThrow(RangeError);
  });
});

describe('a stream', () => {
  test.each(vectors.streams)('with $name', ({ hex, frames, bad, skipped }) => {
    const found: string[] = [];
    const deframer = new Deframer((frame) => found.push(toHex(encodeFrame(frame))));
    deframer.push(fromHex(hex));
    // Eight bytes more, so that every byte of the stream is judged.
    deframer.push(new Uint8Array(8));
    expect(found).toEqual(frames);
    expect(deframer.counts).toMatchObject({ good: frames.length, bad, skipped });
  });
});

function decodeAs<T>(hex: string, parse: (frame: Frame) => T | undefined): T | undefined {
  const frame = decodeFrame(fromHex(hex));
  return frame && parse(frame);
}

function frameOf(answer: Answer, { target, sender }: Frame): Frame {
  return answer.kind === 'ack'
    ? ackFrame({ target, sender }, answer.command, answer.dataHigh)
    : reportFrame(target, answer.socket, answer.current);
}
