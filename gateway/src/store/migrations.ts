/**
 * The database's versions, oldest first: entry n brings version n to n + 1. Forward only; an entry that has been shipped is
 * never changed. SQLite's `user_version` holds which have been applied.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (site_id TEXT NOT NULL DEFAULT '', key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE sites (
    site_id TEXT PRIMARY KEY, name TEXT NOT NULL, time_zone TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE users (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    role TEXT NOT NULL, master_admin INTEGER NOT NULL DEFAULT 0, password_hash TEXT NOT NULL,
    suspended INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, last_seen_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX users_by_site ON users (site_id);

  CREATE TABLE sessions (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE, kind TEXT NOT NULL, counter INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    address TEXT NOT NULL, agent TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_user ON sessions (user_id);

  CREATE TABLE devices (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, location TEXT,
    via TEXT, address TEXT, firmware TEXT, demo INTEGER NOT NULL DEFAULT 0, adopted_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX devices_by_site ON devices (site_id);

  CREATE TABLE credentials (
    site_id TEXT NOT NULL REFERENCES sites, device_id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
    hash TEXT NOT NULL, made_at INTEGER NOT NULL, rotated_at INTEGER, by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE points (
    site_id TEXT NOT NULL REFERENCES sites, device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
    point_id TEXT NOT NULL, name TEXT, load TEXT, contactor INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (device_id, point_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE commands (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL UNIQUE,
    device_id TEXT NOT NULL, point_id TEXT NOT NULL, value TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, evidence TEXT, open INTEGER NOT NULL,
    not_stopping INTEGER NOT NULL DEFAULT 0, by TEXT NOT NULL, accepted_at INTEGER NOT NULL, expires_at INTEGER,
    boot TEXT NOT NULL, accepted_mono REAL NOT NULL, expires_mono REAL, tries INTEGER NOT NULL DEFAULT 0,
    trail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX commands_by_point ON commands (device_id, point_id, seq);
  CREATE INDEX commands_by_site ON commands (site_id, seq);
  CREATE INDEX commands_open ON commands (open) WHERE open = 1;

  CREATE TABLE latches (
    site_id TEXT PRIMARY KEY REFERENCES sites, latched INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
    released_at INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit (
    site_id TEXT NOT NULL, id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL,
    "from" TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, before TEXT, after TEXT, result TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_site ON audit (site_id, id);

  CREATE TABLE last_values (
    site_id TEXT NOT NULL REFERENCES sites, device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
    point_id TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, quality TEXT NOT NULL,
    PRIMARY KEY (device_id, point_id)
  ) STRICT, WITHOUT ROWID;
  `,
  /* Older nodes that share a login: which devices it may speak for, a list in JSON. */ `
  ALTER TABLE credentials ADD COLUMN members TEXT NOT NULL DEFAULT '[]';
  `,
  `
  CREATE TABLE alerts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL UNIQUE, rule TEXT NOT NULL,
    subject TEXT NOT NULL, device_id TEXT, point_id TEXT, severity TEXT NOT NULL, state TEXT NOT NULL, open INTEGER NOT NULL,
    sentence TEXT NOT NULL, remedy TEXT NOT NULL, count INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
    acknowledged_by TEXT, acknowledged_at INTEGER, cleared_at INTEGER
  ) STRICT;
  CREATE INDEX alerts_by_site ON alerts (site_id, seq);
  CREATE UNIQUE INDEX alerts_open ON alerts (site_id, rule, subject) WHERE open = 1;
  CREATE INDEX alerts_cleared ON alerts (cleared_at) WHERE open = 0;
  `,
];
