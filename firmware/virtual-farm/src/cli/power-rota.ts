import type { Clock } from '@farmgate/gateway/contract';
import type { VirtualFarm } from '../farm.ts';

/** An outage and when it comes. Unit: ms. */
interface Outage {
  readonly afterMs: number;
  readonly forMs: number;
}

const MINUTE_MS = 60_000;
/** Soon and short, for whoever has just come to look. */
const first: Outage = { afterMs: 6 * MINUTE_MS, forMs: 2 * MINUTE_MS };
/** From then on. */
const later: Outage = { afterMs: 170 * MINUTE_MS, forMs: 10 * MINUTE_MS };

/** Power that fails for two minutes soon after the start, and for ten minutes every three hours from then on. */
export function failPowerByRota(farm: VirtualFarm, clock: Clock): void {
  cut(first);

  function cut({ afterMs, forMs }: Outage): void {
    clock.after(afterMs, () => {
      farm.inject({ grid: { kind: 'outage' } });
      clock.after(forMs, () => {
        farm.inject({ grid: { kind: 'repair' } });
        cut(later);
      });
    });
  }
}
