import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { systemClock } from '@farmgate/gateway/clock';
import { findDeviceType } from '../../gateway/src/device-types/index.ts';
import { EventBus } from '../../gateway/src/domain/events.ts';
import { Field } from '../../gateway/src/domain/field/field.ts';
import { silentLog } from '../../gateway/src/domain/log.ts';
import type { Actor } from '../../gateway/src/domain/people/actor.ts';
import { SqliteAuditLog } from '../../gateway/src/store/audit.ts';
import { Database, sql } from '../../gateway/src/store/database.ts';
import { SqliteFieldStore } from '../../gateway/src/store/field-store.ts';

/** The bridge they all hang on. */
export const BRIDGE = 'bridge-1';

/** Whoever owns the farm of a benchmark. */
export const owner: Actor = {
  userId: 'user_bench01',
  name: 'bench',
  site: 'site_bench01',
  role: 'admin',
  masterAdmin: true,
  from: '127.0.0.1',
};

/** The gateway's field engine on its real database, with many outlets that were all heard and read. */
export class BigFarm {
  readonly events = new EventBus();
  readonly devices: readonly string[];
  readonly field: Field;
  readonly #db: Database;

  constructor(dir: string, size: number) {
    this.#db = new Database(join(dir, 'farmgate.db'));
    this.#db.run(
      sql.insertInto('sites').values({ site_id: owner.site, name: 'Bench', time_zone: 'UTC', created_at: 0 }),
    );
    this.devices = Array.from({ length: size }, (_, at) => `outlet-${at}`);
    this.field = new Field(
      {
        store: new SqliteFieldStore(this.#db),
        audit: new SqliteAuditLog(this.#db, systemClock),
        clock: systemClock,
        publish: () => {},
        events: this.events,
        log: silentLog,
        newId: randomUUID,
        defer: (run) => void setImmediate(run),
      },
      findDeviceType,
    );
    this.field.start();
    this.field.receive(BRIDGE, 'hello', { contract: 1, type: 'rf-bridge', session: 'session-1' }, BRIDGE);
    this.field.receive(BRIDGE, 'status', { online: true }, BRIDGE);
    for (const device of this.devices) this.#adopt(device);
  }

  /** What the bridge says after a poll of this outlet. */
  poll(device: string, currentMa: number): void {
    const values = {
      'current.a': currentMa,
      'trip.a': false,
      'current.b': 12,
      'trip.b': false,
      'link.roundTrip': 187,
      'link.firstTry': 100,
    };
    this.field.receive(device, 'readings', { values }, BRIDGE);
  }

  close(): void {
    this.field.stop();
    this.#db.close();
  }

  #adopt(device: string): void {
    const address = device.slice('outlet-'.length);
    this.field.receive(device, 'hello', { contract: 1, type: 'smart-outlet-v1', via: BRIDGE, address }, BRIDGE);
    this.field.registry.adopt(owner, device, {});
    this.field.receive(device, 'status', { online: true }, BRIDGE);
    this.poll(device, 480);
  }
}
