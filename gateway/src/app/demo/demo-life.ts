import type { Cancel } from '../../contract/index.ts';
import { DemoFolk } from './demo-folk.ts';
import { DemoKeeper } from './demo-keeper.ts';
import type { DemoParts } from './demo-parts.ts';
import { lowerDevices } from './demo-pumps.ts';
import { DemoVillage } from './demo-village.ts';

/** How often each village is looked at. Unit: ms. */
const EVERY_MS = 10_000;

interface Lively {
  readonly folk: DemoFolk;
  readonly keeper: DemoKeeper;
}

/** People who live in the demo, from when it is claimed: they take turns at its pumps for as long as the gateway runs. */
export class DemoLife {
  readonly #parts: DemoParts;
  readonly #village: DemoVillage;
  readonly #sites = new Map<string, Lively>();
  #cancel: Cancel = () => {};

  constructor(parts: DemoParts) {
    this.#parts = parts;
    this.#village = new DemoVillage(parts);
  }

  start(): void {
    this.#cancel = this.#parts.clock.after(EVERY_MS, () => {
      this.#look();
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }

  /** Whether a device is another village's than the owner's. */
  takes(device: string): boolean {
    return lowerDevices.has(device);
  }

  /** What the demo does for show must never end the gateway. */
  #look(): void {
    try {
      this.#village.make();
      for (const site of Object.values(this.#village.sites())) if (site !== '') this.#liven(site);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'The life of the demo stumbled and goes on');
    }
  }

  #liven(site: string): void {
    const { folk, keeper } = this.#livelyAt(site);
    keeper.look();
    folk.act();
  }

  #livelyAt(site: string): Lively {
    const known = this.#sites.get(site);
    if (known) return known;
    const made = { folk: new DemoFolk(this.#parts, site), keeper: new DemoKeeper(this.#parts, site) };
    this.#sites.set(site, made);
    return made;
  }
}
