/** Which devices pages show large now: the union over all that look, each for its own site. */
export class Watches {
  readonly #byViewer = new Map<object, readonly string[]>();
  /** How many watch it, by site and device. */
  readonly #counts = new Map<string, number>();

  /** What a viewer watches from now on, in place of what it watched before. */
  set(viewer: object, site: string, devices: readonly string[]): void {
    this.remove(viewer);
    const keys = [...new Set(devices)].map((device) => keyOf(site, device));
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (keys.length > 0) this.#byViewer.set(viewer, keys);
  }

  remove(viewer: object): void {
    for (const key of this.#byViewer.get(viewer) ?? []) {
      const left = (this.#counts.get(key) ?? 0) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    }
    this.#byViewer.delete(viewer);
  }

  has(site: string, device: string): boolean {
    return this.#counts.has(keyOf(site, device));
  }
}

function keyOf(site: string, device: string): string {
  return `${site} ${device}`;
}
