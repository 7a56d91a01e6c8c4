/** A process or device that carries commands: a radio bridge for its nodes, a WiFi node for itself. */
interface Carrier {
  online: boolean;
  session: string | undefined;
  /** It restarted while it was away: to be told when it is back. */
  restarted: boolean;
}

/** What a carrier's message means for the commands it was handed. */
export type CarrierChange = 'none' | 'lost' | 'back' | 'restarted';

/** Which carriers are there, and whether one forgot what it was handed: a new session says that it restarted. */
export class Carriers {
  readonly #carriers = new Map<string, Carrier>();

  isOnline(id: string): boolean {
    return this.#carriers.get(id)?.online ?? false;
  }

  /**
   * The session in a hello: the first one heard says nothing about a restart, nor does a hello without one. Such a carrier is
   * there all the same.
   */
  noteSession(id: string, session: string | undefined): CarrierChange {
    const carrier = this.#get(id);
    if (session === undefined) return 'none';
    const restarted = carrier.session !== undefined && carrier.session !== session;
    carrier.session = session;
    if (restarted && carrier.online) return 'restarted';
    carrier.restarted ||= restarted;
    return 'none';
  }

  /** Only of those that said hello for themselves: a node behind a bridge carries nothing. */
  noteOnline(id: string, online: boolean): CarrierChange {
    const carrier = this.#carriers.get(id);
    if (!carrier) return 'none';
    const was = carrier.online;
    carrier.online = online;
    if (was === online) return 'none';
    if (!online) return 'lost';
    const restarted = carrier.restarted;
    carrier.restarted = false;
    return restarted ? 'restarted' : 'back';
  }

  #get(id: string): Carrier {
    const known = this.#carriers.get(id);
    if (known) return known;
    const carrier: Carrier = { online: false, session: undefined, restarted: false };
    this.#carriers.set(id, carrier);
    return carrier;
  }
}
