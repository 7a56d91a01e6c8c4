import { connect } from 'node:net';

/** RFC 6455, section 5.2. */
export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame as it may be wrong in anything. */
export interface FrameDraft {
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** FIN and the three reserved bits; 0b1000 unless said. */
  readonly flags?: number;
  /** A client's frame is masked unless this is false. */
  readonly masked?: boolean;
  /** What it says its length is, in place of the truth. */
  readonly length?: bigint;
  /** In how many bytes the length is said: 1, 2 or 8; the shortest that fits unless said. */
  readonly lengthBytes?: 1 | 2 | 8;
}

const MASK = [0x11, 0x22, 0x33, 0x44];

/** The bytes of a frame from a client. */
export function frameBytes(draft: FrameDraft): Buffer {
  const { opcode, payload, flags = 0b1000, masked = true } = draft;
  const length = draft.length ?? BigInt(payload.length);
  const lengthBytes = draft.lengthBytes ?? (length < 126n ? 1 : length < 65_536n ? 2 : 8);
  const head = Buffer.alloc(1 + (lengthBytes === 1 ? 1 : 1 + lengthBytes));
  head[0] = (flags << 4) | opcode;
  const maskBit = masked ? 0x80 : 0;
  if (lengthBytes === 1) head[1] = maskBit | Number(length & 0x7fn);
  else head[1] = maskBit | (lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) head.writeUInt16BE(Number(length & 0xffffn), 2);
  if (lengthBytes === 8) head.writeBigUInt64BE(BigInt.asUintN(64, length), 2);
  if (!masked) return Buffer.concat([head, payload]);
  return Buffer.concat([head, Buffer.from(MASK), payload.map((byte, at) => byte ^ (MASK[at % 4] ?? 0))]);
}

/** How a live connection ended that somebody said wrong things on. */
export interface LiveEnd {
  /** Of the answer to the upgrade; 0 when there was none. */
  readonly status: number;
  /** Kinds of frames that came, in their order, but for the last. */
  readonly opcodes: readonly number[];
  /** `ended` without a close frame, or `silent` when it did not end. */
  readonly end: number | 'ended' | 'silent';
}

const PATIENCE_MS = 5_000;

/** What is said on a live connection. */
export interface Saying {
  /** The upgrade. */
  readonly request: Uint8Array;
  readonly bytes: Uint8Array;
  /** Whoever said it goes then, and waits for no close frame. */
  readonly andGo: boolean;
}

/** Upgrades, says the bytes, and reads to the end. */
export function sayLive(port: number, { request, bytes, andGo }: Saying): Promise<LiveEnd> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    let saidAll = false;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const settle = (end?: LiveEnd['end']) => {
      socket.destroy();
      const read = readLive(received);
      resolve({ ...read, end: end ?? read.end });
    };
    socket.setTimeout(PATIENCE_MS, () => settle('silent'));
    socket.write(request);
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      if (typeof readLive(received).end === 'number') return settle();
      if (saidAll || !received.includes('\r\n\r\n')) return;
      saidAll = true;
      if (andGo) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on('close', () => settle());
    socket.on('error', () => settle());
  });
}

/** The snapshot and whatever else the server said. Its frames are whole, unmasked and shorter than 64 kB. */
function readLive(bytes: Buffer): LiveEnd {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(bytes.toString('latin1', 0, 20))?.[1] ?? 0);
  const opcodes: number[] = [];
  for (let at = headEnd + 4; headEnd >= 0 && status === 101 && at + 2 <= bytes.length;) {
    const opcode = bytes.readUInt8(at) & 0x0f;
    const short = bytes.readUInt8(at + 1);
    const [length, start] = short === 126 ? [bytes.readUInt16BE(at + 2), at + 4] : [short, at + 2];
    if (opcode === OPCODES.close) return { status, opcodes, end: length >= 2 ? bytes.readUInt16BE(start) : 1005 };
    opcodes.push(opcode);
    at = start + length;
  }
  return { status, opcodes, end: 'ended' };
}
