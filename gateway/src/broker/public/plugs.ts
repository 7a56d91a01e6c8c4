import {
  isPlugKind,
  type CommandMessage,
  type NetCredentials,
  type PlugKind,
  type TopicWord,
} from '../../contract/index.ts';
import { Refusal } from '../guard/index.ts';
import type { Saying } from './outbox.ts';

/** What a plug of some maker may do at a broker: MQTT filters. */
export interface PlugTopics {
  /** Taken by its link. */
  readonly publish: readonly string[];
  /** Dropped, but it is not cut off for it. */
  readonly ignore: readonly string[];
  readonly subscribe: readonly string[];
}

/** One plug's link: understands what its firmware says, and says in the firmware's words what it is told. */
export interface PlugLine {
  start(): void;
  stop(): void;
  hear(topic: string, payload: Uint8Array | string): void;
  command(message: CommandMessage): void;
  lose(reason: string): void;
}

/** What a link is handed for one plug. */
export interface PlugLineParts {
  readonly id: string;
  /** Publishes for the plug: QoS 0, never retained. */
  readonly send: (sent: { readonly topic: string; readonly payload: string }) => void;
  /** Takes what the plug says, in the words of the contract. */
  readonly tell: (device: string, word: TopicWord, message: object) => void;
  /** Whether there is somebody who wants it on: else no lease is renewed. */
  readonly mayRenew: () => boolean;
}

/** The makers whose plugs may come. Their dialects are not the broker's: it is handed them. */
export interface PlugMakers {
  topics(kind: PlugKind, id: string): PlugTopics;
  /** Whether the firmware makes such names for its MQTT client. */
  isClientId(kind: PlugKind, clientId: string): boolean;
  link(kind: PlugKind, parts: PlugLineParts): PlugLine;
}

/** A plug's connection. */
export interface PlugConnection {
  refuse(refusal: Refusal): void;
}

/** What the links of all plugs are made with. */
export interface PlugsParts {
  readonly makers: PlugMakers;
  readonly send: PlugLineParts['send'];
  /** Answers false where there is no room for it now. */
  readonly say: (saying: Saying) => boolean;
  readonly isCoreThere: () => boolean;
}

interface Plug {
  /** Kind and secret that its link was made for. */
  readonly key: string;
  readonly link: PlugLine;
  connection: PlugConnection | undefined;
}

/** The plugs that may come, each with a link for as long as its credential is the same, and its one connection. */
export class Plugs {
  readonly #parts: PlugsParts;
  readonly #plugs = new Map<string, Plug>();

  constructor(parts: PlugsParts) {
    this.#parts = parts;
  }

  /** The gateway's list took the place of the one before. */
  replace({ credentials }: NetCredentials): void {
    const keys = new Map(credentials.map(({ id, kind, hash }) => [id, `${kind} ${hash}`]));
    for (const [id, { key, link }] of this.#plugs) {
      if (keys.get(id) === key) continue;
      link.stop();
      this.#plugs.delete(id);
    }
    for (const { id, kind } of credentials)
      if (isPlugKind(kind) && !this.#plugs.has(id)) this.#make(id, kind, keys.get(id) ?? '');
  }

  stop(): void {
    this.replace({ credentials: [] });
  }

  has(id: string): boolean {
    return this.#plugs.has(id);
  }

  /** It signed in. Whoever had its name before is cut off: two would answer for each other. */
  connect(id: string, connection: PlugConnection): void {
    const plug = this.#plugs.get(id);
    if (!plug) return;
    plug.connection?.refuse(new Refusal('it signed in once more'));
    plug.connection = connection;
  }

  /** This connection ended; one that another took the place of says nothing by that. */
  disconnect(id: string, connection: PlugConnection): void {
    const plug = this.#plugs.get(id);
    if (plug?.connection !== connection) return;
    plug.connection = undefined;
    plug.link.lose('its connection ended');
  }

  /** It said something, or left it behind. */
  hear(id: string, connection: PlugConnection, topic: string, payload: Uint8Array | string): void {
    const plug = this.#plugs.get(id);
    if (plug?.connection === connection) plug.link.hear(topic, payload);
  }

  /** A command for it. Told later, so that what it answers at once does not come in the middle of this. */
  command(id: string, message: CommandMessage): void {
    const plug = this.#plugs.get(id);
    setImmediate(() => {
      if (plug && this.#plugs.get(id) === plug) plug.link.command(message);
    });
  }

  #make(id: string, kind: PlugKind, key: string): void {
    const { makers, send, say, isCoreThere } = this.#parts;
    const link = makers.link(kind, {
      id,
      send,
      tell: (device, word, payload) => {
        if (say({ credential: id, device, word, payload })) return;
        plug.connection?.refuse(new Refusal('too much waits for the gateway'));
      },
      mayRenew: isCoreThere,
    });
    const plug: Plug = { key, link, connection: undefined };
    this.#plugs.set(id, plug);
    link.start();
  }
}
