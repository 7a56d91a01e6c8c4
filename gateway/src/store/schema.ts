import type { Generated } from 'kysely';

/** SQLite has no boolean: 0 or 1. */
export type Flag = 0 | 1;

/** Facts of the gateway itself: its id, when it was claimed. `site_id` is '' here. */
export interface MetaTable {
  site_id: string;
  key: string;
  value: string;
}

export interface SitesTable {
  site_id: string;
  name: string;
  time_zone: string;
  created_at: number;
  may_ask: Generated<Flag>;
  shows_people: Generated<Flag>;
}

/** Somebody who asked to join. `rejected`: why they are not let in. */
export interface RegistrationsTable {
  site_id: string;
  id: string;
  login: string;
  name: string;
  note: string | null;
  address: string;
  password_hash: string;
  asked_at: number;
  expires_at: number;
  rejected: string | null;
}

export interface UsersTable {
  site_id: string;
  id: string;
  /** Unique over the gateway, in small letters. */
  login: string;
  name: string;
  role: string;
  master_admin: Flag;
  /** PHC string of argon2id. */
  password_hash: string;
  suspended: Flag;
  created_at: number;
  last_seen_at: number | null;
  suspended_for: string | null;
  symbol: string | null;
  colour: string | null;
  expires_at: number | null;
  pin_hash: string | null;
  listed: Generated<Flag>;
}

/** One signed-in browser or program: a family of refresh tokens, of which only the one numbered `counter` is good. */
export interface SessionsTable {
  site_id: string;
  id: string;
  user_id: string;
  kind: string;
  counter: number;
  rotated_at: number;
  created_at: number;
  expires_at: number;
  address: string;
  agent: string;
}

export interface DevicesTable {
  site_id: string;
  id: string;
  type: string;
  name: string;
  location: string | null;
  via: string | null;
  address: string | null;
  firmware: string | null;
  demo: Flag;
  adopted_at: number;
}

/** What a node or bridge on the network signs in with. It may be there before its device. */
export interface CredentialsTable {
  site_id: string;
  device_id: string;
  kind: string;
  name: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  made_at: number;
  rotated_at: number | null;
  by: string;
  /** JSON. */
  members: string;
}

/** What people said of a point: its name and what it feeds. */
export interface PointsTable {
  site_id: string;
  device_id: string;
  point_id: string;
  name: string | null;
  load: string | null;
  contactor: Flag;
}

export interface CommandsTable {
  /** In the order of acceptance. */
  seq: Generated<number>;
  site_id: string;
  id: string;
  device_id: string;
  point_id: string;
  /** JSON. */
  value: string;
  state: string;
  reason: string | null;
  evidence: string | null;
  /** 1 while neither confirmed nor failed: what a restart must look at. */
  open: Flag;
  not_stopping: Flag;
  by: string;
  accepted_at: number;
  expires_at: number | null;
  /** The boot whose monotonic clock the two moments below count by. */
  boot: string;
  accepted_mono: number;
  expires_mono: number | null;
  tries: number;
  /** JSON array of trail steps. */
  trail: string;
}

export interface LatchesTable {
  site_id: string;
  latched: Flag;
  by: string;
  at: number;
  /** Wall time of the release; with it the 10 s of quiet begin. */
  released_at: number | null;
}

export interface AuditTable {
  site_id: string;
  id: Generated<number>;
  at: number;
  actor: string;
  from: string;
  action: string;
  subject: string;
  before: string | null;
  after: string | null;
  result: string;
}

export interface AlertsTable {
  /** In the order in which they were raised. */
  seq: Generated<number>;
  site_id: string;
  id: string;
  rule: string;
  subject: string;
  device_id: string | null;
  point_id: string | null;
  severity: string;
  state: string;
  /** 0 once it is cleared. */
  open: Flag;
  sentence: string;
  remedy: string;
  count: number;
  first_at: number;
  last_at: number;
  acknowledged_by: string | null;
  acknowledged_at: number | null;
  cleared_at: number | null;
}

/** The last value of each point, written in batches: after a restart it is shown as old. */
export interface LastValuesTable {
  site_id: string;
  device_id: string;
  point_id: string;
  /** JSON. */
  value: string;
  at: number;
  quality: string;
}

/** Rows are only ever added; triggers see to it. What the fields mean stands at `Entry` of the domain. */
export interface LedgerTable {
  site_id: string;
  seq: number;
  user_id: string;
  kind: string;
  seconds: number;
  reserved_seconds: number;
  balance: number;
  reserved: number;
  actor: string;
  reason: string;
  run: string | null;
  key: string | null;
  receipt: number | null;
  at: number;
  previous: string;
  hash: string;
}

/** The end of each site's ledger. */
export interface LedgerHeadsTable {
  site_id: string;
  seq: number;
  hash: string;
  receipt: number;
}

/** What each user's entries come to. */
export interface WalletsTable {
  site_id: string;
  user_id: string;
  balance: number;
  reserved: number;
}

/** What the entries of a day, by the site's calendar when they were written, come to. */
export interface LedgerDaysTable {
  site_id: string;
  day: string;
  user_id: string;
  kind: string;
  seconds: number;
  entries: number;
}

export interface MinuteRequestsTable {
  site_id: string;
  id: string;
  user_id: string;
  seconds: number;
  note: string;
  state: string;
  at: number;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
}

/** By which clock the moments of a row count, and how it stood when the row was written. */
interface Clocked {
  boot: string;
  mono: number;
  wall: number;
}

/** How a site shares its pumps, and how it stands with it as a whole. `setup` and `facts`: JSON. */
export interface SharingTable extends Clocked {
  site_id: string;
  setup: string;
  facts: string;
}

/** `state`: JSON, with what people set. */
export interface PumpGroupsTable extends Clocked {
  site_id: string;
  id: string;
  state: string;
}

/** `state`: JSON, with what people set. */
export interface PumpsTable extends Clocked {
  site_id: string;
  id: string;
  device_id: string;
  point_id: string;
  state: string;
}

/** `body`: the whole run as JSON; the columns are what is looked for. */
export interface RunsTable extends Clocked {
  site_id: string;
  id: string;
  number: number;
  pump_id: string;
  user_id: string;
  state: string;
  open: Flag;
  body: string;
  /** What it took is kept. */
  measured: Generated<Flag>;
}

/** What a run that has ended took. `quarters`: JSON array of [wall ms, mWh]. */
export interface RunUsesTable {
  site_id: string;
  run_id: string;
  number: number;
  pump_id: string;
  pump_name: string;
  user_id: string;
  user_name: string;
  from_at: number;
  on_ms: number;
  quarters: string;
  missing_ms: number;
  estimated: Flag;
  litres: number | null;
  litres_by: string | null;
  why: string | null;
}

/** The trail of each run. */
export interface RunEventsTable {
  seq: Generated<number>;
  site_id: string;
  run_id: string;
  at: number;
  what: string;
  by: string;
  why: string | null;
}

/** What each user pumped on a day of the site's calendar. Unit: s. */
export interface PumpedDaysTable {
  site_id: string;
  day: string;
  user_id: string;
  seconds: number;
}

/** What people said of a site's grid. `settings`: JSON. */
export interface GridsTable {
  site_id: string;
  settings: string;
  switch: string;
}

/** `setup`: JSON, as an admin said it; `guard`: JSON, what its protections remember. */
export interface PumpSetupsTable {
  site_id: string;
  id: string;
  setup: string;
  guard: string | null;
}

/** Runs to come into the queue at a time. */
export interface PlannedRunsTable {
  site_id: string;
  id: string;
  pump_id: string;
  user_id: string;
  name: string;
  seconds: number;
  at: number;
  state: string;
  why: string | null;
}

/** A version of a tariff. `terms`: JSON. */
export interface TariffsTable {
  site_id: string;
  id: string;
  version: number;
  state: string;
  valid_from: number;
  terms: string;
  by: string;
  at: number;
  reason: string | null;
}

/** A bill of the supplier. `entry`: JSON, as it was entered; `computed`: JSON, what the gateway made of the same time then. */
export interface RealBillsTable {
  site_id: string;
  id: string;
  from_at: number;
  to_at: number;
  entry: string;
  computed: string | null;
  by: string;
  at: number;
}

/** `entry`: JSON; `told`: JSON array of what was told in `month`. */
export interface BudgetsTable {
  site_id: string;
  id: string;
  entry: string;
  month: string | null;
  told: string;
}

/** `settings`: JSON. */
export interface EnergySettingsTable {
  site_id: string;
  settings: string;
}

/** When a switched load was on. `day`: of the site's calendar. */
export interface LoadDaysTable {
  site_id: string;
  day: string;
  device_id: string;
  point_id: string;
  on_s: number;
  starts: number;
  known_s: number;
}

/** The last day of which that is kept. */
export interface LoadDaysKeptTable {
  site_id: string;
  day: string;
}

/** All tables; each carries the site it belongs to. */
export interface Schema {
  meta: MetaTable;
  sites: SitesTable;
  users: UsersTable;
  sessions: SessionsTable;
  registrations: RegistrationsTable;
  devices: DevicesTable;
  credentials: CredentialsTable;
  points: PointsTable;
  commands: CommandsTable;
  latches: LatchesTable;
  alerts: AlertsTable;
  audit: AuditTable;
  last_values: LastValuesTable;
  ledger: LedgerTable;
  ledger_heads: LedgerHeadsTable;
  wallets: WalletsTable;
  ledger_days: LedgerDaysTable;
  minute_requests: MinuteRequestsTable;
  sharing: SharingTable;
  pump_groups: PumpGroupsTable;
  pumps: PumpsTable;
  runs: RunsTable;
  run_uses: RunUsesTable;
  run_events: RunEventsTable;
  pumped_days: PumpedDaysTable;
  grids: GridsTable;
  pump_setups: PumpSetupsTable;
  planned_runs: PlannedRunsTable;
  tariffs: TariffsTable;
  real_bills: RealBillsTable;
  budgets: BudgetsTable;
  energy_settings: EnergySettingsTable;
  load_days: LoadDaysTable;
  load_days_kept: LoadDaysKeptTable;
}
