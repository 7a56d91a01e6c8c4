/**
 * Which devices something of is taken or waits. What one device says goes one after the other, and what a credential says for
 * itself neither passes nor is passed by what it says for others: a bridge's restart is told before what its outlets say after it.
 */
export class Lanes {
  readonly #taken = new Map<string, Set<string>>();

  readonly isFree = (credential: string, device: string): boolean => {
    const devices = this.#taken.get(credential);
    return !devices || (device !== credential && !devices.has(device) && !devices.has(credential));
  };

  take(credential: string, device: string): void {
    const devices = this.#taken.get(credential);
    if (devices) devices.add(device);
    else this.#taken.set(credential, new Set([device]));
  }
}
