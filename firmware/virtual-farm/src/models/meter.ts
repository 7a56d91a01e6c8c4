/** Everything a meter can see of a line. */
export interface Line {
  readonly volts: number;
  readonly amps: number;
  readonly watts: number;
  readonly hz: number;
}

/** What a PZEM-004T answers. */
export interface MeterReading {
  readonly volts: number;
  readonly amps: number;
  readonly watts: number;
  /** A counter that wraps. Unit: Wh. */
  readonly wattHours: number;
  readonly hz: number;
  readonly powerFactor: number;
}

/** What a meter has counted, before its counter wraps. Unit: Wh. */
export interface MeterState {
  readonly countedWh: number;
}

// PZEM-004T v3.0 user manual: resolution 0.1 V, 0.001 A, 0.1 W, 1 Wh, 0.1 Hz, 0.01; starts at 20 mA and 0.4 W; counts to 9999.99 kWh.
const WRAPS_AT_WH = 10_000_000;
const LEAST_A = 0.02;
const LEAST_W = 0.4;
/** Its class is 0.5 %; between two readings it moves less. */
const NOISE = 0.002;

export function newMeter(countedWh = 0): MeterState {
  return { countedWh };
}

/** Counts what flowed during a step at this power. */
export function stepMeter({ countedWh }: MeterState, watts: number, dtMs: number): MeterState {
  return { countedWh: countedWh + (watts < LEAST_W ? 0 : (watts * dtMs) / 3_600_000) };
}

/** A reading, rounded and noisy as the meter's are. `random` gives 0 to 1. */
export function readMeter({ countedWh }: MeterState, line: Line, random: () => number): MeterReading {
  const noisy = (value: number, step: number) => round(value * (1 + NOISE * (2 * random() - 1)), step);
  const volts = noisy(line.volts, 0.1);
  const amps = line.amps < LEAST_A ? 0 : noisy(line.amps, 0.001);
  const watts = line.watts < LEAST_W ? 0 : noisy(line.watts, 0.1);
  const apparent = volts * amps;
  return {
    volts,
    amps,
    watts,
    wattHours: Math.floor(countedWh) % WRAPS_AT_WH,
    hz: round(line.hz, 0.1),
    powerFactor: apparent === 0 ? 0 : Math.min(1, round(watts / apparent, 0.01)),
  };
}

function round(value: number, step: number): number {
  const perUnit = Math.round(1 / step);
  return Math.round(value * perUnit) / perUnit;
}
