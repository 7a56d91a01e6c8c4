import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { NET_CREDENTIALS_TOPIC, NetCredentials, type CommandMessage, type CredentialKind } from '../contract/index.ts';
import { nodeSecrets } from '../broker/node-secrets.ts';
import { findDeviceType } from '../device-types/index.ts';
import type { AuditRecord } from '../domain/audit.ts';
import { EventBus } from '../domain/events.ts';
import { Field } from '../domain/field/field.ts';
import type { MadeCredential } from '../domain/field/credentials.ts';
import { NetworkNodes } from '../domain/field/network-nodes.ts';
import { silentLog } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { SqliteCredentialStore } from '../store/credentials.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import { FakeClock } from './fake-clock.ts';
import { ana } from './field-bench.ts';

/** An admin of another site. */
export const ben: Actor = { ...ana, userId: 'user_ben0001', name: 'ben', site: 'site_two002' };
/** A name that a bridge of the gateway's own machine has. */
export const LOCAL_BRIDGE = 'bridge-1';

/** Field and network nodes on a real database, with a clock that the test moves, and everything that was published. */
export class NetworkBench {
  readonly clock = new FakeClock();
  readonly audited: AuditRecord[] = [];
  /** Every warning in the log. */
  readonly warned: { readonly facts: object; readonly sentence: string }[] = [];
  readonly published: { topic: string; message: object; retain: boolean }[] = [];
  field!: Field;
  network!: NetworkNodes;
  #db!: Database;
  #ids = 0;
  #dir = newFolder();

  constructor() {
    this.#open();
    for (const site_id of [ana.site, ben.site])
      this.#db.run(sql.insertInto('sites').values({ site_id, name: site_id, time_zone: 'UTC', created_at: 0 }));
  }

  get database(): Database {
    return this.#db;
  }

  /** The database takes nothing more, or all again. */
  setDiskFull(isFull: boolean): void {
    this.#db.run(CompiledQuery.raw(`PRAGMA query_only = ${isFull ? 'ON' : 'OFF'}`));
  }

  /** As after a crash: nothing is stopped or said farewell to, and all starts anew from the files as they lie at this moment. */
  crash(): void {
    this.clock.dropTimers();
    const before = this.#dir;
    this.#dir = newFolder();
    for (const file of ['farmgate.db', 'farmgate.db-wal'])
      if (existsSync(join(before, file))) copyFileSync(join(before, file), join(this.#dir, file));
    this.#db.close();
    rmSync(before, { recursive: true });
    this.#open();
  }

  close(): void {
    this.#db.close();
    rmSync(this.#dir, { recursive: true });
  }

  /** A credential that is made without a refusal. */
  make(id: string, kind: CredentialKind = 'node', actor = ana): MadeCredential {
    const made = this.network.credentials.make(actor, { name: `Name of ${id}`, kind, id });
    if (!made.ok) throw new Error(made.refusal.detail);
    return made.value;
  }

  /** A node's hello and that it is there, by way of the public broker. */
  sayNode(id: string, { type = 'pump-node', session = 'session-1' } = {}): void {
    this.network.receive(id, id, 'hello', { contract: 1, type, session });
    this.network.receive(id, id, 'status', { online: true });
  }

  /** An outlet behind a bridge of the network says hello. */
  sayOutlet(bridge: string, device = 'outlet-fe'): void {
    const hello = { contract: 1, type: 'smart-outlet-v1', via: bridge, address: 'FE' };
    this.network.receive(bridge, device, 'hello', hello);
  }

  availabilityOf(id: string, site = ana.site): string | undefined {
    return this.field.registry.find(site, id)?.availability;
  }

  /** What the public broker was told last. */
  get snapshot(): NetCredentials {
    const last = this.published.findLast(({ topic }) => topic === NET_CREDENTIALS_TOPIC);
    if (last?.retain !== true) throw new Error('no snapshot was retained');
    return NetCredentials.parse(last.message);
  }

  /** What a node that asks over HTTP is given at once. */
  async poll(id: string): Promise<CommandMessage[] | undefined> {
    return this.network.poll(id, 0);
  }

  #open(): void {
    this.#db = new Database(join(this.#dir, 'farmgate.db'));
    const { clock } = this;
    const events = new EventBus();
    const audit = { write: (record: AuditRecord) => void this.audited.push(record), list: () => [] };
    const publish = (topic: string, message: object, options?: { readonly retain?: boolean }) => {
      this.published.push({ topic, message, retain: options?.retain ?? false });
      this.network.deliver(topic, message);
    };
    const log = { ...silentLog, warn: (facts: object, sentence: string) => void this.warned.push({ facts, sentence }) };
    const shared = { audit, clock, events, publish, log };
    const field = new Field(
      {
        ...shared,
        store: new SqliteFieldStore(this.#db),
        newId: () => `own-id-${++this.#ids}`.padEnd(10, '0'),
        ownerOf: (carrier) => this.network.siteOf(carrier),
        defer: (run) => void clock.after(0, run),
      },
      findDeviceType,
    );
    this.field = field;
    const store = new SqliteCredentialStore(this.#db);
    const isReserved = (id: string) => id === LOCAL_BRIDGE || id === 'session';
    this.network = new NetworkNodes({ ...shared, store, secrets: nodeSecrets, isReserved, field });
    field.start();
    this.network.start();
  }
}

function newFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-network-'));
}
