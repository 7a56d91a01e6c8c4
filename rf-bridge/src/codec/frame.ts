/** Bytes of a version 1 frame on the wire. */
export const FRAME_LENGTH = 8;
export const FRAME_START = 0xaa;
export const FRAME_END = 0xbb;

/** What a version 1 frame carries. Every field is one byte, 0 to 255. */
export interface Frame {
  readonly target: number;
  readonly sender: number;
  readonly command: number;
  readonly dataHigh: number;
  readonly dataLow: number;
}

/** Command codes of version 1, `PROTOCOL.md` section 2. */
export const COMMAND = {
  ping: 0x01,
  relayOn: 0x02,
  relayOff: 0x03,
  readCurrent: 0x04,
  reportData: 0x05,
  ack: 0x06,
  setThreshold: 0x07,
  setDeviceId: 0x08,
  setMasterId: 0x09,
} as const;

/** The eight bytes of a frame: `AA target sender command dataH dataL xor BB`. */
export function encodeFrame({ target, sender, command, dataHigh, dataLow }: Frame): Uint8Array {
  const check = target ^ sender ^ command ^ dataHigh ^ dataLow;
  return Uint8Array.of(FRAME_START, target, sender, command, dataHigh, dataLow, check, FRAME_END);
}

/** The frame that exactly these eight bytes are; undefined when a mark or the check is wrong. */
export function decodeFrame(bytes: Uint8Array): Frame | undefined {
  if (bytes.length !== FRAME_LENGTH) return undefined;
  const [start, target = 0, sender = 0, command = 0, dataHigh = 0, dataLow = 0, check, end] = bytes;
  const isWhole = start === FRAME_START && end === FRAME_END;
  const isIntact = check === (target ^ sender ^ command ^ dataHigh ^ dataLow);
  return isWhole && isIntact ? { target, sender, command, dataHigh, dataLow } : undefined;
}
