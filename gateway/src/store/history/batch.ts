import { ByteReader, ByteWriter } from './bytes.ts';
import { writeSegment } from './segment-codec.ts';
import type { Segment } from './segment.ts';

/** What several devices read over a while, by the devices' numbers, as bytes. */
export function encodeBatch(segments: ReadonlyMap<number, Segment>): Uint8Array {
  const out = new ByteWriter();
  const own = new ByteWriter();
  const scratch = new ByteWriter();
  for (const [device, segment] of segments) {
    own.clear();
    writeSegment(own, segment, scratch);
    const bytes = own.done();
    out.varint(device);
    out.varint(bytes.length);
    out.raw(bytes);
  }
  return out.done();
}

/** The encoded segments of a batch by device; most who ask want only one of them. */
export function splitBatch(bytes: Uint8Array): Map<number, Uint8Array> {
  const from = new ByteReader(bytes);
  const parts = new Map<number, Uint8Array>();
  while (from.left > 0) {
    const device = from.varint();
    parts.set(device, from.raw(from.varint()));
  }
  return parts;
}
