import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { Fault } from '../../domain/fault.ts';

const CRC_BYTES = 4;
/** Far more than an hour of any device; what inflates to more is damaged or was made to harm. */
const MOST_BYTES = 64 * 2 ** 20;

/** Bytes as they are kept: a CRC-32 of what they were, then they deflated. */
export function pack(bytes: Uint8Array, level = 6): Uint8Array {
  const deflated = deflateRawSync(bytes, { level, ...roomFor(bytes.length) });
  const packed = new Uint8Array(CRC_BYTES + deflated.length);
  new DataView(packed.buffer).setUint32(0, crc32(bytes));
  packed.set(deflated, CRC_BYTES);
  return packed;
}

/** No more room than there is to look back on: zlib clears all that it takes, which is most of the work on a small block. */
function roomFor(length: number): { windowBits: number; memLevel: number } {
  const windowBits = Math.min(15, Math.max(9, Math.ceil(Math.log2(length + 1))));
  return { windowBits, memLevel: windowBits - 6 };
}

/** Throws a Fault `damaged` where they are not what was packed. */
export function unpack(packed: Uint8Array): Uint8Array {
  const bytes = inflate(packed.subarray(CRC_BYTES));
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < CRC_BYTES || view.getUint32(0) !== crc32(bytes))
    throw new Fault('damaged', 'A block of history is not what was written.');
  return bytes;
}

function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new Fault('damaged', 'A block of history cannot be inflated.', { cause });
  }
}
