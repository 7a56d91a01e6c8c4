import type { Hello, SeenDevice } from '../../contract/index.ts';

/** Of one owner: more would only be a flood, and the one of its own that said hello longest ago makes room. */
const MAX_OF_OWNER = 256;
/** Of all: the owner who has the most makes room. */
const MAX_SEEN = 1024;

interface Introduction {
  /** The site whose carrier introduced it; undefined for a carrier of the gateway's own machine. */
  readonly owner: string | undefined;
  readonly at: number;
}

/**
 * Devices that were heard and belong to nobody yet, each by whoever introduced it: what one site's bridge says takes nothing from
 * another's. In memory: what is still there says hello again.
 */
export class SeenDevices {
  readonly #owners = new Map<string | undefined, Map<string, SeenDevice>>();

  /** Whether it is new. */
  note(id: string, hello: Hello, typeLabel: string, { owner, at }: Introduction): boolean {
    const key = keyOf(hello.via ?? id, id);
    const known = this.#find(key);
    this.#remove(key);
    const own = this.#owners.get(owner) ?? new Map<string, SeenDevice>();
    this.#owners.set(owner, own);
    own.set(key, {
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
    this.#makeRoom(own);
    return known === undefined;
  }

  /** Whoever introduced it heard it again, without a hello. */
  touch(carrier: string, id: string, at: number): void {
    const key = keyOf(carrier, id);
    for (const own of this.#owners.values()) {
      const known = own.get(key);
      if (known) own.set(key, { ...known, lastSeenAt: at });
    }
  }

  /** It is somebody's now, whoever introduced it. */
  remove(id: string): void {
    for (const one of this.list()) if (one.id === id) this.removeFrom(one.via ?? id, id);
  }

  /** One device that this carrier introduced. */
  removeFrom(carrier: string, id: string): void {
    this.#remove(keyOf(carrier, id));
  }

  /** Whatever this carrier introduced, itself included. */
  removeAllFrom(carrier: string): void {
    for (const { id, via } of this.list()) if ((via ?? id) === carrier) this.removeFrom(carrier, id);
  }

  /** Latest heard first; a device is there once for each that introduced it. */
  list(): SeenDevice[] {
    return [...this.#owners.values()]
      .flatMap((own) => [...own.values()].reverse())
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt || a.id.localeCompare(b.id));
  }

  #find(key: string): SeenDevice | undefined {
    for (const own of this.#owners.values()) if (own.has(key)) return own.get(key);
    return undefined;
  }

  #remove(key: string): void {
    for (const own of this.#owners.values()) own.delete(key);
  }

  #makeRoom(own: Map<string, SeenDevice>): void {
    if (own.size > MAX_OF_OWNER) dropOldest(own);
    const owners = [...this.#owners.values()];
    if (owners.reduce((sum, { size }) => sum + size, 0) <= MAX_SEEN) return;
    dropOldest(owners.reduce((most, one) => (one.size > most.size ? one : most)));
  }
}

/** Ids have no spaces. */
function keyOf(carrier: string, id: string): string {
  return `${carrier} ${id}`;
}

/** The map is in the order of the last hellos. */
function dropOldest(own: Map<string, SeenDevice>): void {
  for (const key of own.keys()) {
    own.delete(key);
    return;
  }
}
