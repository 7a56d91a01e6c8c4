import type { AedesPublishPacket, Client } from 'aedes';
import { parseTopic, type Clock } from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { MAX_FILTERS } from '../guard/index.ts';
import type { Downlink } from './downlink.ts';
import type { GuardedStream } from './guarded-stream.ts';
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
  readonly downlink: Pick<Downlink<GuardedStream>, 'say' | 'keep'>;
  readonly onRetainedCommand: (topic: string, from: string) => void;
}

/** What the gateway says, and who may hear it. */
export class Downward {
  readonly #parts: DownwardParts;

  constructor(parts: DownwardParts) {
    this.#parts = parts;
  }

  /** From the gateway, to whoever asked for it. */
  deliver(topic: string, payload: Buffer, isRetained: boolean): void {
    const { plugs, clock, log, downlink, onRetainedCommand } = this.#parts;
    const parsed = parseTopic(topic);
    if (!parsed) return;
    if (parsed.word === 'roster') return downlink.keep(topic, payload);
    // A command that is kept would be carried out again by whoever connects, at any time.
    if (isRetained) return onRetainedCommand(topic, 'the core broker');
    if (parsed.word === 'asks') return downlink.say(topic, payload);
    const command = departing(payload, clock);
    if (command && plugs.has(parsed.device)) plugs.command(parsed.device, command);
    else if (command) downlink.say(topic, Buffer.from(JSON.stringify(command)));
    else log.warn({ device: parsed.device }, 'A command had expired, or was none, and was not passed on');
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
}
