import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import {
  NET_CREDENTIALS_TOPIC,
  NET_SAYINGS_TOPIC,
  parseNetTopic,
  parseTopic,
  PUBLIC_CLIENT,
  type NetCredential,
  type NetSaying,
} from '../contract/index.ts';
import { MAX_PAYLOAD_BYTES } from '../broker/payload.ts';
import { findSayings } from '../broker/public-client.ts';
import { makeFolder } from './processes.ts';

export const CORE_SECRET = 'the-secret-of-the-public-broker';

/** What the public broker passed on. */
export type Heard = NetSaying;

/** The gateway's side of the public broker: a core broker on a Unix socket that gives out a list and hears what is passed on. */
export class NetCore {
  readonly #folder = makeFolder('net-core');
  readonly heard: Heard[] = [];
  readonly #watchers = new Set<() => void>();
  #broker: Aedes | undefined;
  #server: Server | undefined;
  #credentials: readonly NetCredential[] = [];
  /** It hangs up at what this is true for. */
  isHangingUpAt: (heard: Heard) => boolean = () => false;

  get path(): string {
    return join(this.#folder.dir, 'core.sock');
  }

  get dir(): string {
    return this.#folder.dir;
  }

  readonly open = () => connect({ path: this.path });

  async start(): Promise<void> {
    rmSync(this.path, { force: true });
    const broker = await Aedes.createBroker({
      authenticate: (client, username, password, done) =>
        done(null, client.id === PUBLIC_CLIENT && username === client.id && password?.toString() === CORE_SECRET),
      authorizePublish: (_client, { topic, payload }, done) => {
        const heard = Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES ? undefined : heardOf(topic, payload);
        done(heard && !heard.some((one) => this.isHangingUpAt(one)) ? null : new Error('not here'));
      },
      authorizeSubscribe: (_client, subscription, done) => {
        const word = parseTopic(subscription.topic)?.word ?? '';
        const may = subscription.topic === NET_CREDENTIALS_TOPIC || ['commands', 'roster', 'asks'].includes(word);
        done(null, may ? subscription : null);
      },
      published: ({ topic, payload }, client, done) => {
        const heard = client ? heardOf(topic, payload) : undefined;
        if (heard) this.heard.push(...heard);
        this.#tell();
        done();
      },
    });
    broker.on('subscribe', () => this.#tell());
    this.#broker = broker;
    this.#server = createServer((socket) => broker.handle(socket));
    await new Promise<void>((resolve) => this.#server?.listen(this.path, resolve));
    this.#tellCredentials();
  }

  /** As when the gateway dies: every connection ends, and nothing listens. */
  async stop(): Promise<void> {
    const [broker, server] = [this.#broker, this.#server];
    this.#broker = undefined;
    this.#server = undefined;
    if (broker) await new Promise<void>((resolve) => broker.close(resolve));
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  remove(): void {
    this.#folder.remove();
  }

  /** Says who may sign in, from now on. */
  admit(credentials: readonly NetCredential[]): void {
    this.#credentials = credentials;
    this.#tellCredentials();
  }

  /** The gateway says something. */
  say(topic: string, message: object, { retain = false } = {}): void {
    const payload = Buffer.from(JSON.stringify(message));
    this.#broker?.publish({ cmd: 'publish', topic, payload, qos: 0, retain, dup: false }, () => {});
  }

  /** Resolves once `isSo`, which is asked after everything that happens here. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
    });
  }

  /** Whether the public broker hears this topic. */
  isHeard(topic: string): boolean {
    return Object.values(clientsOf(this.#broker)).some((client) => topic in client.subscriptions);
  }

  #tellCredentials(): void {
    this.say(NET_CREDENTIALS_TOPIC, { credentials: this.#credentials }, { retain: true });
  }

  #tell(): void {
    for (const look of this.#watchers) look();
  }
}

/** A credential whose secret is its id twice. */
export function credentialOf(id: string, kind: NetCredential['kind'], devices: readonly string[] = []): NetCredential {
  return { id, kind, hash: createHash('sha256').update(secretOf(id)).digest('hex'), devices: [...devices] };
}

/** The secret of `credentialOf(id)`. */
export function secretOf(id: string): string {
  return `${id}:${id}`;
}

function heardOf(topic: string, payload: Buffer | string): readonly Heard[] | undefined {
  if (topic === NET_SAYINGS_TOPIC) return findSayings(payload.toString());
  const parsed = parseNetTopic(topic);
  return parsed && [{ ...parsed, payload: JSON.parse(payload.toString()) }];
}

/** The library has them, and its types do not say so. */
function clientsOf(broker: Aedes | undefined): Record<string, { readonly subscriptions: object }> {
  return broker && 'clients' in broker ? (broker.clients as Record<string, { subscriptions: object }>) : {};
}
