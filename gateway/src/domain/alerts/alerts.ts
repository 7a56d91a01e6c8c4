import type { Alert, AlertCounts, AlertPage, Cancel, Clock } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import type { EventBus } from '../events.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../people/actor.ts';
import { acknowledge, clear, isGraver, keyOf, raise, repeat, type AlertCause } from './alert.ts';
import type { AlertFilter, AlertRecord, AlertStore } from './ports.ts';

/** What the alerts are made with. */
export interface AlertParts {
  readonly store: AlertStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly log: Log;
  readonly newId: (prefix: string) => string;
}

/** One thing that may be wrong, as long as it is or an alert of it is open. */
interface Watch {
  cause: AlertCause;
  /** Whether it is so now; undefined after a restart, until somebody says. */
  isOn: boolean | undefined;
  alert: AlertRecord | undefined;
  /** When the alert was written last. Unit: monotonic ms. */
  savedMono: number;
  /** It was counted since. */
  hasUnsaved: boolean;
  /** Of what is to happen when it stays as it is. */
  cancel: Cancel | undefined;
}

const DAY_MS = 86_400_000;
const PRUNE_EVERY_MS = DAY_MS / 4;
const KEPT_MS = 30 * DAY_MS;
/** What begins again and again is not written each time. */
const COUNT_EVERY_MS = 10_000;
/** Of a site, newest first. */
const KEPT = 1_000;
/** More open alerts of a site say nothing that so many do not. */
const MOST_OPEN = 1_000;

/**
 * The alerts of all sites: raised once and counted, kept over restarts, acknowledged by people, cleared when it is over. What stays as
 * it is costs a look into a map and nothing else.
 */
export class Alerts {
  readonly #parts: AlertParts;
  readonly #watches = new Map<string, Watch>();
  /** Open ones, by site. */
  readonly #open = new Map<string, number>();
  #cancelPruning: Cancel = () => {};

  constructor(parts: AlertParts) {
    this.#parts = parts;
  }

  /** Brings back what is open on the disk. */
  start(): void {
    for (const alert of this.#parts.store.open()) {
      this.#watches.set(keyOf(alert), { ...newWatch(alert, undefined), alert });
      this.#countOpen(alert.site, 1);
    }
    this.#prune();
  }

  stop(): void {
    this.#cancelPruning();
    for (const watch of this.#watches.values()) {
      watch.cancel?.();
      if (watch.alert && watch.hasUnsaved) this.#save(watch.alert);
    }
    this.#watches.clear();
    this.#open.clear();
  }

  /** Says whether something is so. Saying the same again changes nothing, unless it has become graver: a pump on its last retry. */
  set(cause: AlertCause, isOn: boolean): void {
    const key = keyOf(cause);
    const watch = this.#watches.get(key);
    if (!watch && !isOn) return;
    if (watch?.isOn === isOn && !(isOn && isGraver(cause, watch.alert))) return;
    if (watch) this.#change(key, watch, cause, isOn);
    else this.#begin(key, newWatch(cause, isOn));
  }

  /** Something happened that has no end of its own: a person clears it. */
  occur(cause: AlertCause): void {
    const key = keyOf(cause);
    const watch = this.#watches.get(key) ?? newWatch(cause, undefined);
    this.#watches.set(key, watch);
    this.#tell(key, watch, cause);
  }

  /** Everything that is open about this device is over: it belongs to nobody any more. */
  forgetDevice(site: string, device: string): void {
    for (const [key, watch] of this.#watches)
      if (watch.cause.site === site && watch.cause.device === device) this.#end(key, watch);
  }

  /** Everything that is open about this subject is over: it is gone. */
  forgetSubject(site: string, subject: string): void {
    for (const [key, watch] of this.#watches)
      if (watch.cause.site === site && watch.cause.subject === subject) this.#end(key, watch);
  }

  list(site: string, filter: AlertFilter): AlertPage {
    const { alerts, next } = this.#parts.store.list(site, filter);
    return { alerts: alerts.map(viewOf), counts: this.counts(site), ...(next === undefined ? {} : { next }) };
  }

  counts(site: string): AlertCounts {
    return this.#parts.store.counts(site);
  }

  acknowledge(actor: Actor, id: string): Outcome<Alert> {
    const found = this.#parts.store.find(actor.site, id);
    if (!found) return refused('not-found', 'There is no such alert here.');
    if (found.state !== 'active') return done(viewOf(found));
    const watch = this.#watches.get(keyOf(found));
    const alert = acknowledge(watch?.alert ?? found, actor.name, this.#parts.clock.wallMs());
    if (watch) watch.alert = alert;
    this.#save(alert, () => this.#note(actor, 'alert.acknowledge', alert));
    return done(viewOf(alert));
  }

  /** A person says that it is over. What goes on by itself can't be cleared. */
  clear(actor: Actor, id: string): Outcome<Alert> {
    const found = this.#parts.store.find(actor.site, id);
    if (!found) return refused('not-found', 'There is no such alert here.');
    if (found.state === 'cleared') return done(viewOf(found));
    const key = keyOf(found);
    const watch = this.#watches.get(key);
    if (watch?.isOn) return refused('conflict', 'It is still so. It clears by itself once it is over.');
    const alert = clear(watch?.alert ?? found, this.#parts.clock.wallMs());
    this.#save(alert, () => this.#note(actor, 'alert.clear', alert));
    this.#drop(key);
    return done(viewOf(alert));
  }

  #begin(key: string, watch: Watch): void {
    this.#watches.set(key, watch);
    this.#after(watch, watch.cause.raiseAfterMs, () => this.#tell(key, watch, watch.cause));
  }

  #change(key: string, watch: Watch, cause: AlertCause, isOn: boolean): void {
    // What was so before a restart and still is, is no new beginning.
    const isNews = watch.isOn !== undefined || isGraver(cause, watch.alert);
    watch.cancel?.();
    watch.cancel = undefined;
    watch.cause = cause;
    watch.isOn = isOn;
    if (!isOn && !watch.alert) this.#watches.delete(key);
    else if (!isOn) this.#after(watch, cause.clearAfterMs, () => this.#end(key, watch));
    else if (!watch.alert) this.#begin(key, watch);
    else if (isNews) this.#tell(key, watch, cause);
  }

  #tell(key: string, watch: Watch, cause: AlertCause): void {
    const { clock, newId, log } = this.#parts;
    const now = clock.wallMs();
    watch.cause = cause;
    if (watch.alert) return this.#repeat(watch, watch.alert, now);
    if ((this.#open.get(cause.site) ?? 0) >= MOST_OPEN) {
      log.warn({ rule: cause.rule, subject: cause.subject }, 'Too many alerts are open; this one is not raised');
      if (!watch.isOn) this.#watches.delete(key);
      return;
    }
    watch.alert = raise(cause, newId('al'), now);
    watch.savedMono = clock.monoMs();
    this.#countOpen(cause.site, 1);
    this.#save(watch.alert);
    log.warn({ rule: cause.rule, subject: cause.subject, severity: cause.severity }, cause.sentence);
  }

  #repeat(watch: Watch, before: AlertRecord, now: number): void {
    const mono = this.#parts.clock.monoMs();
    const alert = repeat(before, watch.cause, now);
    watch.alert = alert;
    const isSame = alert.state === before.state && alert.severity === before.severity;
    watch.hasUnsaved = isSame && mono < watch.savedMono + COUNT_EVERY_MS;
    if (watch.hasUnsaved) return;
    watch.savedMono = mono;
    this.#save(alert);
  }

  #end(key: string, watch: Watch): void {
    if (watch.alert) this.#save(clear(watch.alert, this.#parts.clock.wallMs()));
    this.#drop(key);
  }

  #drop(key: string): void {
    const watch = this.#watches.get(key);
    watch?.cancel?.();
    if (watch?.alert) this.#countOpen(watch.alert.site, -1);
    this.#watches.delete(key);
  }

  #after(watch: Watch, ms: number | undefined, run: () => void): void {
    if (!ms) return run();
    watch.cancel = this.#parts.clock.after(ms, () => {
      watch.cancel = undefined;
      run();
    });
  }

  /** The disk first, then the pages. That it is told must not hang on the disk, nor stop what raised it. */
  #save(alert: AlertRecord, note: () => void = () => {}): void {
    const { store, events, log } = this.#parts;
    try {
      store.transaction(() => {
        store.save(alert);
        note();
      });
      events.emit('change', { site: alert.site, change: { what: 'alerts', counts: this.counts(alert.site) } });
    } catch (error) {
      log.error({ err: error, rule: alert.rule, subject: alert.subject }, 'An alert could not be written');
    }
  }

  #note(actor: Actor, action: string, { id, rule, subject }: AlertRecord): void {
    this.#parts.audit.write({ actor, action, subject: `${rule} ${subject}`, after: { id }, result: 'done' });
  }

  #countOpen(site: string, by: number): void {
    this.#open.set(site, (this.#open.get(site) ?? 0) + by);
  }

  #prune(): void {
    const { store, clock, log } = this.#parts;
    try {
      store.prune(clock.wallMs() - KEPT_MS, KEPT);
    } catch (error) {
      log.error({ err: error }, 'Old alerts could not be removed');
    }
    this.#cancelPruning = clock.after(PRUNE_EVERY_MS, () => this.#prune());
  }
}

function newWatch(cause: AlertCause, isOn: boolean | undefined): Watch {
  return { cause, isOn, alert: undefined, savedMono: -Infinity, hasUnsaved: false, cancel: undefined };
}

function viewOf({ site: _site, ...alert }: AlertRecord): Alert {
  return alert;
}
