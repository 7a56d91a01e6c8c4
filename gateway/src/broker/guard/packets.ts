import { Cursor } from './cursor.ts';
import { checkFilter, checkTopic } from './names.ts';
import { Refusal } from './refusal.ts';

/** A bridge asks for the commands of each of its devices, 252 at most, its roster and what it is asked. */
export const MAX_FILTERS = 512;
/** The longest name of a device. */
const MAX_CLIENT_ID = 48;
/** No secret of ours is longer: 256 bits in letters are 43. */
const MAX_PASSWORD_BYTES = 128;

/** A last will. */
export interface Will {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
}

/** What a CONNECT says. There is always a user name and a password: nobody is let in without. */
export interface ConnectFacts {
  readonly kind: 'connect';
  readonly clientId: string;
  readonly username: string;
  readonly password: Buffer;
  readonly keepAliveS: number;
  readonly will: Will | undefined;
}

/** What a PUBLISH says. `id` is undefined with QoS 0. */
export interface PublishFacts {
  readonly kind: 'publish';
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
  readonly id: number | undefined;
}

/** What a packet says that a client may send in MQTT 3.1.1. */
export type PacketFacts =
  | ConnectFacts
  | PublishFacts
  | { readonly kind: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp'; readonly id: number }
  | { readonly kind: 'subscribe'; readonly id: number; readonly filters: readonly { topic: string; qos: number }[] }
  | { readonly kind: 'unsubscribe'; readonly id: number; readonly filters: readonly string[] }
  | { readonly kind: 'pingreq' | 'disconnect' };

export type PacketKind = PacketFacts['kind'];

/** By the first four bits (section 2.2.1). Those only a server sends are not here. */
const kinds: ReadonlyMap<number, PacketKind> = new Map<number, PacketKind>([
  [1, 'connect'],
  [3, 'publish'],
  [4, 'puback'],
  [5, 'pubrec'],
  [6, 'pubrel'],
  [7, 'pubcomp'],
  [8, 'subscribe'],
  [10, 'unsubscribe'],
  [12, 'pingreq'],
  [14, 'disconnect'],
]);

/** The kind of packet that begins so. Throws a Refusal for any that no client may send, and for wrong flags (section 2.2.2). */
export function kindOf(first: number): PacketKind {
  const kind = kinds.get(first >> 4);
  if (!kind) throw new Refusal('no packet of a client begins so');
  const flags = first & 0x0f;
  if (kind === 'publish') checkPublishFlags(flags);
  else if (flags !== (kind === 'pubrel' || kind === 'subscribe' || kind === 'unsubscribe' ? 0x02 : 0))
    throw new Refusal(`wrong flags of a ${kind}`);
  return kind;
}

/** Throws a Refusal where no such packet is that long; for most it is known later. */
export function checkLength(kind: PacketKind, length: number): void {
  const isEmpty = kind === 'pingreq' || kind === 'disconnect';
  const isAnswer = kind === 'puback' || kind === 'pubrec' || kind === 'pubrel' || kind === 'pubcomp';
  if ((isEmpty && length !== 0) || (isAnswer && length !== 2)) throw new Refusal(`wrong length of a ${kind}`);
}

/** What a whole packet says; its fields begin at `at`. Throws a Refusal for anything that is not as the standard has it. */
export function factsOf(kind: PacketKind, bytes: Buffer, at: number): PacketFacts {
  const cursor = new Cursor(bytes, at);
  const facts = readFacts(kind, bytes.readUInt8() & 0x0f, cursor);
  cursor.end();
  return facts;
}

function readFacts(kind: PacketKind, flags: number, cursor: Cursor): PacketFacts {
  switch (kind) {
    case 'connect':
      return readConnect(cursor);
    case 'publish':
      return readPublish(flags, cursor);
    case 'subscribe':
      return { kind, id: cursor.packetId(), filters: readList(cursor, readSubscription) };
    case 'unsubscribe':
      return { kind, id: cursor.packetId(), filters: readList(cursor, readFilter) };
    case 'pingreq':
    case 'disconnect':
      return { kind };
    default:
      return { kind, id: cursor.packetId() };
  }
}

/** Section 3.3.1. */
function checkPublishFlags(flags: number): void {
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw new Refusal('there is no QoS 3');
  if (qos === 0 && (flags & 8) !== 0) throw new Refusal('with QoS 0 nothing is sent twice');
}

/** Section 3.1. */
function readConnect(cursor: Cursor): ConnectFacts {
  if (cursor.text() !== 'MQTT') throw new Refusal('the protocol is not MQTT 3.1.1', 'protocol');
  if (cursor.byte() !== 4) throw new Refusal('the version is not MQTT 3.1.1', 'protocol');
  const flags = connectFlagsOf(cursor.byte());
  const keepAliveS = cursor.uint16();
  const clientId = cursor.text();
  if (clientId === '') throw new Refusal('the client id is empty', 'identifier');
  if (clientId.length > MAX_CLIENT_ID) throw new Refusal('the client id is too long', 'identifier');
  const will = flags.will ? readWill(cursor, flags.will) : undefined;
  if (!flags.username || !flags.password) throw new Refusal('no user name and password', 'not-authorized');
  const username = cursor.text();
  const password = cursor.binary();
  if (password.length > MAX_PASSWORD_BYTES) throw new Refusal('the password is too long', 'credentials');
  if (!flags.clean) throw new Refusal('no session is kept here: connect with clean session', 'not-authorized');
  return { kind: 'connect', clientId, username, password, keepAliveS, will };
}

/** Section 3.1.2.3. */
function connectFlagsOf(flags: number) {
  if (flags & 0x01) throw new Refusal('the reserved flag of CONNECT is set');
  const username = (flags & 0x80) !== 0;
  const password = (flags & 0x40) !== 0;
  if (password && !username) throw new Refusal('a password without a user name');
  return { username, password, clean: (flags & 0x02) !== 0, will: willFlagsOf(flags) };
}

function willFlagsOf(flags: number): Pick<Will, 'qos' | 'retain'> | undefined {
  const qos = (flags >> 3) & 3;
  const retain = (flags & 0x20) !== 0;
  if (qos === 3) throw new Refusal('there is no QoS 3');
  if ((flags & 0x04) !== 0) return { qos, retain };
  if (qos !== 0 || retain) throw new Refusal('flags of a will without a will');
  return undefined;
}

function readWill(cursor: Cursor, flags: Pick<Will, 'qos' | 'retain'>): Will {
  const topic = cursor.text();
  checkTopic(topic);
  return { ...flags, topic, payload: cursor.binary() };
}

function readPublish(flags: number, cursor: Cursor): PublishFacts {
  const qos = (flags >> 1) & 3;
  const topic = cursor.text();
  checkTopic(topic);
  const id = qos === 0 ? undefined : cursor.packetId();
  const payload = cursor.rest();
  return { kind: 'publish', topic, payload, qos, id, retain: (flags & 1) !== 0, dup: (flags & 8) !== 0 };
}

function readSubscription(cursor: Cursor): { topic: string; qos: number } {
  const topic = readFilter(cursor);
  const qos = cursor.byte();
  if (qos > 2) throw new Refusal('there is no such QoS');
  return { topic, qos };
}

function readFilter(cursor: Cursor): string {
  const filter = cursor.text();
  checkFilter(filter);
  return filter;
}

/** One or more, to the end of the packet (sections 3.8.3 and 3.10.3). */
function readList<Item>(cursor: Cursor, read: (cursor: Cursor) => Item): Item[] {
  const items = [read(cursor)];
  while (!cursor.isAtEnd) {
    if (items.length >= MAX_FILTERS) throw new Refusal(`more than ${MAX_FILTERS} filters at once`);
    items.push(read(cursor));
  }
  return items;
}
