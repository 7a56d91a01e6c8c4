import { createHash, timingSafeEqual } from 'node:crypto';
import {
  carriesDevices,
  isPlugKind,
  parseTopic,
  type NetCredential,
  type NetCredentials,
  type TopicWord,
} from '../../contract/index.ts';
import { MAX_PAYLOAD_BYTES } from '../payload.ts';
import type { PlugMakers, PlugTopics } from './plugs.ts';

const said: ReadonlySet<TopicWord> = new Set(['hello', 'status', 'readings', 'receipts', 'answers']);
const heard: ReadonlySet<TopicWord> = new Set(['commands', 'roster', 'asks']);
/** What holds of a device until it says otherwise, and may be kept for whoever asks later. */
const kept: ReadonlySet<TopicWord> = new Set(['hello', 'status']);
/** What a bridge may say of a device that is nobody's: that it hears it. */
const introducing: ReadonlySet<TopicWord> = new Set(['hello', 'status']);
/** Retained topics of one client, or two for each of its devices where those are more. */
const RETAINED_TOPICS = 50;

/** What is to be done with a message. `translate`: by the link of the plug that said it. `cut`: with its sender, in a sentence. */
export type Verdict =
  | { readonly kind: 'forward'; readonly device: string; readonly word: TopicWord; readonly isStranger: boolean }
  | { readonly kind: 'translate' }
  | { readonly kind: 'ignore'; readonly why: string }
  | { readonly kind: 'cut'; readonly why: string; readonly isRetainedCommand?: boolean };

interface Entry {
  readonly credential: NetCredential;
  /** Whom it speaks for. */
  readonly devices: ReadonlySet<string>;
  /** Of a plug. */
  readonly topics: PlugTopics | undefined;
}

/** A message as the judge needs it. */
export interface Said {
  readonly topic: string;
  readonly retain: boolean;
  readonly bytes: number;
}

/** Who may sign in, and what each may say and hear: the gateway's list, and nothing else. */
export class Roll {
  readonly #makers: Pick<PlugMakers, 'topics' | 'isClientId'>;
  #byId = new Map<string, Entry>();
  /** Every device that somebody on the list speaks for. */
  #spokenFor: ReadonlySet<string> = new Set();
  /** `undefined` until the gateway said who may sign in. */
  #isKnown = false;

  constructor(makers: Pick<PlugMakers, 'topics' | 'isClientId'>) {
    this.#makers = makers;
  }

  /** The gateway's list took the place of the one before. */
  replace({ credentials }: NetCredentials): void {
    this.#isKnown = true;
    this.#byId = new Map(
      credentials.map((credential) => [
        credential.id,
        {
          credential,
          devices: devicesOf(credential),
          topics: isPlugKind(credential.kind) ? this.#makers.topics(credential.kind, credential.id) : undefined,
        },
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

  /** Whether this credential's MQTT client may have this id: its own, or one of nobody's that a plug's firmware made or that older nodes have. */
  mayBeCalled(id: string, clientId: string): boolean {
    if (clientId === id) return true;
    const kind = this.find(id)?.kind;
    if (kind === undefined || this.#byId.has(clientId)) return false;
    return kind === 'shared' || (isPlugKind(kind) && this.#makers.isClientId(kind, clientId));
  }

  /** Whether it is this credential's own device, or one adopted by way of it. */
  mayName(id: string, device: string): boolean {
    return this.#byId.get(id)?.devices.has(device) === true;
  }

  /** Whether it carries devices, and this one is nobody's on the list: the gateway decides what it is. */
  mayIntroduce(id: string, device: string): boolean {
    const kind = this.find(id)?.kind;
    return kind !== undefined && carriesDevices(kind) && !this.#spokenFor.has(device) && !this.#byId.has(device);
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

  /** Whether this credential may ask for what a filter names: no filter of ours has a wildcard, and a plug asks for its own. */
  mayAskFor(id: string, filter: string): boolean {
    return this.#byId.get(id)?.topics?.subscribe.includes(filter) ?? this.mayHear(id, filter);
  }

  /** Whether this credential may hear what is said on a topic. */
  mayHear(id: string, name: string): boolean {
    const found = this.#byId.get(id);
    if (found?.topics) return isIn(name, found.topics.subscribe);
    const topic = parseTopic(name);
    if (!topic || !found || !heard.has(topic.word)) return false;
    return topic.word === 'commands'
      ? found.devices.has(topic.device)
      : found.credential.kind === 'bridge' && topic.device === id;
  }

  /** The device that is told what to do on this topic; undefined for any other topic. */
  findCommanded(name: string): string | undefined {
    const topic = parseTopic(name);
    if (topic) return topic.word === 'commands' ? topic.device : undefined;
    for (const [id, { topics }] of this.#byId) if (topics && isIn(name, topics.subscribe)) return id;
    return undefined;
  }

  /** What is to be done with what this credential said. `retained`: topics it has had kept so far. */
  judge(id: string, { topic: name, retain, bytes }: Said, retained: ReadonlySet<string>): Verdict {
    const found = this.#byId.get(id);
    if (!found) return cut('its credential was taken back');
    if (retain && this.findCommanded(name) !== undefined)
      return { ...cut('a retained message on a command topic'), isRetainedCommand: true };
    if (found.topics) return judgePlug(found.topics, { topic: name, retain, bytes }, retained);
    const topic = parseTopic(name);
    if (!topic) return cut('not a topic of ours');
    if (!said.has(topic.word)) return cut(`a device does not say ${topic.word}`);
    if (bytes > MAX_PAYLOAD_BYTES) return cut('the message is too long');
    if (retain && !kept.has(topic.word)) return cut(`${topic.word} may not be retained`);
    if (topic.word === 'answers' && (topic.device !== id || found.credential.kind !== 'bridge'))
      return cut('only a bridge answers, for itself');
    if (introducing.has(topic.word) && this.mayIntroduce(id, topic.device))
      return { kind: 'forward', ...topic, isStranger: true };
    // A bridge hears sockets that are not adopted, or another bridge's, and says so: that is no fault of it.
    if (!found.devices.has(topic.device))
      return carriesDevices(found.credential.kind)
        ? { kind: 'ignore', why: `${topic.device} is not adopted by way of it` }
        : cut(`may not speak for ${topic.device}`);
    if (retain && !retained.has(name) && retained.size >= Math.max(RETAINED_TOPICS, 2 * found.devices.size))
      return cut('too many retained topics');
    return { kind: 'forward', ...topic, isStranger: false };
  }
}

/** A login that many share is no device itself. */
function devicesOf({ id, kind, devices }: NetCredential): Set<string> {
  return new Set([...(kind === 'shared' ? [] : [id]), ...(carriesDevices(kind) ? devices : [])]);
}

/** What its firmware says goes to its link, or is dropped. Nothing of it is kept, whether it asks for that or not. */
function judgePlug(topics: PlugTopics, { topic, retain, bytes }: Said, retained: ReadonlySet<string>): Verdict {
  if (bytes > MAX_PAYLOAD_BYTES) return cut('the message is too long');
  const isTaken = isIn(topic, topics.publish);
  if (!isTaken && !isIn(topic, topics.ignore)) return cut(`a plug does not say ${topic}`);
  if (retain && !retained.has(topic) && retained.size >= RETAINED_TOPICS) return cut('too many retained topics');
  return isTaken ? { kind: 'translate' } : { kind: 'ignore', why: `nobody needs ${topic}` };
}

/** Whether one of the filters, which have no wildcard but a last `#`, names this topic (MQTT 3.1.1, section 4.7.1.2). */
function isIn(topic: string, filters: readonly string[]): boolean {
  return filters.some(
    (filter) => filter === topic || (filter.endsWith('/#') && `${topic}/`.startsWith(filter.slice(0, -1))),
  );
}

function cut(why: string) {
  return { kind: 'cut' as const, why };
}
