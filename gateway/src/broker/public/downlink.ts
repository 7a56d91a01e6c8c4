import { parseTopic } from '../../contract/index.ts';
import { publishPacket } from './publish-packet.ts';

/** A connection that asked for something. */
export interface Hearer {
  readonly destroyed: boolean;
  /** An id for a message with QoS 1. */
  nextId(): number;
  deliver(packet: Buffer): void;
}

/**
 * Who asked for what the gateway says, and what of that is kept for those who ask later. Each topic of ours is asked for by its whole
 * name, so that a message finds its hearers in one step. Whether they may hear it is asked each time.
 */
export class Downlink<One extends Hearer> {
  readonly #mayHear: (one: One, topic: string) => boolean;
  /** By topic, with the QoS that was granted. */
  readonly #hearers = new Map<string, Map<One, number>>();
  readonly #kept = new Map<string, Buffer>();

  constructor(mayHear: (one: One, topic: string) => boolean) {
    this.#mayHear = mayHear;
  }

  /** It was granted this, and is told what is kept of it. */
  add(one: One, topic: string, qos: number): void {
    if (!parseTopic(topic) || one.destroyed) return;
    const hearers = this.#hearers.get(topic) ?? new Map<One, number>();
    hearers.set(one, qos);
    this.#hearers.set(topic, hearers);
    const kept = this.#kept.get(topic);
    if (kept && this.#mayHear(one, topic)) deliver(one, { topic, payload: kept, qos, retain: true });
  }

  remove(one: One, topic: string): void {
    const hearers = this.#hearers.get(topic);
    hearers?.delete(one);
    if (hearers?.size === 0) this.#hearers.delete(topic);
  }

  /** Says it to all that asked for it. */
  say(topic: string, payload: Buffer): void {
    for (const [one, qos] of this.#hearers.get(topic) ?? [])
      if (this.#mayHear(one, topic)) deliver(one, { topic, payload, qos, retain: false });
  }

  /** From now on it is what holds. */
  keep(topic: string, payload: Buffer): void {
    this.#kept.set(topic, payload);
    this.say(topic, payload);
  }

  forget(topic: string): void {
    this.#kept.delete(topic);
  }
}

function deliver(
  one: Hearer,
  { qos, ...message }: { topic: string; payload: Buffer; qos: number; retain: boolean },
): void {
  one.deliver(publishPacket({ ...message, id: qos > 0 ? one.nextId() : undefined }));
}
