/** How long a module and the air take over what is written to it. Tests and benchmarks compute their limits from the one the farm uses. */
export interface AirTiming {
  /** One byte on the serial line, 8N1: ten bits. Unit: ms, as all but the last two. */
  readonly byteMs: number;
  /** One packet in the air, however few bytes it holds. */
  readonly packetMs: number;
  /** The module's own share of each packet, between the last byte on its line and the packet's begin. */
  readonly overheadMs: number;
  /** A module's rest between two packets of its own. */
  readonly gapMs: number;
  /** What fits one packet; longer writes are cut. Unit: bytes. */
  readonly packetBytes: number;
  /** Bits in the air: modules of different speeds disturb and do not understand each other. Unit: kb/s. */
  readonly airKbps: number;
}

/**
 * An HC-12 at 9600 baud, FU3: 15.5 ms for up to 18 bytes at 15 kb/s. An overhead of 18 ms fits a published 97 ms round trip of a
 * PING; 6 ms fits the manual.
 */
export const HC12_FU3: AirTiming = {
  byteMs: 10_000 / 9_600,
  packetMs: 15.5,
  overheadMs: 18,
  gapMs: 1,
  packetBytes: 18,
  airKbps: 15,
};

/** T1(n): from the first byte on the sender's line to the last on the receiver's, for a write that fits one packet. Unit: ms. */
export function oneWayMs({ byteMs, overheadMs, packetMs }: AirTiming, bytes: number): number {
  return 2 * bytes * byteMs + overheadMs + packetMs;
}
