import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deframer, FRAME_LENGTH, type Frame, decodeFrame, encodeFrame, toHex } from './index.ts';

const byte = fc.integer({ min: 0, max: 255 });
const anyFrame = fc.record({ target: byte, sender: byte, command: byte, dataHigh: byte, dataLow: byte });
/** Noise that likes to look like frames: marks come often. */
const noise = fc.array(fc.oneof(byte, fc.constantFrom(0xaa, 0xbb)), { maxLength: 40 });
const pieces = fc.array(fc.oneof(noise, anyFrame), { maxLength: 12 });

describe('the deframer', () => {
  test('finds every intact frame, in order, whatever noise is before, between and after', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 20 }), (parts, chunk) => {
        const bytes = bytesOf(parts);
        const planted = parts.filter((part): part is Frame => !Array.isArray(part));
        const found = deframe(bytes, chunk);
        // Noise may happen to hold frames of its own; every planted one is there, and in order.
        expect(isWithin(planted.map(hexOf), found.map(hexOf))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('finds the same whether bytes come one by one or all at once', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 20 }), (parts, chunk) => {
        const bytes = bytesOf(parts);
        expect(deframe(bytes, chunk)).toEqual(deframe(bytes, Math.max(bytes.length, 1)));
      }),
    );
  });

  test('judges each byte once: good, or skipped', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const bytes = bytesOf(parts);
        const deframer = new Deframer(() => {});
        deframer.push(bytes);
        deframer.push(new Uint8Array(FRAME_LENGTH));
        expect(deframer.counts.skipped).toBe(bytes.length - ownedBytes(bytes));
      }),
    );
  });

  test('gives a frame with its last byte, without waiting for more', () => {
    const found: Frame[] = [];
    const deframer = new Deframer((frame) => found.push(frame));
    const bytes = encodeFrame({ target: 0xfe, sender: 2, command: 1, dataHigh: 0, dataLow: 0 });
    deframer.push(bytes.subarray(0, 7));
    expect(found.length).toBe(0);
    deframer.push(bytes.subarray(7));
    expect(found.length).toBe(1);
  });

  test('forgets a half frame when it is reset', () => {
    const found: Frame[] = [];
    const deframer = new Deframer((frame) => found.push(frame));
    const bytes = encodeFrame({ target: 0xfe, sender: 2, command: 1, dataHigh: 0, dataLow: 0 });
    deframer.push(bytes.subarray(0, 4));
    deframer.reset();
    deframer.push(bytes.subarray(4));
    expect(found).toEqual([]);
  });

  test('takes a million random and damaged bytes: it finds what a search of every place finds, and keeps nothing', () => {
    const bytes = millionBytes();
    const found = deframe(bytes, 1_000);
    expect(found.map(hexOf)).toEqual([...framesAt(bytes)].map(({ frame }) => hexOf(frame)));
    expect(found.length).toBeGreaterThan(50_000);
  });
});

/** Random bytes, intact frames, and frames with a byte changed, lost or put in, by turns. */
function millionBytes(): Uint8Array {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const frame = () =>
    Array.from(
      encodeFrame({ target: next(256), sender: next(256), command: next(10), dataHigh: next(256), dataLow: next(256) }),
    );
  const parts: number[] = [];
  while (parts.length < 1_000_000) {
    const bytes = frame();
    const damage = next(8);
    if (damage === 0) bytes[next(8)] = next(256);
    if (damage === 1) bytes.splice(next(8), 1);
    if (damage === 2) bytes.splice(next(8), 0, next(2) === 0 ? 0xaa : next(256));
    if (damage === 3) bytes.unshift(...Array.from({ length: next(20) }, () => next(256)), 0xaa);
    parts.push(...bytes);
  }
  return Uint8Array.from(parts);
}

function deframe(bytes: Uint8Array, chunk: number): Frame[] {
  const found: Frame[] = [];
  const deframer = new Deframer((frame) => found.push(frame));
  for (let at = 0; at < bytes.length; at += chunk) deframer.push(bytes.subarray(at, at + chunk));
  return found;
}

/** The plain way, as the oracle: every place where eight bytes are a frame. */
function* framesAt(bytes: Uint8Array): Generator<{ at: number; frame: Frame }> {
  for (let at = 0; at + FRAME_LENGTH <= bytes.length; at++) {
    const frame = bytes[at] === 0xaa ? decodeFrame(bytes.subarray(at, at + FRAME_LENGTH)) : undefined;
    if (frame) yield { at, frame };
  }
}

function ownedBytes(bytes: Uint8Array): number {
  const owned = new Set<number>();
  for (const { at } of framesAt(bytes)) for (let i = 0; i < FRAME_LENGTH; i++) owned.add(at + i);
  return owned.size;
}

function bytesOf(parts: readonly (readonly number[] | Frame)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (isNoise(part) ? part : Array.from(encodeFrame(part)))));
}

function isNoise(part: readonly number[] | Frame): part is readonly number[] {
  return Array.isArray(part);
}

function hexOf(frame: Frame): string {
  return toHex(encodeFrame(frame));
}

function isWithin(wanted: readonly string[], found: readonly string[]): boolean {
  let at = 0;
  for (const hex of found) if (hex === wanted[at]) at++;
  return at === wanted.length;
}
