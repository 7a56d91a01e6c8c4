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

/** All tables; each carries the site it belongs to. */
export interface Schema {
  meta: MetaTable;
  sites: SitesTable;
  users: UsersTable;
  sessions: SessionsTable;
  devices: DevicesTable;
  credentials: CredentialsTable;
  points: PointsTable;
  commands: CommandsTable;
  latches: LatchesTable;
  alerts: AlertsTable;
  audit: AuditTable;
  last_values: LastValuesTable;
}
