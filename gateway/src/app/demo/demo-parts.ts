import type { Clock } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import type { EnergySettingsDesk } from '../../domain/energy/energy-settings-desk.ts';
import type { Field } from '../../domain/field/field.ts';
import type { Log } from '../../domain/log.ts';
import type { Actor } from '../../domain/people/actor.ts';
import type { UserRecord } from '../../domain/people/ports.ts';
import type { Database } from '../../store/database.ts';
import type { SqlitePeopleStore } from '../../store/people.ts';
import type { PumpSide } from '../pump-side.ts';

/** What the life of the demo is made with. */
export interface DemoParts {
  readonly db: Database;
  readonly store: SqlitePeopleStore;
  readonly audit: AuditLog;
  readonly field: Field;
  readonly side: Pick<PumpSide, 'sharing' | 'pumps' | 'wallets' | 'planned' | 'grids' | 'desk'>;
  readonly energy: Pick<EnergySettingsDesk, 'of' | 'save'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly newId: (prefix: string) => string;
  /** A hash that no password has. */
  readonly noPassword: () => string;
}

/** Who does what simulated people do: it says so wherever it is written down. */
export function actorOf({ id, name, site, role }: UserRecord): Actor {
  return { userId: id, name, site, role, masterAdmin: false, from: 'demo' };
}
