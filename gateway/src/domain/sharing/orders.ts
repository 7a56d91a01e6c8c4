import type { Commander, PreparedOrder } from '../field/commander.ts';
import type { SharingEffect } from './effects.ts';
import type { Pump } from './pump.ts';
import { times } from './times.ts';

type Of<Do extends SharingEffect['do']> = Extract<SharingEffect, { do: Do }>;

/** Says who gave a command that no person gave. */
export const BY_GATEWAY = 'gateway: ';

/** An order for the transaction of its decision; `isOff` is sent also where that fails. */
export interface Order extends PreparedOrder {
  readonly isOff: boolean;
  readonly device: string;
}

/** What the commander will not take: the run it was for has to hear of it. */
export interface RefusedOrder {
  readonly pump: string;
  readonly command: string;
  readonly why: string;
}

/** Turns effects into commands of the field. */
export class Orders {
  readonly #commander: Pick<Commander, 'prepare' | 'renew' | 'isOffOwed'>;

  constructor(commander: Pick<Commander, 'prepare' | 'renew' | 'isOffOwed'>) {
    this.#commander = commander;
  }

  on(pump: Pump, { command: id, number, leaseS }: Of<'on'>): Order | RefusedOrder {
    const { site, device, point } = pump;
    const by = `${BY_GATEWAY}run ${number}`;
    const lease = leaseS === undefined ? {} : { lease: { leaseS, run: String(number) } };
    const prepared = this.#commander.prepare({
      id,
      site,
      device,
      point,
      by,
      value: true,
      expiryMs: times.startMs,
      ...lease,
    });
    return prepared.ok
      ? { ...prepared.value, isOff: false, device }
      : { pump: pump.id, command: id, why: prepared.refusal.detail };
  }

  /** Nothing where one is owed already. */
  off({ site, device, point }: Pump, { why }: Of<'off'>): Order | undefined {
    if (this.#commander.isOffOwed({ site, device, point })) return undefined;
    const prepared = this.#commander.prepare({ site, device, point, by: `${BY_GATEWAY}${why}`, value: false });
    return prepared.ok ? { ...prepared.value, isOff: true, device } : undefined;
  }

  renew(pump: Pump, { number, leaseS }: Of<'renew'>): void {
    this.#commander.renew(pump, { leaseS, run: String(number) }, times.renewalExpiryMs);
  }
}
