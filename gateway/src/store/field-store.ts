import type { Insertable, Selectable } from 'kysely';
import type { Command, LoadKind, PointValue, Quality, TrailStep } from '../contract/index.ts';
import type { FieldCommand, Moment } from '../domain/field/command.ts';
import type {
  CommandFilter,
  DeviceRecord,
  FieldStore,
  LastValue,
  LatchRecord,
  PointRecord,
} from '../domain/field/ports.ts';
import { sql, type Database } from './database.ts';
import type { CommandsTable, DevicesTable, LastValuesTable, LatchesTable, PointsTable } from './schema.ts';

/** The field engine's tables: devices, points, commands, latches and last values. */
export class SqliteFieldStore implements FieldStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  sites(): string[] {
    return this.#db.all(sql.selectFrom('sites').select('site_id')).map(({ site_id }) => site_id);
  }

  devices(): DeviceRecord[] {
    return this.#db.all(sql.selectFrom('devices').selectAll().orderBy('adopted_at').orderBy('id')).map(toDevice);
  }

  saveDevice(device: DeviceRecord): void {
    const { site_id: _, id: __, ...changes } = fromDevice(device);
    this.#db.run(
      sql
        .insertInto('devices')
        .values(fromDevice(device))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changes)),
    );
  }

  removeDevice(site: string, id: string): void {
    this.#db.transaction(() => {
      this.#db.run(sql.deleteFrom('devices').where('site_id', '=', site).where('id', '=', id));
      this.#db.run(sql.deleteFrom('credentials').where('site_id', '=', site).where('device_id', '=', id));
    });
  }

  points(): PointRecord[] {
    return this.#db.all(sql.selectFrom('points').selectAll()).map(toPoint);
  }

  savePoint(point: PointRecord): void {
    const row: PointsTable = {
      site_id: point.site,
      device_id: point.device,
      point_id: point.point,
      name: point.name ?? null,
      load: point.load ?? null,
      contactor: point.contactor ? 1 : 0,
    };
    const { name, load, contactor } = row;
    this.#db.run(
      sql
        .insertInto('points')
        .values(row)
        .onConflict((conflict) => conflict.columns(['device_id', 'point_id']).doUpdateSet({ name, load, contactor })),
    );
  }

  lastValues(): LastValue[] {
    return this.#db.all(sql.selectFrom('last_values').selectAll()).map(toLastValue);
  }

  saveLastValues(values: readonly LastValue[]): void {
    this.#db.transaction(() => {
      for (const { site, device, point, value, at, quality } of values) {
        const changes = { value: JSON.stringify(value), at, quality };
        this.#db.run(
          sql
            .insertInto('last_values')
            .values({ site_id: site, device_id: device, point_id: point, ...changes })
            .onConflict((conflict) => conflict.columns(['device_id', 'point_id']).doUpdateSet(changes)),
        );
      }
    });
  }

  latches(): LatchRecord[] {
    return this.#db.all(sql.selectFrom('latches').selectAll()).map(toLatch);
  }

  saveLatch({ site, latched, by, at, releasedAt }: LatchRecord): void {
    const changes = { latched: latched ? 1 : 0, by, at, released_at: releasedAt ?? null } as const;
    this.#db.run(
      sql
        .insertInto('latches')
        .values({ site_id: site, ...changes })
        .onConflict((conflict) => conflict.column('site_id').doUpdateSet(changes)),
    );
  }

  lastCommand(
    { site, device, point }: Pick<FieldCommand, 'site' | 'device' | 'point'>,
    boot: string,
    now: Moment,
  ): FieldCommand | undefined {
    const row = this.#db.first(
      sql
        .selectFrom('commands')
        .selectAll()
        .where('site_id', '=', site)
        .where('device_id', '=', device)
        .where('point_id', '=', point)
        .orderBy('seq', 'desc')
        .limit(1),
    );
    return row && toCommand(row, boot, now);
  }

  openCommands(boot: string, now: Moment): FieldCommand[] {
    return this.#db
      .all(sql.selectFrom('commands').selectAll().where('open', '=', 1).orderBy('seq'))
      .map((row) => toCommand(row, boot, now));
  }

  insertCommand(command: FieldCommand, boot: string): void {
    this.#db.run(sql.insertInto('commands').values(fromCommand(command, boot)));
  }

  updateCommand(command: FieldCommand): void {
    this.#db.run(sql.updateTable('commands').set(progressOf(command)).where('id', '=', command.id));
  }

  findCommand(id: string): FieldCommand | undefined {
    const row = this.#db.first(sql.selectFrom('commands').selectAll().where('id', '=', id));
    return row && toRecord(row);
  }

  listCommands(site: string, { device, point, limit }: CommandFilter): FieldCommand[] {
    let query = sql.selectFrom('commands').selectAll().where('site_id', '=', site);
    if (device !== undefined) query = query.where('device_id', '=', device);
    if (point !== undefined) query = query.where('point_id', '=', point);
    return this.#db.all(query.orderBy('seq', 'desc').limit(limit)).map(toRecord);
  }
}

function fromDevice(device: DeviceRecord): DevicesTable {
  return {
    site_id: device.site,
    id: device.id,
    type: device.type,
    name: device.name,
    location: device.location ?? null,
    via: device.via ?? null,
    address: device.address ?? null,
    firmware: device.firmware ?? null,
    demo: device.demo ? 1 : 0,
    adopted_at: device.adoptedAt,
  };
}

function toDevice(row: DevicesTable): DeviceRecord {
  return {
    site: row.site_id,
    id: row.id,
    type: row.type,
    name: row.name,
    ...(row.location === null ? {} : { location: row.location }),
    ...(row.via === null ? {} : { via: row.via }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.firmware === null ? {} : { firmware: row.firmware }),
    demo: row.demo === 1,
    adoptedAt: row.adopted_at,
  };
}

function toPoint(row: PointsTable): PointRecord {
  return {
    site: row.site_id,
    device: row.device_id,
    point: row.point_id,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.load === null ? {} : { load: row.load as LoadKind }),
    contactor: row.contactor === 1,
  };
}

function toLastValue(row: LastValuesTable): LastValue {
  return {
    site: row.site_id,
    device: row.device_id,
    point: row.point_id,
    value: JSON.parse(row.value) as PointValue,
    at: row.at,
    quality: row.quality as Quality,
  };
}

function toLatch(row: LatchesTable): LatchRecord {
  return {
    site: row.site_id,
    latched: row.latched === 1,
    by: row.by,
    at: row.at,
    ...(row.released_at === null ? {} : { releasedAt: row.released_at }),
  };
}

function fromCommand(command: FieldCommand, boot: string): Insertable<CommandsTable> {
  return {
    site_id: command.site,
    id: command.id,
    device_id: command.device,
    point_id: command.point,
    value: JSON.stringify(command.value),
    by: command.by,
    accepted_at: command.accepted.wall,
    expires_at: command.expires?.wall ?? null,
    boot,
    accepted_mono: command.accepted.mono,
    expires_mono: command.expires?.mono ?? null,
    ...progressOf(command),
  };
}

function progressOf(command: FieldCommand) {
  const isOpen = command.state !== 'confirmed' && command.state !== 'failed';
  return {
    state: command.state,
    reason: command.reason ?? null,
    evidence: command.evidence ?? null,
    open: isOpen ? 1 : 0,
    not_stopping: command.notStopping ? 1 : 0,
    tries: command.tries,
    trail: JSON.stringify(command.trail),
  } as const;
}

/** A record as it stands, its moments by the clock of the boot that wrote it. */
function toRecord(row: Selectable<CommandsTable>): FieldCommand {
  return {
    id: row.id,
    site: row.site_id,
    device: row.device_id,
    point: row.point_id,
    value: JSON.parse(row.value) as PointValue,
    by: row.by,
    accepted: { mono: row.accepted_mono, wall: row.accepted_at },
    ...(row.expires_at === null ? {} : { expires: { mono: row.expires_mono ?? 0, wall: row.expires_at } }),
    state: row.state as Command['state'],
    ...(row.reason === null ? {} : { reason: row.reason as NonNullable<Command['reason']> }),
    ...(row.evidence === null ? {} : { evidence: row.evidence as NonNullable<Command['evidence']> }),
    tries: row.tries,
    notStopping: row.not_stopping === 1,
    handed: true,
    trail: JSON.parse(row.trail) as TrailStep[],
  };
}

/**
 * A record brought to the present boot's monotonic clock. Across a boot nobody knows how long the machine was off: what can
 * expire has expired, and what is owed counts from now.
 */
function toCommand(row: Selectable<CommandsTable>, boot: string, now: Moment): FieldCommand {
  const command = toRecord(row);
  if (row.boot === boot) return command;
  return {
    ...command,
    accepted: { ...command.accepted, mono: now.mono },
    ...(command.expires ? { expires: { ...command.expires, mono: now.mono } } : {}),
  };
}
