import type { ClockTrust, Clock } from '../contract/index.ts';
import { findDeviceType } from '../device-types/index.ts';
import type { Alerts } from '../domain/alerts/alerts.ts';
import type { AuditLog } from '../domain/audit.ts';
import type { EventBus } from '../domain/events.ts';
import type { Field } from '../domain/field/field.ts';
import { SiteGrids } from '../domain/grid/site-grids.ts';
import type { Log } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { dutyOf, type Told } from '../domain/protection/guard-duty.ts';
import type { GuardState } from '../domain/protection/guard.ts';
import { latchReleaseOf } from '../domain/protection/node-latch.ts';
import { troublesOf } from '../domain/protection/pump-alerts.ts';
import { PumpGuards, type GuardedPump } from '../domain/protection/pump-guards.ts';
import type { Ruling } from '../domain/protection/ruling.ts';
import { PlannedRuns } from '../domain/sharing/planned-runs.ts';
import type { SharingEvent } from '../domain/sharing/events.ts';
import { Pumps } from '../domain/sharing/pumps.ts';
import { RunBook } from '../domain/sharing/run-book.ts';
import { SharingDesk } from '../domain/sharing/sharing-desk.ts';
import type { PersonLook } from '../domain/sharing/sharing-view.ts';
import { WalletDesk, type Holder } from '../domain/sharing/wallet-desk.ts';
import { Sharing } from '../domain/sharing/sharing.ts';
import { SharingLive } from '../domain/sharing/sharing-live.ts';
import type { SharingParts } from '../domain/sharing/sharing-parts.ts';
import { Wallets } from '../domain/sharing/wallets.ts';
import type { Database } from '../store/database.ts';
import { SqliteGridStore } from '../store/grids.ts';
import { SqliteLedgerStore } from '../store/ledger.ts';
import { SqlitePlannedRunStore } from '../store/planned-runs.ts';
import { SqlitePumpSetupStore } from '../store/pump-setups.ts';
import { SqliteSharingStore } from '../store/sharing.ts';

/** What the shared pumps of a gateway are made with. */
export interface PumpSideParts {
  readonly db: Database;
  readonly clock: Clock & { readonly trust: ClockTrust };
  readonly log: Log;
  readonly events: EventBus;
  readonly audit: AuditLog;
  readonly field: Field;
  readonly alerts: Pick<Alerts, 'set' | 'occur' | 'forgetSubject'>;
  readonly newId: (prefix: string) => string;
  /** Fixed for this gateway. Unit: ms. */
  readonly staggerMs: number;
  readonly defer: (run: () => void) => void;
  readonly hasViewers: (site: string) => boolean;
  /** Everybody of a site. */
  readonly people: (site: string) => readonly Holder[];
  readonly siteOf: (site: string) => { readonly name: string; readonly timeZone: string };
  readonly personOf: (site: string, user: string) => PersonLook | undefined;
  /** Who may use pumps now; undefined where they are gone or suspended. */
  readonly findActor: (site: string, user: string) => Actor | undefined;
}

/** Shared pumps with their wallets, grids and protections, wired together. */
export class PumpSide {
  readonly sharing: Sharing;
  readonly wallets: Wallets;
  readonly pumps: Pumps;
  readonly grids: SiteGrids;
  readonly planned: PlannedRuns;
  readonly live: SharingLive;
  readonly guards: PumpGuards;
  readonly desk: SharingDesk;
  readonly walletDesk: WalletDesk;
  readonly book: RunBook;
  readonly #parts: PumpSideParts;
  #stopListening: () => void = () => {};
  /** What the engine was told of each pump's protections. */
  readonly #told = new Map<string, Told>();

  constructor(parts: PumpSideParts) {
    const { db, clock, log, events, audit, field, newId, defer } = parts;
    this.#parts = parts;
    const isTrusted = () => clock.trust === 'synced' || clock.trust === 'set-by-person';
    const findPoint = (site: string, device: string, point: string) =>
      field.registry.find(site, device)?.points.find(({ definition }) => definition.id === point)?.definition;
    const ledger = new SqliteLedgerStore(db);
    const runs = new SqliteSharingStore(db, clock);
    this.sharing = new Sharing({
      store: runs,
      ledger,
      field: {
        commander: field.commander,
        findDevice: (site, device) => field.registry.find(site, device),
        latch: (site) => field.latch(site),
        releaseLatch: (site, device) => this.#releaseLatch(site, device),
      },
      audit,
      clock,
      events,
      log,
      newId,
      staggerMs: parts.staggerMs,
      onAlert: (site, alert) => this.#tellAlert(site, alert),
      onChange: (site, changes) => this.live.note(site, changes),
      defer,
    });
    this.wallets = new Wallets({
      store: ledger,
      audit,
      clock,
      newId,
      onChange: (site, user) => events.emit('change', { site, change: { what: 'wallet', user } }),
      onRequest: (site) => events.emit('change', { site, change: { what: 'minute-requests' } }),
    });
    const setups = new SqlitePumpSetupStore(db);
    this.guards = new PumpGuards({
      store: setups,
      clock,
      events,
      log,
      defer,
      onRuling: (pump, ruling, state) => this.#obey(pump, ruling, state),
    });
    this.pumps = new Pumps({
      store: setups,
      sharing: this.sharing,
      guards: this.guards,
      field: {
        typeOf: (site, device) => findDeviceType(field.registry.find(site, device)?.type ?? ''),
        findPoint,
        patchPoint: (actor, device, point, patch) => field.registry.patchPoint(actor, device, point, patch),
      },
      audit,
      clock,
      newId,
      onChange: (site) => this.live.mark(site),
      onRemoved: (site, id) => {
        this.#told.delete(id);
        parts.alerts.forgetSubject(site, id);
      },
    });
    this.grids = new SiteGrids({
      store: new SqliteGridStore(db),
      audit,
      clock,
      events,
      isTrusted,
      findPoint,
      onSupply: (site, state) => this.#later(site, { kind: 'grid', state }),
    });
    this.planned = new PlannedRuns({
      store: new SqlitePlannedRunStore(db),
      sharing: this.sharing,
      audit,
      clock,
      log,
      newId,
      isTrusted,
      findActor: parts.findActor,
    });
    this.desk = new SharingDesk({
      sharing: this.sharing,
      audit,
      onChange: (site) => this.live.mark(site),
    });
    this.walletDesk = new WalletDesk({
      wallets: this.wallets,
      desk: this.desk,
      people: parts.people,
      siteOf: parts.siteOf,
      pumpedOn: (site, user, day) => runs.forSite(site).pumpedOn(user, day),
      wallMs: () => clock.wallMs(),
    });
    this.book = new RunBook({
      sharing: this.sharing,
      findCommand: (site, id) => field.commander.find(site, id),
      personOf: parts.personOf,
      clock,
    });
    this.live = new SharingLive({
      sharing: this.sharing,
      pumps: this.pumps,
      grids: this.grids,
      events,
      clock,
      hasViewers: parts.hasViewers,
      personOf: parts.personOf,
      defer,
    });
  }

  /** After the field. */
  start(): void {
    this.sharing.start();
    this.guards.start();
    this.pumps.start();
    this.#stopListening = this.#parts.events.on('change', ({ site, change }) => {
      if (change.what !== 'device-added') return;
      this.#parts.defer(() => this.#welcome(site, change.device.id));
    });
    this.grids.start();
    this.planned.start();
  }

  stop(): void {
    this.live.stop();
    this.planned.stop();
    this.grids.stop();
    this.#stopListening();
    this.guards.stop();
    this.sharing.stop();
  }

  /** A site has another time zone: its allowed hours, its quota's days and its timetables go by that from now on. */
  readTimeZone(site: string): void {
    this.sharing.readTimeZone(site);
    this.grids.readTimeZone(site);
    this.live.mark(site);
  }

  /** The guard of a pump sees something new: its run, its page and its keepers hear of it. */
  #obey(pump: GuardedPump, ruling: Ruling, state: GuardState): void {
    const before: Told = this.#told.get(pump.id) ?? new Map();
    const { events, told } = dutyOf(pump.id, before, ruling);
    this.#told.set(pump.id, told);
    for (const event of events) this.#later(pump.site, event);
    for (const { cause, isOn } of troublesOf(pump, ruling, state)) this.#parts.alerts.set(cause, isOn);
    if (told.has('welded') && !before.has('welded')) this.#openFeeder(pump);
    this.live.mark(pump.site);
  }

  #welcome(site: string, device: string): void {
    try {
      this.pumps.welcome(engineOf(site, 'device is back'), device);
    } catch (error) {
      this.#parts.log.error({ err: error, device }, 'A pump could not be set up again on its device. Save its set-up.');
    }
  }

  /** The engine never acts in the middle of what the field does. */
  #later(site: string, event: SharingEvent): void {
    this.#parts.defer(() => {
      try {
        this.sharing.tell(site, event);
      } catch (error) {
        // Nobody waits for an answer, and every OFF hangs on this process.
        this.#parts.log.error({ err: error, site, event: event.kind }, 'What protects a pump could not be told');
      }
    });
  }

  /** A contact that does not open: what feeds it is opened. */
  #openFeeder({ id, site }: GuardedPump): void {
    const feeder = this.pumps.feederOf(id);
    if (!feeder) return;
    this.#parts.field.commander.accept(engineOf(site, 'welded contact'), { ...feeder, value: false });
  }

  #releaseLatch(site: string, device: string): void {
    const { field } = this.#parts;
    const view = field.registry.find(site, device);
    const release = view && latchReleaseOf(view);
    if (release) field.commander.accept(engineOf(site, 'retry'), release);
  }

  #tellAlert(site: string, alert: Parameters<SharingParts['onAlert']>[1]): void {
    const found = this.sharing.stateOf(site).pumps.get(alert.pump)?.pump;
    const rule = `pump-${alert.rule}`;
    const common = { site, rule, subject: alert.pump, ...(found ? { device: found.device } : {}) };
    if (alert.do === 'clear') {
      this.#parts.alerts.set({ ...common, severity: 'warning', sentence: '', remedy: '' }, false);
      return;
    }
    const { severity, sentence, remedy } = alert;
    const name = found ? `${found.name}: ` : '';
    this.#parts.alerts.occur({ ...common, severity, sentence: `${name}${sentence}`, remedy });
  }
}

/** Who gives a command that no person gave. */
function engineOf(site: string, why: string): Actor {
  return { userId: '', name: `gateway: ${why}`, site, role: 'admin', masterAdmin: false, from: 'machine' };
}
