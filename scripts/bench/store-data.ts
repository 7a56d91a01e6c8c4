/** A farm of 25 meters with 8 metrics each, read every 5 s with 40 ms of jitter: `../shared/design/history.md`. */
export const DEVICES = 25;
export const EVERY_MS = 5_000;
export const metrics = [
  'voltage',
  'current',
  'power',
  'energy',
  'frequency',
  'powerFactor',
  'temperature',
  'relay',
] as const;
export const SERIES = DEVICES * metrics.length;
export const STORE_START = Date.UTC(2026, 0, 1);
const JITTER_MS = 40;

/** What one meter reads at one moment, in the order of `metrics`. */
export interface Tick {
  readonly device: number;
  readonly at: number;
  readonly values: readonly number[];
}

interface Meter {
  volts: number;
  isOn: boolean;
  left: number;
  wattHours: number;
  celsius: number;
}

/** The same readings each time it is made, one moment after another: motors start and stop, voltages wander, counters count. */
export class StoreData {
  readonly #random = randomOf(7);
  readonly #meters: Meter[];
  readonly #everyMs: number;
  #tick = 0;

  constructor(devices = DEVICES, everyMs = EVERY_MS) {
    this.#everyMs = everyMs;
    this.#meters = Array.from({ length: devices }, (_, device) => ({
      volts: 230,
      isOn: false,
      left: 0,
      wattHours: 100_000 * device,
      celsius: 30,
    }));
  }

  /** When the next moment is, without jitter. */
  get now(): number {
    return STORE_START + this.#tick * this.#everyMs;
  }

  /** What each meter reads at the next moment. */
  next(): Tick[] {
    const now = this.now;
    this.#tick++;
    return this.#meters.map((meter, device) => ({
      device,
      at: Math.round(now + this.#noise() * JITTER_MS),
      values: this.#read(meter),
    }));
  }

  #read(meter: Meter): number[] {
    if (meter.left-- <= 0) {
      meter.isOn = !meter.isOn;
      meter.left = 100 + Math.floor(this.#random() * 700);
    }
    meter.volts += (230 - meter.volts) * 0.01 + this.#noise() * 0.3;
    const milliamperes = meter.isOn ? Math.round((4_800 + this.#noise() * 40) / 10) * 10 : 0;
    const watts = Math.round(((meter.volts * milliamperes) / 1000) * 0.82);
    meter.wattHours += (watts * this.#everyMs) / 3_600_000;
    meter.celsius += (30 + (meter.isOn ? 12 : 0) - meter.celsius) * 0.002 + this.#noise() * 0.02;
    return [
      Math.round(meter.volts * 10) / 10,
      milliamperes,
      watts,
      Math.floor(meter.wattHours),
      Math.round((50 + this.#noise() * 0.03) * 100) / 100,
      meter.isOn ? Math.round((0.82 + this.#noise() * 0.005) * 100) / 100 : 0,
      Math.round(meter.celsius * 10) / 10,
      meter.isOn ? 1 : 0,
    ];
  }

  /** About normal, with a deviation of 1 (Irwin and Hall, six of them). */
  #noise(): number {
    let sum = -3;
    for (let at = 0; at < 6; at++) sum += this.#random();
    return sum * Math.SQRT2;
  }
}

export function deviceName(device: number): string {
  return `meter-${String(device).padStart(2, '0')}`;
}

/** Numerical Recipes' linear congruence: quick, and good enough to wobble a voltage. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
