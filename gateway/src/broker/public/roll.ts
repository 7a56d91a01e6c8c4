import { createHash, timingSafeEqual } from 'node:crypto';
import { parseTopic, type NetCredential, type NetCredentials, type TopicWord } from '../../contract/index.ts';
import { MAX_PAYLOAD_BYTES } from '../payload.ts';

const said: ReadonlySet<TopicWord> = new Set(['hello', 'status', 'readings', 'receipts', 'answers']);
const heard: ReadonlySet<TopicWord> = new Set(['commands', 'roster', 'asks']);
/** What holds of a device until it says otherwise, and may be kept for whoever asks later. */
const kept: ReadonlySet<TopicWord> = new Set(['hello', 'status']);
/** What a bridge may say of a device that is nobody's: that it hears it. */
const introducing: ReadonlySet<TopicWord> = new Set(['hello', 'status']);
/** Retained topics of one client, or two for each of its devices where those are more. */
const RETAINED_TOPICS = 50;

/** What is to be done with a message. `cut`: with its sender, in a sentence. */
export type Verdict =
  | { readonly kind: 'forward'; readonly device: string; readonly word: TopicWord; readonly isStranger: boolean }
  | { readonly kind: 'ignore'; readonly why: string }
  | { readonly kind: 'cut'; readonly why: string; readonly isRetainedCommand?: boolean };

/** A message as the judge needs it. */
export interface Said {
  readonly topic: string;
  readonly retain: boolean;
  readonly bytes: number;
}

/** Who may sign in, and what each may say and hear: the gateway's list, and nothing else. */
export class Roll {
  #byId = new Map<string, { readonly credential: NetCredential; readonly devices: ReadonlySet<string> }>();
  /** Every device that somebody on the list speaks for. */
  #spokenFor: ReadonlySet<string> = new Set();
  /** `undefined` until the gateway said who may sign in. */
  #isKnown = false;

  /** The gateway's list took the place of the one before. */
  replace({ credentials }: NetCredentials): void {
    this.#isKnown = true;
    this.#byId = new Map(
      credentials.map((credential) => [
        credential.id,
        { credential, devices: new Set([credential.id, ...(credential.kind === 'bridge' ? credential.devices : [])]) },
      ]),
    );
    this.#spokenFor = new Set([...this.#byId.values()].flatMap(({ devices }) => [...devices]));
  }

  get isKnown(): boolean {
    return this.#isKnown;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** The credential of this name; undefined when it was taken back, or never was. */
  find(id: string): NetCredential | undefined {
    return this.#byId.get(id)?.credential;
  }

  /** Whether this is the secret of that name. Takes as long for a wrong name as for a wrong secret. */
  isSecretOf(id: string, secret: Buffer): boolean {
    const wanted = Buffer.from(this.find(id)?.hash ?? '0'.repeat(64), 'hex');
    const isEqual = timingSafeEqual(createHash('sha256').update(secret).digest(), wanted);
    return isEqual && this.#byId.has(id);
  }

  /** Whether it is this credential's own device, or one adopted by way of it. */
  mayName(id: string, device: string): boolean {
    return this.#byId.get(id)?.devices.has(device) === true;
  }

  /** Whether it is a bridge, and this device nobody's on the list: the gateway decides what it is. */
  mayIntroduce(id: string, device: string): boolean {
    return this.find(id)?.kind === 'bridge' && !this.#spokenFor.has(device);
  }

  /** Topics of the core broker that anybody here may hear. */
  downTopics(): Set<string> {
    const topics = new Set<string>();
    for (const { credential, devices } of this.#byId.values()) {
      for (const device of devices) topics.add(`farm/${device}/commands`);
      if (credential.kind !== 'bridge') continue;
      topics.add(`farm/${credential.id}/roster`);
      topics.add(`farm/${credential.id}/asks`);
    }
    return topics;
  }

  /** Whether this credential may hear what is said on a topic, or ask for it: no filter of ours has a wildcard. */
  mayHear(id: string, filter: string): boolean {
    const topic = parseTopic(filter);
    const found = this.#byId.get(id);
    if (!topic || !found || !heard.has(topic.word)) return false;
    return topic.word === 'commands'
      ? found.devices.has(topic.device)
      : found.credential.kind === 'bridge' && topic.device === id;
  }

  /** What is to be done with what this credential said. `retained`: topics it has had kept so far. */
  judge(id: string, { topic: name, retain, bytes }: Said, retained: ReadonlySet<string>): Verdict {
    const found = this.#byId.get(id);
    if (!found) return cut('its credential was taken back');
    const topic = parseTopic(name);
    if (!topic) return cut('not a topic of ours');
    if (retain && topic.word === 'commands')
      return { ...cut('a retained message on a command topic'), isRetainedCommand: true };
    if (!said.has(topic.word)) return cut(`a device does not say ${topic.word}`);
    if (bytes > MAX_PAYLOAD_BYTES) return cut('the message is too long');
    if (retain && !kept.has(topic.word)) return cut(`${topic.word} may not be retained`);
    if (topic.word === 'answers' && (topic.device !== id || found.credential.kind !== 'bridge'))
      return cut('only a bridge answers, for itself');
    if (introducing.has(topic.word) && this.mayIntroduce(id, topic.device))
      return { kind: 'forward', ...topic, isStranger: true };
    // A bridge hears sockets that are not adopted, or another bridge's, and says so: that is no fault of it.
    if (!found.devices.has(topic.device))
      return found.credential.kind === 'bridge'
        ? { kind: 'ignore', why: `${topic.device} is not adopted by way of it` }
        : cut(`may not speak for ${topic.device}`);
    if (retain && !retained.has(name) && retained.size >= Math.max(RETAINED_TOPICS, 2 * found.devices.size))
      return cut('too many retained topics');
    return { kind: 'forward', ...topic, isStranger: false };
  }
}

function cut(why: string) {
  return { kind: 'cut' as const, why };
}
