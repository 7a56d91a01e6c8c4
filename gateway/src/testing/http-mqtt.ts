import { connect } from 'node:net';

/** MQTT 3.1.1 packets made by hand, so that they can be wrong in anything. */
export interface ConnectDraft {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly will?: { readonly topic: string; readonly payload: string; readonly retain?: boolean };
  readonly protocol?: string;
  readonly level?: number;
}

/** Section 3.1. */
export function connectPacket({
  clientId,
  username,
  password,
  will,
  protocol = 'MQTT',
  level = 4,
}: ConnectDraft): Buffer {
  const willFlags = (will ? 0x04 : 0) | (will?.retain ? 0x20 : 0);
  const flags = 0x02 | willFlags | (password === undefined ? 0 : 0x40) | (username === undefined ? 0 : 0x80);
  const fields = [will?.topic, will?.payload, username, password].filter((field) => field !== undefined);
  const head = Buffer.from([level, flags, 0, 0]);
  return packet(0x10, Buffer.concat([field(protocol), head, field(clientId), ...fields.map(field)]));
}

/** Section 3.3; with QoS 0. */
export function publishPacket(topic: string | Uint8Array, payload: Uint8Array, { retain = false } = {}): Buffer {
  return packet(retain ? 0x31 : 0x30, Buffer.concat([field(topic), payload]));
}

/** Section 3.8, with packet id 1. */
export function subscribePacket(filter: string): Buffer {
  return packet(0x82, Buffer.concat([Buffer.from([0, 1]), field(filter), Buffer.from([0])]));
}

/** Section 3.12: whoever is still let speak gets an answer. */
export const pingPacket = Buffer.from([0xc0, 0x00]);

/** The answer to `subscribePacket` that grants nothing, section 3.9. */
export const subscriptionRefused = Buffer.from([0x90, 3, 0, 1, 0x80]);

/** What a broker said to some bytes. */
export interface CoreEnd {
  /** First bytes of the packets that came, in their order. */
  readonly kinds: readonly number[];
  /** All that came. */
  readonly bytes: Buffer;
  readonly end: 'ended' | 'answered' | 'silent';
}

const PATIENCE_MS = 5_000;
const PINGRESP = 0xd0;

/** Says bytes on a connection of their own and reads until it ends or a ping is answered. */
export function sayCore(socketPath: string, bytes: Uint8Array, options?: { andGo?: boolean }): Promise<CoreEnd> {
  return sayTo({ path: socketPath }, bytes, options);
}

/** The same to a broker that listens on a port. */
export function sayTo(
  broker: { readonly path: string } | { readonly port: number },
  bytes: Uint8Array,
  { andGo = false } = {},
): Promise<CoreEnd> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect(broker);
    const settle = (end: CoreEnd['end']) => {
      socket.destroy();
      resolve({ kinds: kindsOf(received), bytes: received, end });
    };
    socket.setTimeout(PATIENCE_MS, () => settle('silent'));
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      if (kindsOf(received).includes(PINGRESP)) settle('answered');
    });
    socket.on('close', () => settle('ended'));
    socket.on('error', () => settle('ended'));
    if (andGo) socket.end(bytes);
    else socket.write(bytes);
  });
}

function packet(first: number, rest: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([first]), remainingLength(rest.length), rest]);
}

/** Section 2.2.3. */
function remainingLength(length: number): Buffer {
  const bytes: number[] = [];
  do {
    bytes.push((length % 128) | (length >= 128 ? 0x80 : 0));
    length = Math.floor(length / 128);
  } while (length > 0);
  return Buffer.from(bytes);
}

/** Two bytes of length, then the text. */
function field(text: string | Uint8Array): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function kindsOf(bytes: Buffer): number[] {
  const kinds: number[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    kinds.push(bytes.readUInt8(at));
    let [length, factor] = [0, 1];
    for (at += 1; at < bytes.length; factor *= 128) {
      const byte = bytes.readUInt8(at++);
      length += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    at += length;
  }
  return kinds;
}
