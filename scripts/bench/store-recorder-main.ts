import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DEVICES, EVERY_MS, metrics, StoreData } from './store-data.ts';

/**
 * Feeds a table as Home Assistant's recorder has it (`states` of homeassistant/components/recorder/db_schema.py, version 48: columns and
 * indexes), one row a sample, and prints what that took.
 */
interface Order {
  readonly dir: string;
  readonly samples: number;
  readonly commitMs: number;
  readonly devices?: number;
  readonly everyMs?: number;
  readonly unsafe?: boolean;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const file = join(order.dir, 'recorder.db');
const db = new Sqlite(file);
db.pragma('journal_mode = WAL');
db.pragma(`synchronous = ${order.unsafe ? 'OFF' : 'FULL'}`);
db.exec(`
  CREATE TABLE states (
    state_id INTEGER NOT NULL PRIMARY KEY, entity_id CHAR(0), state VARCHAR(255), attributes CHAR(0), event_id SMALLINT,
    last_changed CHAR(0), last_changed_ts FLOAT, last_reported_ts FLOAT, last_updated CHAR(0), last_updated_ts FLOAT,
    old_state_id INTEGER, attributes_id INTEGER, context_id CHAR(0), context_user_id CHAR(0), context_parent_id CHAR(0),
    origin_idx SMALLINT, context_id_bin BLOB, context_user_id_bin BLOB, context_parent_id_bin BLOB, metadata_id INTEGER);
  CREATE INDEX ix_states_attributes_id ON states (attributes_id);
  CREATE INDEX ix_states_metadata_id_last_updated_ts ON states (metadata_id, last_updated_ts);
  CREATE INDEX ix_states_context_id_bin ON states (context_id_bin);
  CREATE INDEX ix_states_old_state_id ON states (old_state_id);
  CREATE INDEX ix_states_last_updated_ts ON states (last_updated_ts);
`);
const insert = db.prepare(
  'INSERT INTO states (state, last_updated_ts, old_state_id, attributes_id, origin_idx, context_id_bin, metadata_id) VALUES (?, ?, ?, ?, 0, ?, ?)',
);
const data = new StoreData(order.devices ?? DEVICES, order.everyMs);
const everyMs = order.everyMs ?? EVERY_MS;
const last = new Map<number, number>();
let samples = 0;
let cpuUs = 0;
const context = Buffer.alloc(16);
while (samples < order.samples) {
  const ticks = Array.from({ length: Math.max(1, order.commitMs / everyMs) }, () => data.next()).flat();
  const before = process.cpuUsage();
  db.transaction(() => {
    for (const { device, at, values } of ticks)
      for (const place of metrics.keys()) {
        const metadata = device * metrics.length + place + 1;
        // A context's id is a ULID: the time first, then at random.
        context.writeUIntBE(at, 0, 6);
        context.writeUInt32BE(samples, 12);
        const row = insert.run(
          String(values[place]),
          at / 1000,
          last.get(metadata) ?? null,
          metadata,
          context,
          metadata,
        );
        last.set(metadata, Number(row.lastInsertRowid));
        samples++;
      }
  }).immediate();
  const { user, system } = process.cpuUsage(before);
  cpuUs += user + system;
}
db.pragma('wal_checkpoint(TRUNCATE)');
const bytes = Number(db.pragma('page_count', { simple: true })) * 4_096;
db.close();
console.log(`done ${JSON.stringify({ samples, bytes, written: writtenBytes(), cpuUs, file })}`);

function writtenBytes(): number {
  const [, written = '0'] = /^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8')) ?? [];
  return Number(written);
}
