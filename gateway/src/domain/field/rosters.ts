import { topicOf, type Cancel, type Change, type Roster } from '../../contract/index.ts';
import { isOpen } from './command.ts';
import type { DeviceState } from './device-state.ts';
import type { Farm, FieldParts } from './farm.ts';
import { Watches } from './watches.ts';

/** A bridge's devices are looked at, and it is told of them, at most this often. */
const TELL_EVERY_MS = 1_000;
/** Whoever switched something wants to see what came of it. */
const WATCHED_AFTER_COMMAND_MS = 60_000;

/** What one bridge was told last, and when it is looked at again. */
interface Told {
  text: string;
  /** Monotonic time of the last look, whether it had anything to tell or not. */
  at: number;
  next: { readonly at: number; readonly cancel: Cancel } | undefined;
}

/** Tells each bridge which devices hang on it and which of them are watched, when that changes. */
export class Rosters {
  readonly #parts: FieldParts;
  readonly #farm: Farm;
  readonly #watches = new Watches();
  readonly #told = new Map<string, Told>();
  #stopListening: (() => void) | undefined;

  constructor(parts: FieldParts, farm: Farm) {
    this.#parts = parts;
    this.#farm = farm;
  }

  start(): void {
    this.#stopListening = this.#parts.events.on('change', ({ change }) => this.#onChange(change));
    for (const bridge of new Set([...this.#farm.devices.values()].map(({ record }) => record.via))) this.tell(bridge);
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    for (const { next } of this.#told.values()) next?.cancel();
  }

  /** A device came to this bridge or left it: told at once, unless it was looked at a moment ago. */
  tell(bridge: string | undefined): void {
    if (bridge === undefined) return;
    if (this.#parts.clock.monoMs() >= this.#toldOf(bridge).at + TELL_EVERY_MS) this.#publish(bridge);
    else this.#lookAt(bridge);
  }

  /** A page shows these devices large, in place of those it showed before; other sites' do not exist for it. */
  watch(viewer: object, site: string, devices: readonly string[]): void {
    this.#watches.set(viewer, site, devices);
    this.#lookAtAll();
  }

  unwatch(viewer: object): void {
    this.#watches.remove(viewer);
    this.#lookAtAll();
  }

  #onChange(change: Change): void {
    if (change.what === 'point' && change.point.switch) this.#lookAt(this.#farm.devices.get(change.device)?.record.via);
    if (change.what === 'device') this.#lookAt(change.device.via);
  }

  #lookAtAll(): void {
    for (const bridge of this.#told.keys()) this.#lookAt(bridge);
  }

  /** Soon, and after whatever is on its way now: a command goes out before a roster. */
  #lookAt(bridge: string | undefined, at = this.#parts.clock.monoMs()): void {
    if (bridge === undefined || !this.#stopListening) return;
    const told = this.#toldOf(bridge);
    const due = Math.max(at, told.at + TELL_EVERY_MS);
    if (told.next && told.next.at <= due) return;
    told.next?.cancel();
    const wait = due - this.#parts.clock.monoMs();
    told.next = { at: due, cancel: this.#parts.clock.after(wait, () => this.#publish(bridge)) };
  }

  #publish(bridge: string): void {
    const told = this.#toldOf(bridge);
    told.next?.cancel();
    told.next = undefined;
    const states = [...this.#farm.devices.values()].filter(({ record }) => record.via === bridge);
    const roster = this.#rosterOf(states);
    const text = JSON.stringify(roster);
    told.at = this.#parts.clock.monoMs();
    if (text !== told.text) this.#parts.publish(topicOf(bridge, 'roster'), roster, { retain: true });
    told.text = text;
    const calm = this.#calmAt(states);
    if (calm !== undefined) this.#lookAt(bridge, calm);
  }

  #rosterOf(states: readonly DeviceState[]): Roster {
    const now = this.#parts.clock.monoMs();
    const devices = states.flatMap((state) => {
      const { id: device, site, address } = state.record;
      if (address === undefined) return [];
      const isWatched = this.#watches.has(site, device) || isCommanded(state, now);
      return [{ device, address, ...(isWatched ? { watched: true } : {}) }];
    });
    return { devices };
  }

  /** When the first device that is watched for its last command alone is so no more. */
  #calmAt(states: readonly DeviceState[]): number | undefined {
    const now = this.#parts.clock.monoMs();
    const ends = states
      .flatMap(({ switches }) => [...switches.values()])
      .flatMap(({ command }) => (command ? [command.accepted.mono + WATCHED_AFTER_COMMAND_MS] : []))
      .filter((end) => end > now);
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }

  #toldOf(bridge: string): Told {
    const known = this.#told.get(bridge);
    if (known) return known;
    const told: Told = { text: '', at: -Infinity, next: undefined };
    this.#told.set(bridge, told);
    return told;
  }
}

function isCommanded({ switches }: DeviceState, now: number): boolean {
  return [...switches.values()].some(
    ({ command }) => command && (isOpen(command) || now < command.accepted.mono + WATCHED_AFTER_COMMAND_MS),
  );
}
