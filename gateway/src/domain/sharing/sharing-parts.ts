import type { Clock, Latch, PointView, DeviceView } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import type { EventBus } from '../events.ts';
import type { Commander } from '../field/commander.ts';
import type { Log } from '../log.ts';
import type { SharingEffect } from './effects.ts';
import type { SharingStore } from './sharing-ports.ts';
import type { Changes } from './state.ts';
import type { LedgerStore } from './wallet-ports.ts';

/** What the engine needs of the field. */
export interface SharingField {
  readonly commander: Pick<Commander, 'prepare' | 'renew' | 'isOffOwed'>;
  /** A device of a site, with its points. */
  findDevice(
    site: string,
    device: string,
  ): (Pick<DeviceView, 'availability'> & { readonly points: PointView[] }) | undefined;
  latch(site: string): Latch;
  /** Before a start: a node that stopped its motor by itself is allowed to start it again. */
  releaseLatch?(site: string, device: string): void;
}

export interface SharingParts {
  readonly store: SharingStore;
  readonly ledger: LedgerStore;
  readonly field: SharingField;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly log: Log;
  readonly newId: (prefix: string) => string;
  /** Fixed for this gateway. Unit: ms. */
  readonly staggerMs: number;
  readonly onAlert: (site: string, alert: Extract<SharingEffect, { do: 'alert' | 'clear' }>) => void;
  /** Something that a page of this site shows has changed. */
  readonly onChange: (site: string, changes: Changes) => void;
  /** Runs when the present events are through. */
  readonly defer: (run: () => void) => void;
}
