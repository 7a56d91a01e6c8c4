import type { DeviceView } from '@farmgate/gateway/contract';
import { readingOf, type LiveReading } from '../points/history-live.ts';

/** As many readings of the live line are kept for a series: no chart has more places. */
const MOST_KEPT = 600;

/** What the live line said of some series since the gateway was asked for them. */
export class LiveReadings {
  readonly #kept = new Map<string, LiveReading[]>();
  #heard = 0;

  /** How often something new was heard. */
  get heard(): number {
    return this.#heard;
  }

  /** By the name of each series. */
  get all(): ReadonlyMap<string, readonly LiveReading[]> {
    return this.#kept;
  }

  /** Keeps what these series read now, where it is newer than what is kept. */
  hear(names: readonly string[], devices: readonly DeviceView[]): void {
    for (const name of names) {
      const reading = readingOf(devices, name);
      const kept = this.#kept.get(name) ?? [];
      if (!reading || reading.at <= (kept.at(-1)?.at ?? 0)) continue;
      this.#kept.set(name, [...kept, reading].slice(-MOST_KEPT));
      this.#heard += 1;
    }
  }

  /** The gateway is asked for something else. */
  clear(): void {
    this.#kept.clear();
  }
}
