import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database, sql } from './database.ts';
import { CompiledQuery } from 'kysely';
import { Fault } from '../domain/fault.ts';
import { migrations } from './migrations.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'farmgate-store-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const site = { site_id: 'site_one', name: 'Farm', time_zone: 'Asia/Bangkok', created_at: 1 };

it('keeps what was committed and only its owner may read the file', () => {
  const file = join(dir, 'farmgate.db');
  const first = new Database(file);
  first.run(sql.insertInto('sites').values(site));
  first.close();
  const second = new Database(file);
  expect(second.all(sql.selectFrom('sites').selectAll())).toMatchObject([site]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  second.close();
});

it('undoes the whole of a transaction that throws', () => {
  const database = new Database(join(dir, 'farmgate.db'));
  expect(() =>
    database.transaction(() => {
      database.run(sql.insertInto('sites').values(site));
      database.transaction(() => database.run(sql.insertInto('sites').values({ ...site, site_id: 'site_two' })));
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(database.all(sql.selectFrom('sites').selectAll())).toEqual([]);
  database.close();
});

it('says that the disk takes nothing, and checks that it does', () => {
  const database = new Database(join(dir, 'farmgate.db'));
  const setReadOnly = (value: 'ON' | 'OFF') => database.run(CompiledQuery.raw(`PRAGMA query_only = ${value}`));
  setReadOnly('ON');
  expect(() => database.check()).toThrow(Fault);
  setReadOnly('OFF');
  database.check();
  setReadOnly('ON');
  const save = () => database.run(sql.insertInto('sites').values(site));
  expect(save).toThrow('cannot write to its disk');
  expect(() => database.transaction(save)).toThrow(Fault);
  expect(() => database.check()).toThrow(Fault);
  setReadOnly('OFF');
  database.check();
  save();
  expect(save).toThrow('UNIQUE');
  database.close();
});

it('refuses a file of a newer version with the way back', () => {
  const file = join(dir, 'farmgate.db');
  const newer = new Sqlite(file);
  newer.pragma(`user_version = ${migrations.length + 1}`);
  newer.close();
  expect(() => new Database(file)).toThrow(/newer Farmgate/);
});

it('gives every table a site', () => {
  const file = join(dir, 'farmgate.db');
  new Database(file).close();
  const raw = new Sqlite(file);
  const tables = raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const columns = (table: unknown) => raw.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  expect(tables.filter((table) => !columns(table).includes('site_id'))).toEqual([]);
  raw.close();
});
