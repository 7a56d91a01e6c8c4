import type { SeenDevice } from '../../contract/index.ts';

/** More would only be a flood: the one not seen for longest makes room. */
const MAX_SIGHTINGS = 128;
/** Who is there is seen again every few minutes. */
const FORGET_AFTER_MS = 600_000;

/** Something on the network that looks like a device, by its own unproven word: where to look, and no more. */
export interface Sighting {
  readonly id: string;
  readonly type: string;
  readonly typeLabel: string;
  readonly model?: string | undefined;
  readonly address?: string | undefined;
  readonly firmware?: string | undefined;
  /** How it joins, in a sentence. */
  readonly join: string;
}

/** What was sighted lately. Nothing here is a device: it cannot be adopted before it has joined and said hello itself. */
export class Sightings {
  readonly #sighted = new Map<string, SeenDevice>();

  note({ id, type, typeLabel, join, model, address, firmware }: Sighting, at: number): void {
    const known = this.#sighted.get(id);
    this.#sighted.delete(id);
    this.#sighted.set(id, {
      ...known,
      id,
      type,
      typeLabel,
      join,
      ...(model === undefined ? {} : { model }),
      ...(address === undefined ? {} : { address }),
      ...(firmware === undefined ? {} : { firmware }),
      demo: false,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
    });
    this.#forget(at);
  }

  find(id: string, at: number): SeenDevice | undefined {
    this.#forget(at);
    return this.#sighted.get(id);
  }

  list(at: number): SeenDevice[] {
    this.#forget(at);
    return [...this.#sighted.values()];
  }

  /** The map is in the order of the last sightings. */
  #forget(at: number): void {
    for (const [id, { lastSeenAt }] of this.#sighted) {
      if (this.#sighted.size <= MAX_SIGHTINGS && at - lastSeenAt < FORGET_AFTER_MS) break;
      this.#sighted.delete(id);
    }
  }
}
