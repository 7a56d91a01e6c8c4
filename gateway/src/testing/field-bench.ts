import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CommandMessage,
  RadioAsk,
  Roster,
  type Change,
  type PointView,
  type RadioAnswer,
  type SwitchView,
  type TopicWord,
} from '../contract/index.ts';
import { findDeviceType } from '../device-types/index.ts';
import type { AuditLog, AuditRecord } from '../domain/audit.ts';
import { EventBus } from '../domain/events.ts';
import { Field } from '../domain/field/field.ts';
import { silentLog } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import { FakeClock } from './fake-clock.ts';

export const ana: Actor = {
  userId: 'user_ana0001',
  name: 'ana',
  site: 'site_one001',
  role: 'admin',
  masterAdmin: true,
  from: '127.0.0.1',
};

/** A field engine on a real database with a clock that the test moves, and everything it published. */
export class FieldBench {
  readonly clock = new FakeClock();
  readonly events = new EventBus();
  readonly published: { topic: string; message: object; retain: boolean }[] = [];
  readonly changes: Change[] = [];
  readonly audited: AuditRecord[] = [];
  field: Field;
  #db: Database;
  readonly #dir = mkdtempSync(join(tmpdir(), 'farmgate-field-'));
  #ids = 0;

  constructor(sites: readonly string[] = [ana.site]) {
    this.#db = new Database(join(this.#dir, 'farmgate.db'));
    for (const site_id of sites)
      this.#db.run(sql.insertInto('sites').values({ site_id, name: site_id, time_zone: 'UTC', created_at: 0 }));
    this.events.on('change', ({ change }) => this.changes.push(change));
    this.field = this.#make();
  }

  /** As after a crash: what was not written is gone, and everything starts anew from the disk. */
  restart({ reboot = false } = {}): void {
    this.clock.dropTimers();
    this.#db.close();
    this.#db = new Database(join(this.#dir, 'farmgate.db'));
    if (reboot) this.clock.boot = `${this.clock.boot}+`;
    this.published.length = 0;
    this.field = this.#make();
  }

  close(): void {
    this.#db.close();
    rmSync(this.#dir, { recursive: true });
  }

  /** A bridge with one outlet behind it, heard and adopted. */
  adoptOutlet(): void {
    this.sayBridge();
    this.sayOutlet();
    this.field.registry.adopt(ana, 'outlet-fe', {});
    this.field.receive('outlet-fe', 'status', { online: true }, 'bridge-1');
  }

  /** An outlet behind that bridge says hello. */
  sayOutlet(): void {
    const hello = { contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: 'FE' };
    this.field.receive('outlet-fe', 'hello', hello, 'bridge-1');
  }

  sayBridge(session = 'session-1'): void {
    this.field.receive('bridge-1', 'hello', { contract: 1, type: 'rf-bridge', session }, 'bridge-1');
    this.field.receive('bridge-1', 'status', { online: true }, 'bridge-1');
  }

  adoptBridge(): void {
    this.field.registry.adopt(ana, 'bridge-1', {});
  }

  /** The bridge tells how work at its radio goes on. */
  answer(answer: RadioAnswer): void {
    this.field.receive('bridge-1', 'answers', answer, 'bridge-1');
  }

  read(values: Record<string, unknown>): void {
    this.field.receive('outlet-fe', 'readings', { values }, 'bridge-1');
  }

  receipt(id: string, state: string, rest: object = {}): void {
    this.field.receive('outlet-fe', 'receipts', { id, state, ...rest }, 'bridge-1');
  }

  switchView(point = 'relay.a'): SwitchView {
    const view = this.point(point)?.switch;
    if (!view) throw new Error(`no switch ${point}`);
    return view;
  }

  point(id: string): PointView | undefined {
    return this.field.registry.find(ana.site, 'outlet-fe')?.points.find(({ definition }) => definition.id === id);
  }

  /** The commands that were put on the broker, oldest first. */
  get commands(): CommandMessage[] {
    return this.#said('commands').map((message) => CommandMessage.parse(message));
  }

  /** Work that was asked of bridges, oldest first. */
  get asks(): RadioAsk[] {
    return this.#said('asks').map((message) => RadioAsk.parse(message));
  }

  /** The rosters that were told, oldest first. */
  get rosters(): Roster[] {
    return this.#said('roster').map((message) => Roster.parse(message));
  }

  #said(word: TopicWord): object[] {
    return this.published.filter(({ topic }) => topic.endsWith(`/${word}`)).map(({ message }) => message);
  }

  #make(): Field {
    const audit: AuditLog = { write: (record) => this.audited.push(record), list: () => [] };
    const field = new Field(
      {
        store: new SqliteFieldStore(this.#db),
        audit,
        clock: this.clock,
        publish: (topic, message, options) => this.published.push({ topic, message, retain: options?.retain ?? false }),
        events: this.events,
        log: silentLog,
        newId: () => `own-id-${++this.#ids}`.padEnd(10, '0'),
        defer: (run) => void this.clock.after(0, run),
      },
      findDeviceType,
    );
    field.start();
    return field;
  }
}
