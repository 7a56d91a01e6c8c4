import { keeper } from './demo-village.ts';
import type { DemoParts } from './demo-parts.ts';

/** A visitor has so long to see what is wrong, and to put it right. Unit: ms. */
const LEAVES_FOR_MS = 8 * 60_000;

/** The one who looks after a village of the demo: resets pumps that were repaired, and answers who asked for minutes. */
export class DemoKeeper {
  readonly #parts: DemoParts;
  readonly #site: string;
  /** Since when a pump is seen to be locked out. Monotonic ms. */
  readonly #lockedSince = new Map<string, number>();

  constructor(parts: DemoParts, site: string) {
    this.#parts = parts;
    this.#site = site;
  }

  look(): void {
    this.#resetPumps();
    this.#answerRequests();
  }

  #resetPumps(): void {
    const { side, clock } = this.#parts;
    const now = clock.monoMs();
    for (const { id, lockedOutBy } of side.pumps.list(this.#site)) {
      if (lockedOutBy === undefined) {
        this.#lockedSince.delete(id);
        continue;
      }
      const since = this.#lockedSince.get(id) ?? now;
      this.#lockedSince.set(id, since);
      if (now - since < LEAVES_FOR_MS) continue;
      this.#lockedSince.delete(id);
      side.pumps.reset(keeper(this.#site), id, 'repaired, in the demo');
    }
  }

  /** Only those of simulated people: whoever visits answers for others. */
  #answerRequests(): void {
    const { side, clock, store } = this.#parts;
    const demo = new Set(
      store
        .forSite(this.#site)
        .list()
        .flatMap(({ id, login }) => (login.endsWith('.demo') ? [id] : [])),
    );
    for (const { id, user, at } of side.wallets.requests(this.#site, { waiting: true, limit: 20 }))
      if (demo.has(user) && clock.wallMs() - at > LEAVES_FOR_MS)
        side.wallets.decide(keeper(this.#site), id, 'approved', 'paid, in the demo');
  }
}
