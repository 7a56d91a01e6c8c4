import type { Clock } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import type { EventBus } from '../events.ts';
import type { Log } from '../log.ts';
import { Carriers } from './carriers.ts';
import type { Moment } from './command.ts';
import type { DeviceState } from './device-state.ts';
import { Latches } from './latches.ts';
import type { FieldStore, Publish } from './ports.ts';
import { SeenDevices } from './seen.ts';
import { Sightings } from './sightings.ts';

/** What the parts of the field engine are handed. */
export interface FieldParts {
  readonly store: FieldStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly publish: Publish;
  readonly events: EventBus;
  readonly log: Log;
  /** A fresh command id, for the commands that the gateway gives by itself. */
  readonly newId: () => string;
  /** The site whose credential a carrier signs in with; undefined for a bridge of the gateway's own machine. */
  readonly ownerOf?: (carrier: string) => string | undefined;
  /** Whether an engine alone may switch this point on. */
  readonly isGoverned?: (site: string, device: string, point: string) => boolean;
  /** Runs when the present events are through, so that many changes become one write. */
  readonly defer: (run: () => void) => void;
}

/** The field in memory: what its parts share. */
export class Farm {
  readonly devices = new Map<string, DeviceState>();
  readonly carriers = new Carriers();
  readonly latches = new Latches();
  readonly seen = new SeenDevices();
  readonly sightings = new Sightings();

  /** A device of this site; another site's does not exist. */
  find(site: string, id: string): DeviceState | undefined {
    const state = this.devices.get(id);
    return state?.record.site === site ? state : undefined;
  }

  ofSite(site: string): DeviceState[] {
    return [...this.devices.values()].filter(({ record }) => record.site === site);
  }
}

/** Why something that was asked is not done: one of the border's problem codes and a sentence for a person. */
export interface Refusal {
  readonly code:
    'not-found' | 'not-allowed' | 'invalid' | 'latched' | 'id-used' | 'unsafe-load' | 'conflict' | 'storage';
  readonly detail: string;
  /** JSON pointer of the field that is wrong. */
  readonly pointer?: string;
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

export function done<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

export function refused<Value>(code: Refusal['code'], detail: string, pointer?: string): Outcome<Value> {
  return { ok: false, refusal: { code, detail, ...(pointer ? { pointer } : {}) } };
}

export function momentOf(clock: Clock): Moment {
  return { mono: clock.monoMs(), wall: clock.wallMs() };
}
