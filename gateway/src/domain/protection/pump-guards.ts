import type { Cancel, Change, Clock, ReadingEvent, SwitchView } from '../../contract/index.ts';
import type { EventBus } from '../events.ts';
import type { Moment } from '../field/command.ts';
import type { Log } from '../log.ts';
import { toSamples, type Sample, type Wiring } from './channels.ts';
import { newGuard, stepGuard, type GuardEvent, type GuardSetup, type GuardState } from './guard.ts';
import { rule, type Ruling } from './ruling.ts';
import { restoreGuard, saveGuard, type SavedGuard } from './saved-guard.ts';

/** A pump that is watched: where it is, what its motor is, and where it is read. */
export interface GuardedPump {
  readonly id: string;
  readonly site: string;
  readonly device: string;
  readonly point: string;
  readonly setup: GuardSetup;
  readonly wiring: Wiring;
}

/** What of guards is kept on disk. */
export interface GuardStore {
  findGuard(site: string, pump: string): SavedGuard | undefined;
  saveGuard(site: string, pump: string, saved: SavedGuard): void;
}

export interface PumpGuardParts {
  readonly store: GuardStore;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly log: Log;
  /** Runs when the present events are through. */
  readonly defer: (run: () => void) => void;
  /** How it stands with a pump, and what it has tripped by; told when that changes. */
  readonly onRuling: (pump: GuardedPump, ruling: Ruling, state: GuardState) => void;
}

interface Guarded {
  readonly pump: GuardedPump;
  state: GuardState;
  /** Heard and not looked at yet. */
  samples: Sample[];
  /** What was told, and what was written. */
  told: string;
  saved: string;
  /** Nothing was wrong with it when it was looked at last. */
  isWell: boolean;
}

const LOOK_EVERY_MS = 1_000;

/** The guards of all pumps: each is fed with what its sensors and its contact say, and asked once a second. */
export class PumpGuards {
  readonly #parts: PumpGuardParts;
  readonly #guards = new Map<string, Guarded>();
  /** By site and device: whom its readings concern. */
  readonly #readers = new Map<string, Set<string>>();
  readonly #stops: (() => void)[] = [];
  /** While any guard waits for time to pass. */
  #cancel: Cancel | undefined;
  #isRunning = false;

  constructor(parts: PumpGuardParts) {
    this.#parts = parts;
  }

  start(): void {
    const { events } = this.#parts;
    this.#stops.push(
      events.on('reading', (reading) => this.#hearReading(reading)),
      events.on('change', ({ site, change }) => this.#hearChange(site, change)),
    );
    this.#isRunning = true;
    this.#look();
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#isRunning = false;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Watches a pump, from now on in this way. What is known of its motor is kept. */
  set(pump: GuardedPump): void {
    const now = this.#now();
    const known = this.#guards.get(pump.id)?.state ?? this.#restored(pump, now);
    this.remove(pump.id);
    const guarded: Guarded = {
      pump,
      state: known ?? newGuard(now.mono),
      samples: [],
      told: '',
      saved: '',
      isWell: false,
    };
    this.#guards.set(pump.id, guarded);
    for (const device of devicesOf(pump)) {
      const key = `${pump.site} ${device}`;
      const readers = this.#readers.get(key) ?? new Set();
      this.#readers.set(key, readers.add(pump.id));
    }
    this.#step(guarded, { type: 'tick' });
  }

  remove(id: string): void {
    const known = this.#guards.get(id);
    if (!known) return;
    this.#guards.delete(id);
    for (const device of devicesOf(known.pump)) this.#readers.get(`${known.pump.site} ${device}`)?.delete(id);
  }

  /** What its protections come to now. */
  ruling(id: string): Ruling | undefined {
    const guarded = this.#guards.get(id);
    return guarded && rule(guarded.pump.setup, guarded.state, this.#parts.clock.monoMs());
  }

  find(id: string): { readonly pump: GuardedPump; readonly state: GuardState } | undefined {
    return this.#guards.get(id);
  }

  /** What a person says to a guard. */
  tell(id: string, event: Extract<GuardEvent, { type: 'learn' | 'forget-learned' | 'reset' }>): void {
    const guarded = this.#guards.get(id);
    if (guarded) this.#step(guarded, event);
  }

  #hearReading({ site, device, point, value, quality, at }: ReadingEvent): void {
    const now = this.#now();
    // Taken before it was heard, but never later than now.
    const atMono = now.mono - Math.max(0, now.wall - at);
    for (const guarded of this.#of(site, device)) {
      const samples = toSamples(guarded.pump.wiring, { device, point, value, quality }, atMono);
      if (guarded.pump.device === device) this.#step(guarded, { type: 'heard' });
      if (samples.length === 0) continue;
      // What a device says at once is looked at together, its contact first: current with a contact that is not known to have closed
      // looks like a welded one.
      if (guarded.samples.length === 0) this.#parts.defer(() => this.#judge(guarded));
      guarded.samples.push(...samples);
    }
  }

  #judge(guarded: Guarded): void {
    const samples = guarded.samples.splice(0);
    if (this.#guards.get(guarded.pump.id) !== guarded) return;
    this.#step(guarded, { type: 'readings', samples, wall: this.#parts.clock.wallMs() });
  }

  #hearChange(site: string, change: Change): void {
    if (change.what !== 'point') return;
    const { point, device } = change;
    for (const guarded of this.#of(site, device)) {
      if (guarded.pump.device !== device || guarded.pump.point !== point.definition.id || !point.switch) continue;
      const { reportedAt } = point.switch;
      const now = this.#now();
      const at = reportedAt === undefined ? now.mono : now.mono - Math.max(0, now.wall - reportedAt);
      this.#step(guarded, { type: 'contactor', state: contactOf(point.switch), at });
    }
  }

  #look(): void {
    this.#cancel = undefined;
    for (const guarded of this.#guards.values()) if (isRestless(guarded)) this.#step(guarded, { type: 'tick' });
    this.#lookLater();
  }

  #lookLater(): void {
    if (this.#cancel !== undefined || !this.#isRunning || ![...this.#guards.values()].some(isRestless)) return;
    this.#cancel = this.#parts.clock.after(LOOK_EVERY_MS, () => this.#look());
  }

  #step(guarded: Guarded, event: GuardEvent): void {
    const { mono } = this.#now();
    const { pump } = guarded;
    guarded.state = stepGuard(pump.setup, guarded.state, event, mono);
    const ruling = rule(pump.setup, guarded.state, mono);
    guarded.isWell = ruling.reasons.length === 0;
    this.#lookLater();
    this.#save(guarded);
    // A trip that is forgotten is news too, where it kept the pump from nothing any more: its alert is over.
    const told = JSON.stringify([ruling.reasons, guarded.state.trips]);
    if (told === guarded.told) return;
    guarded.told = told;
    this.#parts.onRuling(pump, ruling, guarded.state);
  }

  /** When a start, a trip or a lesson is new. */
  #save(guarded: Guarded): void {
    const { state, pump } = guarded;
    const { contactor, trips, learned, learning } = state;
    const worth = JSON.stringify([contactor.startNo, contactor.offSince, trips, learned, learning.isGuided]);
    if (worth === guarded.saved) return;
    guarded.saved = worth;
    const saved = saveGuard(state, this.#parts.clock.boot, this.#now());
    try {
      this.#parts.store.saveGuard(pump.site, pump.id, saved);
    } catch (error) {
      guarded.saved = '';
      this.#parts.log.error({ err: error, pump: pump.id }, 'What protects a pump could not be written');
    }
  }

  #restored({ site, id }: GuardedPump, now: Moment): GuardState | undefined {
    const saved = this.#parts.store.findGuard(site, id);
    return saved && restoreGuard(saved, this.#parts.clock.boot, now);
  }

  #of(site: string, device: string): Guarded[] {
    return [...(this.#readers.get(`${site} ${device}`) ?? [])].flatMap((id) => this.#guards.get(id) ?? []);
  }

  #now(): Moment {
    return { mono: this.#parts.clock.monoMs(), wall: this.#parts.clock.wallMs() };
  }
}

/** While an ON is on its way nobody knows: a meter beside the device may see the motor before the device tells of its contact. */
function contactOf({ reported, command }: SwitchView): 'on' | 'off' | 'unknown' {
  const isUnderWay = command?.value === true && command.state !== 'confirmed' && command.state !== 'failed';
  if (reported === 'tripped') return 'off';
  return isUnderWay && reported === 'off' ? 'unknown' : reported;
}

/** A motor that is off and well has nothing that time alone could change. */
function isRestless({ state, isWell }: Guarded): boolean {
  return state.contactor.state !== 'off' || !isWell;
}

function devicesOf({ device, wiring }: GuardedPump): Set<string> {
  return new Set([device, ...Object.values(wiring).map((ref) => ref.device)]);
}
