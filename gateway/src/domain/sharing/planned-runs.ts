import type { Cancel, Clock, PlannedRun, PlannedRunRequest } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import type { Log } from '../log.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import { denied, granted, type Answer, type Why } from './answer.ts';
import type { PlannedRecord, PlannedRunStore } from './pump-ports.ts';
import { unknownPump, unknownRun } from './request.ts';
import type { Sharing } from './sharing.ts';

export interface PlannedRunParts {
  readonly store: PlannedRunStore;
  readonly sharing: Pick<Sharing, 'request' | 'stateOf'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: (prefix: string) => string;
  /** Whether the clock on the wall may be believed: nothing comes before. */
  readonly isTrusted: () => boolean;
  /** Who it is for, as they are when its time comes; undefined where they are gone or suspended. */
  readonly findActor: (site: string, user: string) => Actor | undefined;
}

/** Whoever is late by more has something else to do by now. Unit: ms. */
const LATE_MS = 10 * 60_000;
const SOONEST_MS = 10_000;
const FARTHEST_MS = 31 * 86_400_000;
const MOST_OF_ONE_USER = 10;
/** A clock that is set is noticed by then. Unit: ms. */
const LOOK_EVERY_MS = 30_000;
const SHOWN_MS = 2 * 86_400_000;

/** Runs that people asked for at a time to come. Then they enter the queue like any other, and jump nobody. */
export class PlannedRuns {
  readonly #parts: PlannedRunParts;
  #cancel: Cancel = () => {};

  constructor(parts: PlannedRunParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  /** The same id twice is the same run. */
  plan(actor: Actor, { id = this.#parts.newId('run'), pump, seconds, at }: PlannedRunRequest): Answer<PlannedRun> {
    const { store, clock, sharing } = this.#parts;
    const known = store.find(actor.site, id);
    if (known) return known.user === actor.userId ? granted(viewOf(known)) : denied(unknownRun);
    const now = clock.wallMs();
    if (!sharing.stateOf(actor.site).pumps.has(pump)) return denied(unknownPump);
    if (at < now + SOONEST_MS || at > now + FARTHEST_MS) return denied(noTime);
    const mine = store.waiting().filter(({ site, user }) => site === actor.site && user === actor.userId);
    if (mine.length >= MOST_OF_ONE_USER) return denied(tooMany);
    const planned: PlannedRecord = {
      site: actor.site,
      id,
      pump,
      user: actor.userId,
      name: calledOf(actor),
      seconds,
      at,
      state: 'planned',
    };
    this.#save(planned, actor, 'run.plan');
    this.#look();
    return granted(viewOf(planned));
  }

  /** One's own, or anybody's by an admin. */
  cancel(actor: Actor, id: string): Answer<PlannedRun> {
    const planned = this.#parts.store.find(actor.site, id);
    if (!planned || (planned.user !== actor.userId && actor.role !== 'admin')) return denied(unknownRun);
    if (planned.state !== 'planned') return denied(hasCome);
    const cancelled: PlannedRecord = { ...planned, state: 'cancelled' };
    this.#save(cancelled, actor, 'run.unplan');
    return granted(viewOf(cancelled));
  }

  /** Those to come, and what became of those of the last days. */
  list(site: string, user?: string): PlannedRun[] {
    const since = this.#parts.clock.wallMs() - SHOWN_MS;
    return this.#parts.store.list(site, { user, since }).map(viewOf);
  }

  #look(): void {
    this.#cancel();
    const { store, clock, isTrusted } = this.#parts;
    if (isTrusted()) for (const planned of store.waiting()) if (planned.at <= clock.wallMs()) this.#enter(planned);
    const next = store.waiting()[0];
    const inMs = next ? Math.max(0, next.at - clock.wallMs()) : LOOK_EVERY_MS;
    const waitMs = isTrusted() ? Math.min(LOOK_EVERY_MS, inMs) : LOOK_EVERY_MS;
    this.#cancel = clock.after(Math.max(1, waitMs), () => this.#look());
  }

  #enter(planned: PlannedRecord): void {
    try {
      this.#parts.store.save(this.#entered(planned));
    } catch (error) {
      this.#parts.log.error({ err: error, run: planned.id }, 'A planned run could not be written and is tried again');
    }
  }

  #entered(planned: PlannedRecord): PlannedRecord {
    const { site, user, id, pump, seconds, at } = planned;
    if (this.#parts.clock.wallMs() - at > LATE_MS)
      return { ...planned, state: 'missed', why: 'The gateway was off when its time came.' };
    const actor = this.#parts.findActor(site, user);
    if (!actor) return { ...planned, state: 'refused', why: 'Who asked for it may not use pumps now.' };
    const answer = this.#parts.sharing.request(actor, { id, pump, seconds, isConfirmed: true });
    return answer.ok ? { ...planned, state: 'queued' } : { ...planned, state: 'refused', why: answer.why.sentence };
  }

  #save(planned: PlannedRecord, actor: Actor, action: string): void {
    const { id, pump, seconds, at } = planned;
    this.#parts.store.transaction(() => {
      this.#parts.store.save(planned);
      this.#parts.audit.write({ actor, action, subject: id, after: { pump, seconds, at }, result: 'done' });
    });
  }
}

function viewOf({ site: _, ...planned }: PlannedRecord): PlannedRun {
  return planned;
}

const noTime: Why = {
  code: 'plan.time',
  sentence: 'A run is planned for a time from now on, within the next 31 days.',
  remedy: 'Choose another time.',
};

const tooMany: Why = {
  code: 'plan.too-many',
  sentence: `Each may plan ${MOST_OF_ONE_USER} runs.`,
  remedy: 'Take back one of yours first.',
};

const hasCome: Why = {
  code: 'plan.come',
  sentence: 'Its time has come, or it was taken back.',
  remedy: 'Look at the queue.',
};
