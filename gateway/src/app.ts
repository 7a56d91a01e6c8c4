import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addHealthGauges } from './appliance/health-gauges.ts';
import { healthOf } from './appliance/health.ts';
import { LoopWatch } from './appliance/loop-watch.ts';
import { StartBook } from './appliance/start-book.ts';
import { ClaimCodes, type ClaimCode } from './appliance/claim.ts';
import { TrustedClock, type ClockMemory } from './appliance/clock-trust.ts';
import { CoreBroker } from './broker/core-broker.ts';
import { nodeSecrets } from './broker/node-secrets.ts';
import { SecretFolder } from './broker/secrets.ts';
import type { Config } from './config/index.ts';
import { PUBLIC_CLIENT, type ChildHealth, type Clock, type SafeMode } from './contract/index.ts';
import { findDeviceType } from './device-types/index.ts';
import { Alerts } from './domain/alerts/alerts.ts';
import { FieldAlerts } from './domain/alerts/field-alerts.ts';
import { historyDamaged, tellOfGateway } from './domain/alerts/gateway-alerts.ts';
import { EnergySettingsDesk } from './domain/energy/energy-settings-desk.ts';
import { EnergySource, meteredOf } from './domain/energy/energy-source.ts';
import { EventBus } from './domain/events.ts';
import { Field } from './domain/field/field.ts';
import { NetworkNodes } from './domain/field/network-nodes.ts';
import type { Publish } from './domain/field/ports.ts';
import { Fault, type FaultCode } from './domain/fault.ts';
import type { Log } from './domain/log.ts';
import { Expiry } from './domain/people/expiry.ts';
import { People } from './domain/people/people.ts';
import { Registrations } from './domain/people/registrations.ts';
import { Sites } from './domain/people/sites.ts';
import { standardLimits, type HttpLimits } from './http/limits.ts';
import { LiveHub } from './http/live.ts';
import { NodeGate } from './http/node-gate.ts';
import { Argon2Hasher } from './http/passwords.ts';
import { RefusedAccess } from './http/refused-access.ts';
import type { Route } from './http/route.ts';
import { alertRoutes } from './http/routes/alerts.ts';
import { allOffRoutes } from './http/routes/all-off.ts';
import { claimRoutes } from './http/routes/claim.ts';
import { commandRoutes } from './http/routes/commands.ts';
import { credentialRoutes } from './http/routes/credentials.ts';
import { gridRoutes } from './http/routes/grid.ts';
import { healthRoutes } from './http/routes/health.ts';
import { helpRoutes } from './http/routes/help.ts';
import { historyRoutes } from './http/routes/history.ts';
import { deviceRoutes } from './http/routes/devices.ts';
import { nodeRoutes } from './http/routes/node.ts';
import { peopleRoutes } from './http/routes/people.ts';
import { pumpRoutes } from './http/routes/pumps.ts';
import { radioRoutes } from './http/routes/radio.ts';
import { runRoutes } from './http/routes/runs.ts';
import { registrationRoutes } from './http/routes/registrations.ts';
import { sessionRoutes } from './http/routes/session.ts';
import { siteRoutes } from './http/routes/sites.ts';
import { systemRoutes } from './http/routes/system.ts';
import { walletRoutes } from './http/routes/wallets.ts';
import { HttpServer } from './http/server.ts';
import { Sessions } from './http/sessions.ts';
import { adoptAllSeen, adoptDemo, LEFT_TO_ADOPT } from './app/demo/adopt-demo.ts';
import { DemoLife } from './app/demo/demo-life.ts';
import { DemoPast, type TellPast } from './app/demo/demo-past.ts';
import { EnergySide } from './app/energy-side.ts';
import { HistorySide } from './app/history-side.ts';
import { makeMetrics } from './app/metrics.ts';
import { NetworkSide } from './app/network-side.ts';
import { personOf, plannerOf } from './app/pump-people.ts';
import { PumpSide } from './app/pump-side.ts';
import { staggerOf } from './app/stagger.ts';
import { TariffSide } from './app/tariff-side.ts';
import { SqliteAlertStore } from './store/alerts.ts';
import { SqliteAuditLog } from './store/audit.ts';
import { SqliteCredentialStore } from './store/credentials.ts';
import { Database } from './store/database.ts';
import { SqliteEnergySettingsStore } from './store/energy-settings.ts';
import { SqliteFieldStore } from './store/field-store.ts';
import { DeskBeside, type Desk, type DeskParts } from './store/history/beside.ts';
import { lockDataFolder } from './store/lock.ts';
import { findMeta, saveMeta } from './store/meta.ts';
import { SqlitePeopleStore } from './store/people.ts';
import { SqliteRegistrationStore } from './store/registrations.ts';
import { VERSION } from './version.ts';

/** What a gateway is made with. */
export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly demo: boolean;
  /** Folder of the built web UI. */
  readonly webRoot: string;
  /** An unclaimed gateway has a new code. */
  readonly onClaimCode: (code: ClaimCode) => void;
  /** Other than the settings' and the standard ones, for who has no time to wait them out. */
  readonly limits?: Partial<HttpLimits>;
  /** The programs that are kept running beside the gateway. */
  readonly children?: () => readonly ChildHealth[];
  /** The program of the broker for nodes; absent, nodes sign in over HTTP alone. */
  readonly publicBroker?: string;
  /** The program of the thread that reads the history; absent, it is read in this one. */
  readonly historyThread?: string;
  /** What simulated devices are said to have read before the demo began; absent, they have no past. */
  readonly demoPast?: TellPast;
  /** Somebody says that what made it fail is gone. */
  readonly leaveSafeMode?: boolean;
}

/** A gateway that runs. */
export interface RunningApp {
  readonly port: number;
  readonly claimed: boolean;
  readonly coreSocket: string;
  /** Starts failed again and again: nothing is to be started but what switches. */
  readonly safeMode: SafeMode | undefined;
  /** The router's table, for those that test or describe it. */
  readonly routes: readonly Route[];
  /** File of the secret that the bridge of this name signs in with. */
  bridgeSecretFile(id: string): string;
  /** Lets nobody in any more and waits for who is; what comes now is told to come again. To be called before `stop`, where there is time. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const CLOCK_KEY = 'clock';
const LOOK_AT_PEOPLE_MS = 60_000;
const LOOK_AT_GATEWAY_MS = 10_000;
/** So long may a request take that was asked before the gateway was told to stop. */
const DRAIN_MS = 5_000;

/** Builds the gateway, wires its parts and starts them; `stop` undoes it in reverse order. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { config, log } = options;
  mkdirSync(config.data.dir, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(config.data.dir);
  const starts = new StartBook(config.data.dir, options.clock, log);
  const safeMode = starts.begin(options.leaveSafeMode);
  if (safeMode) log.error({ ...safeMode }, 'Safe mode: switching works, above all OFF, and nothing else is started');
  const demo = options.demo;
  // What makes the demo lively is left out, as whatever else may be at fault.
  const mayAdoptDemo = demo && !safeMode;
  let wasMeant = false;
  const undo: (() => void | Promise<void>)[] = [() => lock.release(), () => (wasMeant ? starts.end() : starts.fail())];
  const unwind = async () => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const db = new Database(join(config.data.dir, 'farmgate.db'));
    undo.push(() => db.close());
    const clock = makeClock(options.clock, db);
    const secrets = new SecretFolder(join(config.data.dir, 'secrets'));
    // A bridge that is started by somebody else finds its secret there too.
    secrets.fileOf(config.bridge.id);
    const publicSecretFile = secrets.fileOf(PUBLIC_CLIENT);
    const events = new EventBus();
    const audit = new SqliteAuditLog(db, clock);
    const defer = (run: () => void) => void setImmediate(run);
    let publish: Publish = () => {};
    const fieldStore = new SqliteFieldStore(db);
    const field = new Field(
      {
        store: fieldStore,
        audit,
        clock,
        publish: (topic, message, how) => publish(topic, message, how),
        events,
        log,
        ownerOf: (carrier) => network.siteOf(carrier),
        newId: randomUUID,
        isGoverned: (site, device, point) => pumpSide.sharing.governs(site, device, point),
        defer,
      },
      findDeviceType,
    );
    const isReserved = (id: string) => secrets.find(id) !== undefined;
    const network: NetworkNodes = new NetworkNodes({
      store: new SqliteCredentialStore(db),
      audit,
      clock,
      events,
      log,
      publish: (topic, message, how) => publish(topic, message, how),
      secrets: nodeSecrets,
      isReserved,
      field,
    });
    const speaksForItself = (id: string) => isReserved(id) || network.credentials.find(id) !== undefined;
    const broker = new CoreBroker({
      socket: config.core.socket,
      // A name that a node on the network has is nobody else's, whoever made a secret for it later.
      findSecret: (bridge) => (network.credentials.find(bridge) ? undefined : secrets.find(bridge)),
      // Whoever has a secret speaks for itself, and nobody else does: another could say that it is gone. Of the rest any bridge
      // may say what it hears; the field believes the one that a device hangs on.
      maySpeakFor: (bridge, device) => bridge === device || !speaksForItself(device),
      mayHearCommandsOf: (bridge, device) =>
        bridge === device || (!speaksForItself(device) && field.mayHearCommandsOf(bridge, device)),
      onMessage: (device, word, payload, from) => field.receive(device, word, payload, from),
      onGone: (bridge) => field.loseCarrier(bridge, 'The radio bridge is not there'),
      onNetMessage: (credential, device, word, payload) => network.receive(credential, device, word, payload),
      onPublicGone: () => network.losePublicBroker(),
      log,
    });
    await broker.start();
    undo.push(() => broker.stop());
    publish = (topic, message, how) => {
      broker.publish(topic, message, how);
      network.deliver(topic, message);
    };
    field.start();
    undo.push(() => field.stop());
    const alerts = new Alerts({ store: new SqliteAlertStore(db), audit, clock, events, log, newId });
    alerts.start();
    undo.push(() => alerts.stop());
    const fieldAlerts = new FieldAlerts({
      events,
      alerts,
      sites: () => fieldStore.sites(),
      devices: (site) => field.registry.list(site),
      find: (site, device) => field.registry.find(site, device),
    });
    fieldAlerts.start();
    undo.push(() => fieldAlerts.stop());
    const store = new SqlitePeopleStore(db);
    const pumpSide: PumpSide = new PumpSide({
      db,
      clock,
      log,
      events,
      audit,
      field,
      alerts,
      newId,
      staggerMs: staggerOf(db),
      defer,
      hasViewers: (site) => live.hasViewers(site),
      people: (site) => store.forSite(site).list(),
      siteOf: (site) => store.forSite(site).site() ?? { name: site, timeZone: 'UTC' },
      personOf: (site, user) => personOf(store, site, user),
      findActor: (site, user) => plannerOf(store, site, user, clock.wallMs()),
    });
    pumpSide.start();
    undo.push(() => pumpSide.stop());
    const zones = () =>
      fieldStore.sites().map((site) => ({ site, timeZone: store.forSite(site).site()?.timeZone ?? 'UTC' }));
    const energySettings = new EnergySettingsDesk({
      store: new SqliteEnergySettingsStore(db),
      findDevice: (site, device) => field.registry.find(site, device),
      audit,
    });
    const energy = new EnergySource({
      history: { quarters: (...asked) => history?.quarters(...asked) ?? Promise.resolve([]) },
      devices: (site) => field.registry.list(site),
      settings: (site) => energySettings.of(site),
    });
    const tariffSide = new TariffSide({
      db,
      energy,
      alerts,
      audit,
      clock,
      log,
      newId,
      hasPoint: (site, device, point) =>
        field.registry.find(site, device)?.points.some(({ definition }) => definition.id === point) ?? false,
      siteName: (site) => store.forSite(site).site()?.name ?? site,
      metered: (site) => meteredOf(field.registry.list(site)),
      loads: (...asked) => energy.loads(...asked),
      shares: (site, month) => energySide.shares(site, month),
      hasUser: (site, user) => store.forSite(site).find(user) !== undefined,
      personMonth: (site, user, month) => energySide.personMonth(site, user, month),
    });
    tariffSide.start();
    undo.push(() => tariffSide.stop());
    const energySide: EnergySide = new EnergySide({
      db,
      energy,
      settings: energySettings,
      alerts,
      sites: zones,
      bills: tariffSide.bills,
      readings: (...asked) => history?.readings(...asked) ?? Promise.resolve([]),
      firstAt: (site) => history?.firstAt(site) ?? Promise.resolve(undefined),
      devices: field.registry,
      pumpSide,
      personName: (site, user) => personOf(store, site, user)?.name,
      clock,
      log,
    });
    network.start();
    undo.push(() => network.stop());
    const networkSide = new NetworkSide({
      config,
      clock,
      log,
      db,
      nodes: network,
      program: options.publicBroker,
      secretFile: publicSecretFile,
    });
    networkSide.start();
    undo.push(() => networkSide.stop());
    undo.push(repeat(clock, config.store.commitIntervalS * 1000, () => field.saveValues()));
    // Nothing that switches needs it.
    const history = safeMode
      ? undefined
      : HistorySide.open({
          dir: config.data.dir,
          clock,
          log,
          events,
          audit,
          commitMs: config.store.commitIntervalS * 1000,
          retention: {
            rawDays: config.store.rawDays,
            quarterDays: config.store.quarterDays,
            mostBytes: config.store.historyMb * 2 ** 20,
          },
          makeDesk: await deskMaker(options.historyThread),
          typeOf: (device) => field.recordOf(device)?.type,
          devices: (site) => field.registry.list(site),
          pumps: (site) => pumpSide.pumps.list(site),
          sites: zones,
          onDamaged: (sentence) => {
            const owner = store.firstMasterAdmin();
            if (owner) alerts.occur(historyDamaged(owner.site, sentence));
          },
        });
    history?.start();
    undo.push(() => history?.stop());
    if (history) energySide.start();
    undo.push(() => energySide.stop());

    const hasher = new Argon2Hasher();
    const sessions = new Sessions({ store, audit, clock, secret: secrets.get('session'), log });
    sessions.start();
    undo.push(() => sessions.stop());
    const people = new People({
      store,
      audit,
      clock,
      hasher,
      newId,
      endSessions: (user) => sessions.endAllOf(user),
      onSuspended: ({ site, id }, actor) =>
        void pumpSide.sharing.tell(site, { kind: 'suspend', user: id, by: actor.name }),
    });
    const expiry = new Expiry({
      store,
      onExpired: ({ site, id }) =>
        void pumpSide.sharing.tell(site, { kind: 'suspend', user: id, by: 'gateway: a day as installer is over' }),
    });
    undo.push(repeat(clock, LOOK_AT_PEOPLE_MS, () => expiry.look(clock.wallMs())));
    const sites = new Sites({ store, audit, clock, hasher, newId, onTimeZone: (site) => pumpSide.readTimeZone(site) });
    const registrations = new Registrations({
      store,
      registrations: new SqliteRegistrationStore(db),
      audit,
      clock,
      hasher,
      newId,
    });
    const code = new ClaimCodes(clock, config.claim.codeMinutes, options.onClaimCode);
    const live: LiveHub = new LiveHub({
      events,
      clock,
      demo,
      devices: (site) => field.registry.list(site),
      hasDevice: (site, device) => field.registry.find(site, device) !== undefined,
      latch: (site) => field.latch(site),
      alerts: (site) => alerts.counts(site),
      sharing: (site) => pumpSide.live.view(site),
      watch: (viewer, site, devices) => field.watch(viewer, site, devices),
      unwatch: (viewer) => field.unwatch(viewer),
      defer,
    });
    const random = Math.random;
    const noPassword = () => hasher.decoy();
    const life =
      mayAdoptDemo && config.demo.life
        ? new DemoLife({
            db,
            store,
            audit,
            field,
            side: pumpSide,
            energy: energySettings,
            clock,
            log,
            random,
            newId,
            noPassword,
          })
        : undefined;
    const isLeft = (device: string) => device === LEFT_TO_ADOPT || (life?.takes(device) ?? false);
    if (mayAdoptDemo) adoptDemo(events, field, store, isLeft);
    life?.start();
    undo.push(() => life?.stop());
    const { demoPast: tell } = options;
    const past =
      mayAdoptDemo && tell && history && config.demo.pastDays > 0
        ? new DemoPast({ db, field, clock, log, history, tell, days: config.demo.pastDays, sites: zones })
        : undefined;
    past?.start();
    undo.push(() => past?.stop());

    const loop = new LoopWatch(clock, log);
    loop.start();
    undo.push(() => loop.stop());
    let site: string | undefined;
    const lookAtGateway = () => {
      site ??= store.firstMasterAdmin()?.site;
      if (site !== undefined) tellOfGateway(alerts, site, { loop: loop.delay, safeMode: starts.safeMode });
    };
    lookAtGateway();
    undo.push(repeat(clock, LOOK_AT_GATEWAY_MS, lookAtGateway));
    const startedAt = Math.floor(clock.wallMs());
    const health = () =>
      healthOf({
        since: startedAt,
        dataDir: config.data.dir,
        children: () => [...(options.children?.() ?? []), ...networkSide.health],
        eventLoop: () => loop.delay,
        clockTrust: () => clock.trust,
        checkDatabase: () => db.check(),
        safeMode: () => starts.safeMode,
      });
    const nodeGate = new NodeGate({ clock, verify: (id, secret) => network.credentials.verify(id, secret) });
    const { registry: metrics, onAnswer } = makeMetrics(field, live, () => http.connections);
    addHealthGauges(metrics, health);
    const routes: Route[] = [
      ...systemRoutes({
        version: VERSION,
        checks: { database: () => db.check(), broker: () => true },
        metrics,
        routes: () => routes,
      }),
      ...claimRoutes({
        store,
        sessions,
        hasher,
        audit,
        clock,
        code,
        newId,
        version: VERSION,
        demo,
        safeMode: () => starts.safeMode,
        onClaimed: (actor) => mayAdoptDemo && adoptAllSeen(field, actor, isLeft),
      }),
      ...healthRoutes({
        health,
        leaveSafeMode: () => starts.leave(),
        audit,
      }),
      ...sessionRoutes({ store, people, registrations, sessions, hasher, audit, clock }),
      ...registrationRoutes(registrations, clock),
      ...peopleRoutes(people, audit),
      ...siteRoutes(sites),
      ...deviceRoutes(field.registry),
      ...credentialRoutes(network.credentials, {
        ways: () => networkSide.ways(),
        certificate: () => networkSide.certificate(),
      }),
      ...nodeRoutes(network, nodeGate),
      ...radioRoutes(field),
      ...commandRoutes(field.commander),
      ...allOffRoutes(field),
      ...alertRoutes(alerts),
      ...pumpRoutes({ pumps: pumpSide.pumps, desk: pumpSide.desk, live: pumpSide.live }),
      ...runRoutes({
        sharing: pumpSide.sharing,
        book: pumpSide.book,
        planned: pumpSide.planned,
        uses: energySide.uses,
      }),
      ...gridRoutes(pumpSide.grids),
      ...walletRoutes({ wallets: pumpSide.wallets, desk: pumpSide.walletDesk }),
      ...historyRoutes(history),
      ...tariffSide.routes(),
      ...energySide.routes(),
      ...helpRoutes({ alerts, pumpName: (site, pump) => pumpSide.pumps.find(site, pump)?.name }),
    ];
    const refusedAccess = new RefusedAccess({ audit, clock, log });
    undo.push(() => refusedAccess.stop());
    const http: HttpServer = new HttpServer({
      routes,
      authenticate: (token, from) => sessions.authenticate(token, from),
      onNowhere: (actor, what) => refusedAccess.note(actor, what),
      isConfirmed: (session) => sessions.isConfirmed(session),
      authenticateNode: nodeGate.authenticate,
      onSessionEnded: (session, end) => sessions.onEnded(session, end),
      upgrades: {
        '/api/v1/live': (request, connection, head, viewer) => live.handle(request, connection, head, viewer),
      },
      openUpgrades: networkSide.upgrades,
      webRoot: options.webRoot,
      names: config.http.names,
      limits: {
        ...standardLimits,
        connections: config.http.maxConnections,
        connectionsPerHost: config.http.maxConnectionsPerHost,
        ...options.limits,
      },
      clock,
      log,
      onAnswer,
    });
    const port = await http.start(config.http.host, config.http.port);
    undo.push(() => http.stop());
    // Nothing that switches needs it.
    if (!safeMode) networkSide.announce(port, (sighting) => field.registry.sight(sighting));
    live.start();
    undo.push(() => live.stop());
    if (!store.isClaimed()) code.start();
    undo.push(() => code.stop());
    return {
      port,
      claimed: store.isClaimed(),
      coreSocket: config.core.socket,
      routes,
      safeMode,
      bridgeSecretFile: (id) => secrets.fileOf(id),
      drain() {
        live.stop();
        return http.drain(DRAIN_MS);
      },
      stop() {
        wasMeant = true;
        return unwind();
      },
    };
  } catch (error) {
    wasMeant = error instanceof Fault && toldFaults.has(error.code);
    await unwind();
    throw error;
  }
}

/** Who reads the history: a thread of its own, or where there is no program for one, this. */
async function deskMaker(program: string | undefined): Promise<(parts: DeskParts) => Desk> {
  if (program !== undefined) return (parts) => new DeskBeside(parts, program);
  const { DeskHere } = await import('./store/history/here.ts');
  return (parts) => new DeskHere(parts);
}

/** The person is told what to do about these; starting once more in another way would not help. */
const toldFaults: ReadonlySet<FaultCode> = new Set(['config', 'in-use', 'too-new']);

function makeClock(machine: Clock, db: Database): TrustedClock {
  const kept = findMeta(db, CLOCK_KEY);
  const memory = kept ? (JSON.parse(kept) as ClockMemory) : undefined;
  return new TrustedClock(machine, memory, (now) => saveMeta(db, CLOCK_KEY, JSON.stringify(now)));
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(9).toString('base64url')}`;
}

/** Answers how to stop. */
function repeat(clock: Clock, everyMs: number, run: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = clock.after(everyMs, () => {
      run();
      again();
    });
  };
  again();
  return () => cancel();
}
