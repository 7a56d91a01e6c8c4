/** A version 1 radio has some 250 addresses. */
export const MAX_STRANGERS = 252;

/** The devices of nobody that each bridge has spoken of, the one that it spoke of last at the end. */
export class Strangers {
  readonly #byBridge = new Map<string, Set<string>>();

  has(bridge: string, device: string): boolean {
    return this.#byBridge.get(bridge)?.has(device) === true;
  }

  /** It spoke of this one. Whether another had to make room: what that one said is forgotten with it. */
  note(bridge: string, device: string): boolean {
    const devices = this.#byBridge.get(bridge) ?? new Set();
    this.#byBridge.set(bridge, devices);
    devices.delete(device);
    devices.add(device);
    const [oldest] = devices;
    return devices.size > MAX_STRANGERS && oldest !== undefined && devices.delete(oldest);
  }

  keepOnly(may: (bridge: string, device: string) => boolean): void {
    for (const [bridge, devices] of this.#byBridge) {
      for (const device of devices) if (!may(bridge, device)) devices.delete(device);
      if (devices.size === 0) this.#byBridge.delete(bridge);
    }
  }
}
