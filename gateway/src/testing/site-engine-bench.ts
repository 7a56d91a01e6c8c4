import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Latch, PointView, Reading, SwitchView } from '../contract/index.ts';
import type { AuditRecord } from '../domain/audit.ts';
import { EventBus } from '../domain/events.ts';
import type { EngineOrder, PreparedOrder } from '../domain/field/commander.ts';
import { done, refused, type Outcome } from '../domain/field/farm.ts';
import type { Actor } from '../domain/people/actor.ts';
import { ALL_PUMPS } from '../domain/sharing/names.ts';
import { pumpDefaults, type Pump } from '../domain/sharing/pump.ts';
import type { PumpSetupStore } from '../domain/sharing/pump-ports.ts';
import type { SharingField, SharingParts } from '../domain/sharing/sharing-parts.ts';
import type { Changes } from '../domain/sharing/state.ts';
import { recharge } from '../domain/sharing/ledger.ts';
import { book } from '../domain/sharing/book.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteLedgerStore } from '../store/ledger.ts';
import { SqlitePumpSetupStore } from '../store/pump-setups.ts';
import { SqliteSharingStore } from '../store/sharing.ts';
import { FakeClock } from './fake-clock.ts';
import { BadDisk } from './sharing-bad-disk.ts';

export const engineSite = 'site_one001';
/** A site that has nothing. */
export const otherEngineSite = 'site_two002';
const GIVEN_S = 3_600;
/** No test needs as many timers, or errors. */
const MOST = 1_000;

type Seen = NonNullable<ReturnType<SharingField['findDevice']>>;

/** The engine of shared pumps on a real database, over a field that only takes notes: what is written and sent, in its order. */
export class EngineBench {
  readonly clock = new FakeClock();
  readonly events = new EventBus();
  readonly disk: BadDisk;
  readonly db: Database;
  readonly store: SqliteSharingStore;
  readonly ledger: SqliteLedgerStore;
  /** What is said of pumps beyond how they are shared. */
  readonly setups: PumpSetupStore;
  readonly parts: SharingParts;
  /** What happened, oldest first; cleared by `since`. */
  deeds: string[] = [];
  readonly orders: EngineOrder[] = [];
  readonly audited: AuditRecord[] = [];
  readonly told: Changes[] = [];
  readonly errors: string[] = [];
  readonly alerts: { site: string; rule: string; do: string }[] = [];
  /** By id: what the field shows of a device. */
  readonly devices = new Map<string, Seen>();
  readonly owed = new Set<string>();
  latch: Latch = { latched: false };
  /** Why no ON is taken; everything is, where it is absent. */
  refusal: string | undefined;
  /** No OFF is taken either. */
  refusesOff = false;
  /** What a look at a device, or a renewal, throws. */
  mistake: Error | undefined;
  #deferred: (() => void)[] = [];
  #ids = 0;
  readonly #dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-engine-'));

  constructor({ staggerMs = 0, timeZone = 'UTC' }: { staggerMs?: number; timeZone?: string } = {}) {
    this.db = new Database(join(this.#dir, 'farmgate.db'));
    for (const site_id of [engineSite, otherEngineSite])
      this.db.run(sql.insertInto('sites').values({ site_id, name: 'Farm', time_zone: timeZone, created_at: 0 }));
    this.disk = new BadDisk(this.db);
    this.store = new SqliteSharingStore(this.db, this.clock);
    this.ledger = new SqliteLedgerStore(this.db);
    this.setups = new SqlitePumpSetupStore(this.db);
    this.parts = this.#make(staggerMs);
  }

  close(): void {
    this.db.close();
    rmSync(this.#dir, { recursive: true });
  }

  setTimeZone(time_zone: string): void {
    this.db.run(sql.updateTable('sites').set({ time_zone }));
  }

  pump(more: Partial<Pump> = {}): Pump {
    const id = more.id ?? 'pump-1';
    return { ...pumpDefaults, id, site: engineSite, name: id, group: ALL_PUMPS, device: id, point: 'relay', ...more };
  }

  actor(userId = 'ana', role: Actor['role'] = 'user'): Actor {
    return {
      userId,
      name: `${userId}@farm`,
      calledName: userId,
      site: engineSite,
      role,
      masterAdmin: false,
      from: 'test',
    };
  }

  /** Minutes that somebody has paid for. Unit: s. */
  give(user: string, seconds = GIVEN_S): void {
    const ledger = this.ledger.forSite(engineSite);
    const note = { site: engineSite, actor: 'ana', reason: 'paid', run: null, key: null, at: this.clock.wallMs() };
    const bookings = recharge(ledger.wallet(user), seconds);
    if (bookings.ok) book(ledger, bookings.value, note);
  }

  wallet(user: string): [balance: number, reserved: number] {
    const { balance, reserved } = this.ledger.forSite(engineSite).wallet(user);
    return [balance, reserved];
  }

  /** What the field shows of a device from now on, and says so. */
  show(
    device: string,
    relay: Partial<SwitchView>,
    { availability = 'online', readings = {} }: { availability?: Seen['availability']; readings?: Readings } = {},
  ): void {
    this.devices.set(device, { availability, points: [switchView(relay), ...Object.entries(readings).map(pointOf)] });
    this.events.emit('change', { site: engineSite, change: { what: 'values', device, at: 0, values: {} } });
    this.settle();
  }

  /** Whatever was put off until the present events are through. */
  settle(): void {
    for (let run = this.#deferred.shift(); run; run = this.#deferred.shift()) run();
  }

  /** How much is put off. */
  get deferred(): number {
    return this.#deferred.length;
  }

  /** What was done since it was last asked. */
  since(): string[] {
    const { deeds } = this;
    this.deeds = [];
    return deeds;
  }

  #make(staggerMs: number): SharingParts {
    const { store, ledger, events } = this;
    const clock = this.#countedClock();
    const note = (_facts: object, sentence: string) => {
      if (this.errors.push(sentence) > MOST) throw new Error(`again and again: ${sentence}`);
    };
    return {
      store: {
        sites: () => store.sites(),
        forSite: (site) => store.forSite(site),
        transaction: (work) => this.#written(() => store.transaction(work)),
      },
      ledger,
      field: {
        commander: {
          prepare: (order) => this.#prepare(order),
          isOffOwed: ({ device }) => this.owed.has(device),
          renew: ({ device }, { leaseS, run }, expiryMs) => {
            if (this.mistake) throw this.mistake;
            this.deeds.push(`renew ${device}: ${leaseS} s of run ${run}, within ${expiryMs} ms`);
          },
        },
        findDevice: (site, device) => {
          if (this.mistake) throw this.mistake;
          return site === engineSite ? this.devices.get(device) : undefined;
        },
        latch: () => this.latch,
        releaseLatch: (_site, device) => void this.deeds.push(`release ${device}`),
      },
      audit: { write: (record) => void this.audited.push(record), list: () => [] },
      clock,
      events,
      log: { debug() {}, info() {}, warn: note, error: note },
      newId: (prefix) => `${prefix}_${++this.#ids}`,
      staggerMs,
      onAlert: (site, alert) => void this.alerts.push({ site, rule: alert.rule, do: alert.do }),
      onChange: (_site, changes) => {
        this.told.push(changes);
        this.deeds.push('told');
      },
      defer: (run) => void this.#deferred.push(run),
    };
  }

  /** What comes due again and again ends the test, and does not hang it. */
  #countedClock(): Clock {
    const { clock } = this;
    let fired = 0;
    const after = (ms: number, run: () => void) =>
      clock.after(ms, () => {
        if (++fired > MOST) throw new Error('a timer fires again and again');
        run();
      });
    return { monoMs: () => clock.monoMs(), wallMs: () => clock.wallMs(), boot: clock.boot, after };
  }

  #written<Result>(work: () => Result): Result {
    try {
      const result = work();
      this.deeds.push('written');
      return result;
    } catch (error) {
      this.deeds.push('not written');
      throw error;
    }
  }

  #prepare(order: EngineOrder): Outcome<PreparedOrder> {
    this.orders.push(order);
    if ((order.value || this.refusesOff) && this.refusal !== undefined) return refused('latched', this.refusal);
    const text = `${order.value ? 'ON' : 'OFF'} ${order.device}`;
    return done({
      record: () => void this.deeds.push(`record ${text}`),
      send: () => void this.deeds.push(`send ${text}`),
    });
  }
}

type Readings = Record<string, Partial<Reading>>;

function switchView(relay: Partial<SwitchView>): PointView {
  return {
    definition: { id: 'relay', kind: 'switch', label: 'Relay', unit: '' },
    switch: { desired: null, reported: 'unknown', ...relay },
  };
}

function pointOf([id, reading]: [string, Partial<Reading>]): PointView {
  return {
    definition: { id, kind: 'measure', label: id, unit: '' },
    reading: { value: 0, at: 0, quality: 'good', ...reading } as Reading,
  };
}
