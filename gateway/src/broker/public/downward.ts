import type { AedesPublishPacket, Client } from 'aedes';
import { parseTopic, type Clock } from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { MAX_FILTERS } from '../guard/index.ts';
import { Downlink } from './downlink.ts';
import { GuardedStream } from './guarded-stream.ts';
import { departing } from './message.ts';
import type { Plugs } from './plugs.ts';
import type { Roll } from './roll.ts';
import { credentialOf } from './sessions.ts';
import type { Strangers } from './strangers.ts';

export interface DownwardParts {
  readonly roll: Roll;
  readonly plugs: Plugs;
  readonly strangers: Strangers;
  readonly clock: Clock;
  readonly log: Log;
  readonly onRetainedCommand: (topic: string, from: string) => void;
}

/** What the gateway says, and who may hear it. */
export class Downward {
  readonly #parts: DownwardParts;
  readonly #downlink: Downlink<GuardedStream>;

  constructor(parts: DownwardParts) {
    this.#parts = parts;
    this.#downlink = new Downlink((stream, topic) => this.#mayHearAt(stream, topic));
  }

  /** From the gateway, to whoever asked for it. */
  deliver(topic: string, payload: Buffer, isRetained: boolean): void {
    const { plugs, clock, log, onRetainedCommand } = this.#parts;
    const parsed = parseTopic(topic);
    if (!parsed) return;
    if (parsed.word === 'roster') return this.#downlink.keep(topic, payload);
    // A command that is kept would be carried out again by whoever connects, at any time.
    if (isRetained) return onRetainedCommand(topic, 'the core broker');
    if (parsed.word === 'asks') return this.#downlink.say(topic, payload);
    const command = departing(payload, clock);
    if (command && plugs.has(parsed.device)) plugs.command(parsed.device, command);
    else if (command) this.#downlink.say(topic, Buffer.from(JSON.stringify(command)));
    else log.warn({ device: parsed.device }, 'A command had expired, or was none, and was not passed on');
  }

  /** What is kept of a topic is of nobody's any more. */
  forget(topic: string): void {
    this.#downlink.forget(topic);
  }

  /** The library let it ask for these. */
  grant({ conn }: Client, granted: readonly { readonly topic: string; readonly qos: number }[]): void {
    if (!(conn instanceof GuardedStream)) return;
    for (const { topic, qos } of granted) if (qos <= 2) this.#downlink.add(conn, topic, qos);
  }

  withdraw({ conn }: Client, topics: readonly string[]): void {
    if (conn instanceof GuardedStream) for (const topic of topics) this.#downlink.remove(conn, topic);
  }

  /**
   * A bridge is told of its new device sooner than we are, and asks for its commands once: what is said on a topic is looked at
   * again each time.
   */
  mayAsk(client: Client & { readonly subscriptions?: object }, filter: string): boolean {
    const { roll, strangers } = this.#parts;
    if (Object.keys(client.subscriptions ?? {}).length >= MAX_FILTERS) return false;
    const id = credentialOf(client);
    const topic = parseTopic(filter);
    return roll.mayAskFor(id, filter) || (topic?.word === 'commands' && strangers.has(id, topic.device));
  }

  /** What a client said is heard by no client, itself included: a Tasmota's question to itself would end its lease. */
  mayHear(client: Client, packet: AedesPublishPacket): boolean {
    return !('clientId' in packet) && this.#parts.roll.mayHear(credentialOf(client), packet.topic);
  }

  #mayHearAt(stream: GuardedStream, topic: string): boolean {
    const id = stream.connectFacts?.username;
    return id !== undefined && this.#parts.roll.mayHear(id, topic);
  }
}
