/** A token bucket: `perSecond` on average, `burst` at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Messages and bytes a client may say. */
export interface ClientRates {
  readonly messages: Rate;
  readonly bytes: Rate;
}

/** What may be said of one kind of thing, counted down as it is said. Time is handed in. */
export class Bucket {
  readonly #rate: Rate;
  #left: number;
  #atMono: number;

  constructor(rate: Rate, nowMono: number) {
    this.#rate = rate;
    this.#left = rate.burst;
    this.#atMono = nowMono;
  }

  /** Takes so many, also where there are not as many: the debt is waited for. */
  spend(count: number, nowMono: number): void {
    this.#refill(nowMono);
    this.#left -= count;
  }

  /** Milliseconds until nothing is owed; 0: now. */
  waitMs(nowMono: number): number {
    this.#refill(nowMono);
    return this.#left >= 0 ? 0 : Math.ceil((-this.#left / this.#rate.perSecond) * 1_000);
  }

  #refill(nowMono: number): void {
    const gained = (Math.max(0, nowMono - this.#atMono) / 1_000) * this.#rate.perSecond;
    this.#left = Math.min(this.#rate.burst, this.#left + gained);
    this.#atMono = Math.max(this.#atMono, nowMono);
  }
}

/** Both rates of one client. Whoever is over either is not read until it has waited. */
export class Pace {
  readonly #messages: Bucket;
  readonly #bytes: Bucket;

  constructor(rates: ClientRates, nowMono: number) {
    this.#messages = new Bucket(rates.messages, nowMono);
    this.#bytes = new Bucket(rates.bytes, nowMono);
  }

  spend(bytes: number, nowMono: number): void {
    this.#messages.spend(1, nowMono);
    this.#bytes.spend(bytes, nowMono);
  }

  waitMs(nowMono: number): number {
    return Math.max(this.#messages.waitMs(nowMono), this.#bytes.waitMs(nowMono));
  }
}
