import type { PointValue, PointView, Quality, SwitchView } from '../contract/index.ts';
import { EventBus } from '../domain/events.ts';
import { silentLog } from '../domain/log.ts';
import type { Channel, Wiring } from '../domain/protection/channels.ts';
import { PumpGuards, type GuardedPump, type GuardStore } from '../domain/protection/pump-guards.ts';
import type { Ruling } from '../domain/protection/ruling.ts';
import type { SavedGuard } from '../domain/protection/saved-guard.ts';
import { FakeClock } from './fake-clock.ts';
import { plainPump } from './guard-bench.ts';

/** A pump of one phase whose own device measures its current, and which needs no rest, unless a test says otherwise. */
export const watchedPump: GuardedPump = {
  id: 'pump-1',
  site: 'site-1',
  device: 'node-1',
  point: 'relay',
  setup: { ...plainPump, settings: { 'min-rest': { restS: 0 } } },
  wiring: wiredTo('node-1', 'current'),
};

/** Channels that are read at points of their own names. */
export function wiredTo(device: string, ...channels: Channel[]): Wiring {
  return Object.fromEntries(channels.map((channel) => [channel, { device, point: channel }]));
}

/** Where something comes from, and when it was so. Unit: wall ms. */
interface Source {
  readonly site?: string;
  readonly device?: string;
  readonly at?: number;
  readonly quality?: Quality;
}

/** The guards of pumps between a field and a disk that a test plays: what they tell and write, in its order. */
export class PumpGuardsBench {
  readonly clock = new FakeClock();
  readonly events = new EventBus();
  readonly disk = new GuardDisk();
  readonly errors: [facts: object, sentence: string][] = [];
  guards: PumpGuards = this.#make();
  #told: string[] = [];
  #deferred: (() => void)[] = [];

  /** The guards of a new process, of this boot or another, which does not watch anything yet. */
  restart(boot = this.clock.boot): this {
    this.guards.stop();
    this.clock.dropTimers();
    this.clock.boot = boot;
    this.guards = this.#make();
    this.guards.start();
    return this;
  }

  watch(more: Partial<GuardedPump> = {}): this {
    this.guards.set({ ...watchedPump, ...more });
    return this;
  }

  /** What a device says of its contact now, or said at `reportedAt`; the whole of it is `view`. */
  contact(view: Partial<SwitchView>, { site = 'site-1', device = 'node-1', point = 'relay' } = {}): this {
    const told: SwitchView = { desired: null, reported: 'unknown', reportedAt: this.clock.wallMs(), ...view };
    return this.show(
      { definition: { id: point, kind: 'switch', label: 'Pump', unit: '' }, switch: told },
      site,
      device,
    );
  }

  show(point: PointView, site = 'site-1', device = 'node-1'): this {
    this.events.emit('change', { site, change: { what: 'point', device, point } });
    return this;
  }

  /** Hears a reading; it is looked at when the present events are through. */
  hear(point: string, value: PointValue, source: Source = {}): this {
    const { site = 'site-1', device = 'node-1', at = this.clock.wallMs(), quality = 'good' } = source;
    this.events.emit('reading', { site, device, point, value, at, quality });
    return this;
  }

  /** Hears a reading and looks at it. */
  read(point: string, value: PointValue, source: Source = {}): this {
    return this.hear(point, value, source).settle();
  }

  settle(): this {
    for (const run of this.#deferred.splice(0)) run();
    return this;
  }

  /** Reads now and then every second until so many are over. */
  readFor(seconds: number, point: string, value: PointValue): this {
    this.read(point, value);
    for (let second = 0; second < seconds; second += 1) this.pass(1_000).read(point, value);
    return this;
  }

  pass(ms: number): this {
    this.clock.advance(ms);
    return this;
  }

  /** What was told since it was last asked: pump, kind and name of each reason. */
  since(): string[] {
    return this.#told.splice(0);
  }

  #make(): PumpGuards {
    return new PumpGuards({
      store: this.disk,
      clock: this.clock,
      events: this.events,
      log: { ...silentLog, error: (facts, sentence) => void this.errors.push([facts, sentence]) },
      defer: (run) => void this.#deferred.push(run),
      onRuling: ({ id }, ruling) => void this.#told.push(`${id}: ${sayOf(ruling)}`),
    });
  }
}

/** Keeps guards as text, as a disk does. */
class GuardDisk implements GuardStore {
  isFull = false;
  writes = 0;
  readonly #kept = new Map<string, string>();

  findGuard(site: string, pump: string): SavedGuard | undefined {
    const kept = this.#kept.get(`${site} ${pump}`);
    return kept === undefined ? undefined : (JSON.parse(kept) as SavedGuard);
  }

  saveGuard(site: string, pump: string, saved: SavedGuard): void {
    if (this.isFull) throw new Error('disk full');
    this.writes += 1;
    this.#kept.set(`${site} ${pump}`, JSON.stringify(saved));
  }
}

function sayOf({ reasons }: Ruling): string {
  return reasons.map(({ kind, name }) => `${kind} ${name}`).join(', ') || 'well';
}
