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
  /* Alerts. */ `
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
  /* Wallets. Nothing of the ledger is ever changed or removed, not even with its user. */ `
  CREATE TABLE ledger (
    site_id TEXT NOT NULL REFERENCES sites, seq INTEGER NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL,
    seconds INTEGER NOT NULL, reserved_seconds INTEGER NOT NULL, balance INTEGER NOT NULL, reserved INTEGER NOT NULL,
    actor TEXT NOT NULL, reason TEXT NOT NULL, run TEXT, key TEXT, receipt INTEGER, at INTEGER NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (site_id, seq), CHECK (reserved >= 0 AND balance >= reserved)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ledger_by_user ON ledger (site_id, user_id, seq);
  CREATE UNIQUE INDEX ledger_by_key ON ledger (site_id, key) WHERE key IS NOT NULL;
  CREATE UNIQUE INDEX ledger_by_receipt ON ledger (site_id, receipt) WHERE receipt IS NOT NULL;
  CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

  CREATE TABLE ledger_heads (
    site_id TEXT PRIMARY KEY REFERENCES sites, seq INTEGER NOT NULL, hash TEXT NOT NULL, receipt INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE wallets (
    site_id TEXT NOT NULL REFERENCES sites, user_id TEXT NOT NULL, balance INTEGER NOT NULL, reserved INTEGER NOT NULL,
    PRIMARY KEY (site_id, user_id), CHECK (reserved >= 0 AND balance >= reserved)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ledger_days (
    site_id TEXT NOT NULL REFERENCES sites, day TEXT NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL,
    seconds INTEGER NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (site_id, day, user_id, kind)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE minute_requests (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, user_id TEXT NOT NULL, seconds INTEGER NOT NULL,
    note TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL, decided_by TEXT, decided_at INTEGER, reason TEXT,
    PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX minute_requests_waiting ON minute_requests (site_id, user_id) WHERE state = 'pending';
  CREATE INDEX minute_requests_by_time ON minute_requests (site_id, at);
  `,
  /*
   * Shared pumps. Moments ending in Mono within setup, state and facts count by the clock of `boot`, which stood at `mono` when the
   * wall's stood at `wall`.
   */ `
  CREATE TABLE sharing (
    site_id TEXT PRIMARY KEY REFERENCES sites, setup TEXT NOT NULL, facts TEXT NOT NULL,
    boot TEXT NOT NULL, mono REAL NOT NULL, wall INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pump_groups (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, state TEXT NOT NULL,
    boot TEXT NOT NULL, mono REAL NOT NULL, wall INTEGER NOT NULL, PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pumps (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, device_id TEXT NOT NULL, point_id TEXT NOT NULL, state TEXT NOT NULL,
    boot TEXT NOT NULL, mono REAL NOT NULL, wall INTEGER NOT NULL,
    PRIMARY KEY (site_id, id), UNIQUE (device_id, point_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE runs (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, number INTEGER NOT NULL, pump_id TEXT NOT NULL, user_id TEXT NOT NULL,
    state TEXT NOT NULL, open INTEGER NOT NULL, body TEXT NOT NULL,
    boot TEXT NOT NULL, mono REAL NOT NULL, wall INTEGER NOT NULL, PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX runs_open ON runs (site_id, number) WHERE open = 1;
  CREATE INDEX runs_by_number ON runs (site_id, number);
  CREATE INDEX runs_by_user ON runs (site_id, user_id, number);

  CREATE TABLE run_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, site_id TEXT NOT NULL REFERENCES sites, run_id TEXT NOT NULL, at INTEGER NOT NULL,
    what TEXT NOT NULL, by TEXT NOT NULL, why TEXT
  ) STRICT;
  CREATE INDEX run_events_by_run ON run_events (site_id, run_id, seq);

  CREATE TABLE pumped_days (
    site_id TEXT NOT NULL REFERENCES sites, day TEXT NOT NULL, user_id TEXT NOT NULL, seconds INTEGER NOT NULL,
    PRIMARY KEY (site_id, day, user_id)
  ) STRICT, WITHOUT ROWID;
  `,
  /* What people said of the grid and of each pump beyond its sharing, what guards remember, and runs to come. */ `
  CREATE TABLE grids (
    site_id TEXT PRIMARY KEY REFERENCES sites, settings TEXT NOT NULL, switch TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pump_setups (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, setup TEXT NOT NULL, guard TEXT, PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE planned_runs (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, pump_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
    seconds INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, why TEXT, PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX planned_runs_by_time ON planned_runs (site_id, at);
  `,
  /*
   * More of people. Whoever was there gets a badge in the order they came, each symbol once before any comes again; installers
   * have a day from now.
   */ `
  ALTER TABLE users ADD COLUMN suspended_for TEXT;
  ALTER TABLE users ADD COLUMN symbol TEXT;
  ALTER TABLE users ADD COLUMN colour TEXT;
  ALTER TABLE users ADD COLUMN expires_at INTEGER;
  ALTER TABLE users ADD COLUMN pin_hash TEXT;
  ALTER TABLE users ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;

  WITH numbered AS (
    SELECT id, row_number() OVER (PARTITION BY site_id ORDER BY created_at, id) - 1 AS n FROM users
  )
  UPDATE users SET
    symbol = json_extract('["fish","tree","sun","moon","star","cow","bird","leaf","drop","flower","key","wheel",' ||
      '"boat","bell","house","mango","hill","kite","lamp","basket","fire","anchor","spade","cup"]', '$[' || (n % 24) || ']'),
    colour = json_extract('["black","orange","sky","green","yellow","blue","red","pink"]', '$[' || ((n + n / 24) % 8) || ']')
  FROM numbered WHERE numbered.id = users.id;
  UPDATE users SET expires_at = (unixepoch() + 86400) * 1000 WHERE role = 'installer';
  `,
  /* What a site offers to who is not signed in: to ask to join, and to be picked. */ `
  ALTER TABLE sites ADD COLUMN may_ask INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE sites ADD COLUMN shows_people INTEGER NOT NULL DEFAULT 1;

  CREATE TABLE registrations (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, note TEXT,
    address TEXT NOT NULL, password_hash TEXT NOT NULL, asked_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, rejected TEXT,
    PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX registrations_by_login ON registrations (login, asked_at);
  `,
  /*
   * What a site pays: tariffs, of which every version is kept, bills of its supplier, and budgets with what they told. Terms and bodies:
   * JSON.
   */ `
  CREATE TABLE tariffs (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
    valid_from INTEGER NOT NULL, terms TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (site_id, id, version)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX tariffs_current ON tariffs (site_id, valid_from) WHERE state = 'current';

  CREATE TABLE real_bills (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
    entry TEXT NOT NULL, computed TEXT, by TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (site_id, id), UNIQUE (site_id, from_at, to_at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE budgets (
    site_id TEXT NOT NULL REFERENCES sites, id TEXT NOT NULL, entry TEXT NOT NULL, month TEXT, told TEXT NOT NULL,
    PRIMARY KEY (site_id, id)
  ) STRICT, WITHOUT ROWID;
  `,
  /* What runs took: readings are not kept for ever. */ `
  ALTER TABLE runs ADD COLUMN measured INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX runs_unmeasured ON runs (site_id, number) WHERE measured = 0 AND open = 0;

  CREATE TABLE run_uses (
    site_id TEXT NOT NULL REFERENCES sites, run_id TEXT NOT NULL, number INTEGER NOT NULL, pump_id TEXT NOT NULL,
    pump_name TEXT NOT NULL, user_id TEXT NOT NULL, user_name TEXT NOT NULL, from_at INTEGER NOT NULL, on_ms INTEGER NOT NULL,
    quarters TEXT NOT NULL, missing_ms INTEGER NOT NULL, estimated INTEGER NOT NULL, litres REAL, litres_by TEXT, why TEXT,
    PRIMARY KEY (site_id, run_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_uses_by_time ON run_uses (site_id, from_at);
  `,
  /* By what each site knows its energy: JSON. */ `
  CREATE TABLE energy_settings (
    site_id TEXT PRIMARY KEY REFERENCES sites, settings TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  /* When loads were on, by days that are over. */ `
  CREATE TABLE load_days (
    site_id TEXT NOT NULL REFERENCES sites, day TEXT NOT NULL, device_id TEXT NOT NULL, point_id TEXT NOT NULL,
    on_s INTEGER NOT NULL, starts INTEGER NOT NULL, known_s INTEGER NOT NULL,
    PRIMARY KEY (site_id, day, device_id, point_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE load_days_kept (
    site_id TEXT PRIMARY KEY REFERENCES sites, day TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
