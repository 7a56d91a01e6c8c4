import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onePumpFarm, parseFault, VirtualFarm, type PlantSpec, type TruthBook } from '@farmgate/virtual-farm';
import { PumpSide } from '../app/pump-side.ts';
import { findDeviceType } from '../device-types/index.ts';
import type { PumpSetup, PumpView } from '../contract/index.ts';
import type { AlertCause } from '../domain/alerts/alert.ts';
import { EventBus } from '../domain/events.ts';
import { Field } from '../domain/field/field.ts';
import { silentLog } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { pumpDefaults, type Pump } from '../domain/sharing/pump.ts';
import type { Run } from '../domain/sharing/run.ts';
import { ALL_PUMPS } from '../domain/sharing/names.ts';
import type { Sharing } from '../domain/sharing/sharing.ts';
import type { Wallets } from '../domain/sharing/wallets.ts';
import { SqliteAuditLog } from '../store/audit.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import { SqliteLedgerStore } from '../store/ledger.ts';
import { FakeClock } from './fake-clock.ts';
import { findWrongTurns } from './sharing-truth.ts';

export const sharingSite = 'site_one001';
/** A farm that has nothing. */
export const otherSite = 'site_two002';

/** What a bench is made of. */
export interface SharingBenchSpec {
  readonly pumps?: number;
  readonly users?: number;
  /** Other than a calm farm whose tanks and wells have no end. */
  readonly plant?: (calm: PlantSpec) => PlantSpec;
  /** What an admin says of each pump, by its device: set up so its guard watches it, else it has none. */
  readonly setUp?: (device: string) => Partial<PumpSetup>;
  /** Which devices are the site's from the first; all of them where nothing is said. */
  readonly adopts?: (device: string) => boolean;
  /** The breaker's node tells the site of its grid; else `setPower` does. */
  readonly hasSense?: boolean;
  readonly timeZone?: string;
  /** Unit: ms since 1970. */
  readonly startsAt?: number;
  /** Of the starts after the power came back. Unit: ms. */
  readonly staggerMs?: number;
}

const GIVEN_S = 36_000;
/** Of the virtual pumps, by their plate. */
export const demoMotor = { phases: 3, kw: 2.2, nominalV: 230, ratedMa: 4_918 } as const;
/** Unwinds a process that dies in the midst of what it does. */
const died = new Error('the process has died');
const STEP_MS = 100;

/**
 * Shared pumps as they are run: real SQLite, the real field, virtual pump nodes with motors behind them, on virtual time. The process
 * may die at any moment, and its nodes may lose their line.
 */
export class SharingBench {
  readonly clock: FakeClock;
  readonly farm: VirtualFarm;
  /** Those that were raised, and whether they still are. */
  readonly alerts: (AlertCause & { readonly isOn: boolean })[] = [];
  readonly users: readonly string[];
  readonly pumps: readonly string[];
  db: Database;
  field: Field;
  side: PumpSide;
  sharing: Sharing;
  wallets: Wallets;
  readonly #cut = new Set<string>();
  /** Of the process that runs now: timers of one that died do nothing. */
  #life: object = {};
  /** What it says is lost, what it is told arrives. */
  readonly muted = new Set<string>();
  readonly #dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-sharing-'));
  readonly file = join(this.#dir, 'farmgate.db');
  #events = new EventBus();
  readonly #spec: SharingBenchSpec;
  /** Of the pumps, by device. */
  readonly #pumpIds = new Map<string, string>();
  readonly #ons: { at: number; device: string; leaseS: number }[] = [];
  readonly #bans: { at: number; isOn: boolean }[] = [];
  #ids = 0;
  #isDown = false;
  #isDoomed = false;

  constructor(spec: SharingBenchSpec = {}) {
    const { pumps = 1, users = 3, timeZone = 'UTC', startsAt, plant = (calm) => calm, adopts = () => true } = spec;
    this.#spec = spec;
    this.clock = new FakeClock(startsAt);
    this.pumps = Array.from({ length: pumps }, (_, index) => `pump-${index + 1}`);
    this.users = Array.from({ length: users }, (_, index) => `user_${String(index + 1).padStart(6, '0')}`);
    this.db = new Database(this.file);
    for (const site_id of [sharingSite, otherSite])
      this.db.run(sql.insertInto('sites').values({ site_id, name: 'Farm', time_zone: timeZone, created_at: 0 }));
    for (const id of this.users) this.#addUser(id);
    const parts = this.#make();
    ({ field: this.field, side: this.side, sharing: this.sharing, wallets: this.wallets } = parts);
    this.farm = new VirtualFarm({ clock: this.clock, outlets: [], seed: 1, plant: plant(plantOf(this.pumps)) });
    this.farm.plant?.start();
    this.field.start();
    this.side.start();
    for (const voice of this.farm.plant?.voices ?? []) this.#connect(voice.node.name);
    for (const { node } of this.farm.plant?.voices ?? [])
      if (adopts(node.name)) this.field.registry.adopt(this.actor(), node.name, {});
    for (const device of this.pumps) this.#pumpIds.set(device, this.#setUpPump(device));
    if (spec.hasSense) this.#setUpGrid();
    for (const user of this.users)
      this.wallets.recharge(this.actor(), { user, seconds: GIVEN_S, reason: 'for the test' });
    this.pass(80);
  }

  get truth(): TruthBook {
    return this.farm.truth;
  }

  actor(user = this.users[0] ?? '', role: Actor['role'] = 'admin'): Actor {
    return { userId: user, name: user, site: sharingSite, role, masterAdmin: false, from: 'test' };
  }

  /** Of the pump that this device switches. */
  idOf(device: string): string {
    return this.#pumpIds.get(device) ?? device;
  }

  /** A pump as its page shows it. */
  pump(device = 'pump-1'): PumpView {
    const view = this.side.pumps.find(sharingSite, this.idOf(device));
    if (!view) throw new Error(`no pump ${device}`);
    return view;
  }

  /** What is not as the rules say, in sentences: of motors, and of money. */
  get wrongs(): string[] {
    const faults = this.#isDown ? [] : this.wallets.verify(sharingSite).faults;
    return [...this.wrongTurns, ...faults.map(({ sentence }) => sentence)];
  }

  /** What the virtual motors did against the rules, in sentences. */
  get wrongTurns(): string[] {
    const { groups, pumps } = this.sharing.stateOf(sharingSite);
    const rules = [...groups.values()].map(({ group: { id, maxRunning } }) => ({
      devices: [...pumps.values()].filter(({ pump }) => pump.group === id).map(({ pump }) => pump.device),
      maxRunning,
    }));
    return findWrongTurns(this.truth, { ons: this.#ons, bans: this.#bans, groups: rules }, this.clock.monoMs());
  }

  /** A request that is granted. */
  ask(user: number, seconds: number, device = 'pump-1'): string {
    const wish = { pump: this.idOf(device), seconds };
    const answer = this.sharing.request(this.actor(this.users[user], 'user'), wish);
    if (!answer.ok || !answer.value) throw new Error(answer.ok ? 'no run' : answer.why.sentence);
    return answer.value.id;
  }

  run(id: string): Run {
    const run = this.sharing.find(sharingSite, id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  }

  balance(user: number): [balance: number, reserved: number] {
    const { balance, reserved } = new SqliteLedgerStore(this.db).forSite(sharingSite).wallet(this.users[user] ?? '');
    return [balance - GIVEN_S, reserved];
  }

  /** How long a motor has turned so far. Unit: s. */
  turned(pump = 'pump-1'): number {
    return this.truth.turnedSeconds(pump, 0, this.clock.monoMs());
  }

  get turning(): string[] {
    return this.truth.motorsTurning(this.clock.monoMs());
  }

  pass(seconds: number): void {
    for (let ms = 0; ms < seconds * 1000; ms += STEP_MS) {
      this.clock.advance(STEP_MS);
      this.#noteBan();
    }
  }

  /** Its line is cut, or mended. */
  cut(pump: string, isCut: boolean): void {
    if (isCut) this.#cut.add(pump);
    else this.#cut.delete(pump);
    if (this.#isDown) return;
    if (isCut) this.field.loseCarrier(pump, 'It is not on the network');
    else this.#connect(pump);
  }

  fault(text: string): void {
    this.farm.inject(parseFault(text).fault);
  }

  /** Power of the whole farm; the site hears of it two seconds later, or by what it has to sense it. */
  setPower(isOn: boolean): void {
    this.fault(isOn ? 'grid:repair' : 'grid:outage');
    if (this.#spec.hasSense) return;
    this.pass(2);
    this.sharing.tell(sharingSite, { kind: 'grid', state: isOn ? 'good' : 'shedding' });
  }

  /** The process dies; the field lives on without it. */
  die(): void {
    this.#isDoomed = false;
    if (this.#isDown) return;
    this.#isDown = true;
    this.#events = new EventBus();
    this.db.close();
  }

  /** It dies with the next message that it would send: all before is on the disk, and nothing went out. */
  dieBeforeSending(): void {
    this.#isDoomed = true;
  }

  /** Does it, as far as the process lives. */
  survive(run: () => void): void {
    try {
      run();
    } catch (error) {
      // What a dying process still tries fails: its database is gone.
      if (!this.#isDown) throw error;
    }
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** It comes back on what is on the disk. */
  revive({ reboot = false } = {}): void {
    this.db = new Database(this.file);
    if (reboot) this.clock.boot = `${this.clock.boot}+`;
    this.#isDown = false;
    const parts = this.#make();
    ({ field: this.field, side: this.side, sharing: this.sharing, wallets: this.wallets } = parts);
    this.field.start();
    this.side.start();
    for (const voice of this.farm.plant?.voices ?? []) if (voice.isUp) this.#connect(voice.node.name);
  }

  close(): void {
    this.farm.plant?.stop();
    if (!this.#isDown) this.db.close();
    rmSync(this.#dir, { recursive: true });
  }

  #connect(name: string): void {
    const voice = this.farm.plant?.voices.find(({ node }) => node.name === name);
    if (!voice || this.#cut.has(name)) return;
    voice.onLink = (isUp) => {
      if (isUp) this.#connect(name);
      else if (!this.#isDown) this.field.loseCarrier(name, 'It is not on the network');
    };
    voice.connected({
      say: (word, message) => {
        if (this.#isDown || this.#cut.has(name) || this.muted.has(name)) return;
        this.survive(() => this.field.receive(name, word, message, name));
      },
    });
  }

  #make(): { field: Field; side: PumpSide; sharing: Sharing; wallets: Wallets } {
    const { clock, db } = this;
    const events = this.#events;
    const life = {};
    this.#life = life;
    const isAlive = () => this.#life === life && !this.#isDown;
    const mine = {
      ...clockOf(clock),
      after: (ms: number, run: () => void) => clock.after(ms, () => isAlive() && this.survive(run)),
    };
    const liveClock = Object.defineProperty(mine, 'boot', { get: () => clock.boot }) as typeof mine & { boot: string };
    const defer = (run: () => void) => void liveClock.after(0, run);
    const audit = new SqliteAuditLog(db, liveClock);
    const newId = (prefix: string) => `${prefix}_${String(++this.#ids).padStart(8, '0')}`;
    const field: Field = new Field(
      {
        store: new SqliteFieldStore(db),
        audit,
        clock: liveClock,
        publish: (topic, message) => this.#deliver(topic, message),
        events,
        log: silentLog,
        newId: () => newId('own'),
        isGoverned: (site, device, point) => sharing.governs(site, device, point),
        defer,
      },
      findDeviceType,
    );
    const side: PumpSide = new PumpSide({
      db,
      clock: Object.defineProperty(liveClock, 'trust', { value: 'synced' }) as typeof liveClock & { trust: 'synced' },
      log: silentLog,
      events,
      audit,
      field,
      alerts: {
        set: (cause, isOn) => this.#noteAlert(cause, isOn),
        occur: (cause) => this.#noteAlert(cause, true),
        forgetSubject: (_site, subject) => this.#forgetAlerts(subject),
      },
      newId,
      staggerMs: this.#spec.staggerMs ?? 0,
      defer,
      hasViewers: () => false,
      people: () => this.users.map((id) => ({ id, name: id })),
      siteOf: () => ({ name: 'Farm', timeZone: this.#spec.timeZone ?? 'UTC' }),
      personOf: () => undefined,
      findActor: (site, user) => ({ ...this.actor(user, 'user'), site }),
    });
    const { sharing, wallets } = side;
    return { field, side, sharing, wallets };
  }

  #setUpPump(device: string): string {
    const { setUp } = this.#spec;
    const common = { name: device, device, point: 'relay' } as const;
    if (setUp) {
      const added = this.side.pumps.add(this.actor(), { ...common, motor: demoMotor, ...setUp(device) });
      if (!added.ok) throw new Error(added.refusal.detail);
      return added.value.id;
    }
    const pump: Pump = { ...pumpDefaults, ...common, id: device, site: sharingSite, group: ALL_PUMPS };
    this.sharing.savePump(pump);
    return device;
  }

  #setUpGrid(): void {
    const point = { device: 'breaker-1', point: 'grid' };
    const done = this.side.grids.setUp(this.actor(), { sources: [{ id: 'main', kind: 'sense', point }] });
    if (!done.ok) throw new Error(done.refusal.detail);
  }

  #noteOn(device: string, message: object): void {
    const { value, leaseS = pumpDefaults.leaseS } = message as { value?: unknown; leaseS?: number };
    if (value === true) this.#ons.push({ at: this.clock.monoMs(), device, leaseS });
  }

  /** Whether anything may start, as the site has it. */
  #noteBan(): void {
    if (this.#isDown) return;
    const { isLatched, grid } = this.sharing.stateOf(sharingSite).facts;
    const isOn = isLatched || grid === 'shedding';
    if (isOn !== (this.#bans.at(-1)?.isOn ?? false)) this.#bans.push({ at: this.clock.monoMs(), isOn });
  }

  #forgetAlerts(subject: string): void {
    for (const alert of this.alerts.filter((one) => one.subject === subject)) this.#noteAlert(alert, false);
  }

  #noteAlert(cause: AlertCause, isOn: boolean): void {
    const before = this.alerts.findLastIndex(({ rule, subject }) => rule === cause.rule && subject === cause.subject);
    const known = this.alerts[before];
    if (isOn && !known?.isOn) this.alerts.push({ ...cause, isOn });
    else if (!isOn && known?.isOn) this.alerts[before] = { ...known, isOn: false };
  }

  #deliver(topic: string, message: object): void {
    const [, device = '', word] = topic.split('/');
    if (word !== 'commands') return;
    if (this.#isDoomed) {
      this.die();
      throw died;
    }
    this.clock.after(200, () => {
      if (this.#cut.has(device)) return;
      this.#noteOn(device, message);
      this.farm.plant?.voices.find(({ node }) => node.name === device)?.hear(message);
    });
  }

  #addUser(id: string): void {
    const row = {
      site_id: sharingSite,
      id,
      login: id,
      name: id,
      role: 'user',
      master_admin: 0,
      password_hash: '',
    } as const;
    this.db.run(sql.insertInto('users').values({ ...row, suspended: 0, created_at: 0, last_seen_at: null }));
  }
}

function clockOf(clock: FakeClock) {
  return { monoMs: () => clock.monoMs(), wallMs: () => clock.wallMs() };
}

/** Calm enough that only what a test does goes wrong. */
function plantOf(pumps: readonly string[]): PlantSpec {
  const [first] = Object.values(onePumpFarm.pumps);
  if (!first) throw new Error('the demo has no pump');
  return {
    ...onePumpFarm,
    grid: { ...onePumpFarm.grid, sagsPerDay: 0 },
    wells: { 'well-1': { restM: 25, areaM2: 500, yieldLpsPerM: 50 } },
    tanks: Object.fromEntries(
      Object.entries(onePumpFarm.tanks).map(([name, tank]) => [
        name,
        { ...tank, spec: { ...tank.spec, capacityL: 10_000_000 } },
      ]),
    ),
    pumps: Object.fromEntries(pumps.map((name) => [name, first])),
    breaker: { name: 'breaker-1', ratedA: 400 },
  };
}
