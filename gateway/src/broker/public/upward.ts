import type { Client, PublishPacket } from 'aedes';
import type { Log } from '../../domain/log.ts';
import type { PublishFacts } from '../guard/index.ts';
import { MAX_FORWARDED_BYTES } from '../payload.ts';
import { GuardedStream } from './guarded-stream.ts';
import { readSaying } from './message.ts';
import type { Plugs } from './plugs.ts';
import type { Roll, Verdict } from './roll.ts';
import { credentialOf, type Sessions } from './sessions.ts';
import { MAX_STRANGERS, type Strangers } from './strangers.ts';
import type { Uplink } from './uplink.ts';

export interface UpwardParts {
  readonly roll: Roll;
  readonly sessions: Sessions;
  readonly plugs: Plugs;
  readonly strangers: Strangers;
  readonly uplink: Pick<Uplink, 'say'>;
  readonly log: Log;
  readonly onRetainedCommand: (topic: string, from: string) => void;
  /** A device of nobody's had to make room for another. */
  readonly onStrangerGone: () => void;
}

/** What the library is left of a message: nobody hears it by way of it, and with QoS 2 it keeps it. */
const NOTHING = Buffer.alloc(0);

/** No JSON is so many times longer when it is written anew: it is looked at closer only where that could matter. */
const MOST_GROWTH = 6;

/** What clients say: to the gateway, or to nobody. */
export class Upward {
  readonly #parts: UpwardParts;

  constructor(parts: UpwardParts) {
    this.#parts = parts;
  }

  /** Why it is cut off for what it said with QoS 0 or 1; undefined where that was passed on or passed over. */
  hear(stream: GuardedStream, said: PublishFacts): string | undefined {
    const client = this.#parts.sessions.find(stream)?.client;
    return client ? this.#receiveOnce(client, said)?.message : 'it was not let in';
  }

  /** Last wills, and with QoS 2: null where it was passed on or passed over; else why its sender is cut off. Each message is taken once. */
  receive(client: Client | null, packet: PublishPacket): Error | null {
    if (!client) return new Error('only clients speak here');
    const fault = this.#receiveOf(client, packet);
    if (fault) return fault;
    // Kept by the gateway: nobody here may hear it.
    packet.retain = false;
    packet.payload = NOTHING;
    return null;
  }

  #receiveOf(client: Client, packet: PublishPacket): Error | null {
    const { qos, messageId: id } = packet;
    if (qos !== 2 || id === undefined || !(client.conn instanceof GuardedStream))
      return this.#receiveOnce(client, packet);
    const { unreleased } = client.conn;
    if (unreleased.has(id)) return null;
    if (unreleased.isFull) return new Error('it releases nothing of what it sent with QoS 2');
    const fault = this.#receiveOnce(client, packet);
    if (!fault) unreleased.hold(id);
    return fault;
  }

  #receiveOnce(
    client: Client,
    { topic, retain, payload }: Pick<PublishPacket, 'topic' | 'retain' | 'payload'>,
  ): Error | null {
    const { roll, sessions, plugs, log, onRetainedCommand } = this.#parts;
    const id = credentialOf(client);
    const retained = sessions.find(client.conn)?.retained ?? new Set();
    const verdict = roll.judge(id, { topic, retain, bytes: Buffer.byteLength(payload) }, retained);
    if (verdict.kind === 'cut') {
      if (verdict.isRetainedCommand) onRetainedCommand(topic, id);
      return new Error(verdict.why);
    }
    if (retain && !(verdict.kind === 'forward' && verdict.isStranger)) retained.add(topic);
    if (verdict.kind === 'forward') return this.#forward(client, verdict, payload);
    if (verdict.kind === 'translate') {
      if (client.conn instanceof GuardedStream) plugs.hear(id, client.conn, topic, payload);
      return null;
    }
    log.debug({ id, why: verdict.why }, 'A message was passed over');
    return null;
  }

  #forward(
    client: Client,
    { device, word, isStranger }: Verdict & { readonly kind: 'forward' },
    payload: Buffer | string,
  ): Error | null {
    const { strangers, uplink, log, onStrangerGone } = this.#parts;
    const credential = credentialOf(client);
    const said = readSaying(word, payload);
    if (!said) {
      log.warn({ id: client.id, device, word }, 'A message is not as the contract says, and was dropped');
      return null;
    }
    if (isTooLong(said, Buffer.byteLength(payload))) return new Error('the message is too long');
    if (word === 'status' && 'online' in said) this.#noteStatus(client, device, said.online === true);
    if (isStranger && strangers.note(credential, device)) onStrangerGone();
    const isTaken = uplink.say({ credential, device, word, payload: said });
    return isTaken ? null : new Error('too much waits for the gateway');
  }

  /** What hangs on a bridge goes with it, and the gateway knows that; of those who share a login each goes alone. */
  #noteStatus(client: Client, device: string, isOnline: boolean): void {
    const credential = credentialOf(client);
    const online = this.#parts.sessions.find(client.conn)?.online;
    if (!online || (device !== credential && credential === client.id)) return;
    online.delete(device);
    if (isOnline) online.add(device);
    // The names are its own to choose: what it spoke of long ago is forgotten elsewhere too.
    const [oldest] = online;
    if (online.size > MAX_STRANGERS && oldest !== undefined) online.delete(oldest);
  }
}

/** Written anew, a number or a byte that is no text may be longer than it was: 1e20 has 21 digits. */
function isTooLong(said: object, bytes: number): boolean {
  return bytes * MOST_GROWTH > MAX_FORWARDED_BYTES && Buffer.byteLength(JSON.stringify(said)) > MAX_FORWARDED_BYTES;
}
