import type { Change } from '../../contract/index.ts';
import { momentOf } from '../field/farm.ts';
import { Draft } from './draft.ts';
import type { Pump } from './pump.ts';
import { seePump } from './pump-watch.ts';
import type { SiteEngine } from './site-engine.ts';
import type { SharingParts } from './sharing-parts.ts';

/** What hangs on a device. */
interface Hanging {
  readonly site: string;
  readonly device: string;
  readonly pumps: Set<string>;
}

/** Hears what the field says of the devices that switch pumps, and of the latch, and tells the engine of their site. */
export class PumpListener {
  readonly #parts: SharingParts;
  readonly #engineOf: (site: string) => SiteEngine;
  /** By site and the device that switches them: a device may have been another site's before. */
  readonly #byDevice = new Map<string, Hanging>();
  readonly #unseen = new Set<string>();
  #stopListening: () => void = () => {};

  constructor(parts: SharingParts, engineOf: (site: string) => SiteEngine) {
    this.#parts = parts;
    this.#engineOf = engineOf;
  }

  start(): void {
    this.#stopListening = this.#parts.events.on('change', ({ site, change }) => this.#hear(site, change));
  }

  stop(): void {
    this.#stopListening();
  }

  /** From now on it is heard where it hangs. */
  add({ site, device, id }: Pump): void {
    // It may have hung on another device before.
    for (const { pumps } of this.#byDevice.values()) pumps.delete(id);
    const key = keyOf(site, device);
    const known = this.#byDevice.get(key) ?? { site, device, pumps: new Set<string>() };
    known.pumps.add(id);
    this.#byDevice.set(key, known);
  }

  remove({ site, device, id }: Pump): void {
    this.#byDevice.get(keyOf(site, device))?.pumps.delete(id);
  }

  /** The pumps that hang on a device. */
  at(site: string, device: string): readonly string[] {
    return [...(this.#byDevice.get(keyOf(site, device))?.pumps ?? [])];
  }

  /** At everything that is heard, as it is now. */
  lookAtAll(): void {
    for (const { site, device } of this.#byDevice.values()) this.look(site, device);
  }

  look(site: string, device: string): void {
    const found = this.#byDevice.get(keyOf(site, device));
    if (!found) return;
    const engine = this.#engineOf(site);
    this.keepLatch(site);
    for (const id of found.pumps) {
      const state = engine.state.pumps.get(id);
      if (!state) continue;
      const run = new Draft(engine.state, momentOf(this.#parts.clock)).activeAt(id);
      for (const event of seePump(this.#parts.field, state, run)) engine.happen(event);
    }
  }

  /** The engine knows of the latch before it decides anything. */
  keepLatch(site: string): void {
    const engine = this.#engineOf(site);
    const { latched: isLatched, by = 'gateway' } = this.#parts.field.latch(site);
    if (isLatched !== engine.state.facts.isLatched) engine.happen({ kind: 'latch', isLatched, by });
  }

  #hear(site: string, change: Change): void {
    if (change.what === 'latch') return this.#later(`latch ${site}`, () => this.keepLatch(site));
    const device = deviceOf(change);
    if (device === undefined) return;
    const key = keyOf(site, device);
    if (this.#byDevice.has(key)) this.#later(key, () => this.look(site, device));
  }

  /** Once, when the present events are through: the engine never acts in the middle of what the field does. */
  #later(key: string, run: () => void): void {
    if (this.#unseen.has(key)) return;
    this.#unseen.add(key);
    this.#parts.defer(() => {
      this.#unseen.delete(key);
      try {
        run();
      } catch (error) {
        // Nobody waits for an answer, and every OFF hangs on this process.
        this.#parts.log.error({ err: error, key }, 'What a device says could not be taken');
      }
    });
  }
}

function keyOf(site: string, device: string): string {
  return `${site} ${device}`;
}

/** Of which device a change tells what a pump may be. */
function deviceOf(change: Change): string | undefined {
  switch (change.what) {
    case 'point':
    case 'values':
    case 'device-gone':
      return change.device;
    case 'device':
    case 'device-added':
      return change.device.id;
    default:
      return undefined;
  }
}
