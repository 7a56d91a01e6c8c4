import type { Hello, SeenDevice } from '../../contract/index.ts';

/** More would only be a flood: the one not heard for longest makes room. */
const MAX_SEEN = 256;

/** Devices that were heard and belong to nobody yet. In memory: what is still there says hello again. */
export class SeenDevices {
  readonly #seen = new Map<string, SeenDevice>();

  /** Whether it is new. */
  note(id: string, hello: Hello, typeLabel: string, at: number): boolean {
    const known = this.#seen.get(id);
    this.#seen.delete(id);
    this.#seen.set(id, {
      id,
      type: hello.type,
      typeLabel,
      ...(hello.via ? { via: hello.via } : {}),
      ...(hello.address ? { address: hello.address } : {}),
      ...(hello.firmware ? { firmware: hello.firmware } : {}),
      demo: hello.demo ?? false,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
    });
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= MAX_SEEN) break;
      this.#seen.delete(oldest);
    }
    return known === undefined;
  }

  /** It was heard again, without a hello. */
  touch(id: string, at: number): void {
    const known = this.#seen.get(id);
    if (known) this.#seen.set(id, { ...known, lastSeenAt: at });
  }

  find(id: string): SeenDevice | undefined {
    return this.#seen.get(id);
  }

  remove(id: string): void {
    this.#seen.delete(id);
  }

  /** Latest heard first. */
  list(): SeenDevice[] {
    return [...this.#seen.values()].sort((a, b) => b.lastSeenAt - a.lastSeenAt || a.id.localeCompare(b.id));
  }
}
