/** How an HC-12 spreads its bytes, by the manual's names. */
export type Hc12Mode = 'fu1' | 'fu2' | 'fu3' | 'fu4';

/** What a module is set to and keeps. */
export interface Hc12Settings {
  /** The n of C0nn: 433.4 MHz and 0.4 MHz more for each after the first. */
  readonly channel: number;
  /** The n of Pn, 1 to 8. */
  readonly power: number;
  readonly mode: Hc12Mode;
  /** Of its serial line. */
  readonly baud: number;
}

export const modes: readonly Hc12Mode[] = ['fu1', 'fu2', 'fu3', 'fu4'];

/** Speeds of the serial line. Unit: baud. */
export const bauds: readonly number[] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200];

/** The manual warrants 100 of its 127 channels. */
export const CHANNELS = 100;

/** What P1 to P8 feed the antenna with. Unit: dBm. */
export const POWER_DBM: readonly number[] = [-1, 2, 5, 8, 11, 14, 17, 20];

/** Middle of a channel. Unit: kHz, as all frequencies here. */
export function channelKHz(channel: number): number {
  return 433_000 + 400 * channel;
}

/** What a level radiates over an antenna without gain over a dipole. Unit: mW e.r.p. */
export function powerMw(power: number): number {
  return 10 ** ((POWER_DBM[power - 1] ?? NaN) / 10);
}

/**
 * How far its signal reaches on each side of the middle. No manual gives a deviation: this takes a modulation index of 2 by Carson's rule,
 * three times the bit rate in all, which is wide for this kind of chip, and 20 ppm for the crystal.
 */
export function halfWidthKHz({ mode, baud }: Pick<Hc12Settings, 'mode' | 'baud'>): number {
  return 1.5 * airKbps(mode, baud) + 9;
}

/** Bits in the air, by the manual. Unit: kb/s. */
export function airKbps(mode: Hc12Mode, baud: number): number {
  switch (mode) {
    case 'fu1':
    case 'fu2':
      return 250;
    case 'fu3':
      return fu3Kbps(baud);
    case 'fu4':
      return 0.5;
  }
}

/** Whether a mode has this speed on its serial line: FU2 has 4800 baud at most, FU4 1200 alone. */
export function hasBaud(mode: Hc12Mode, baud: number): boolean {
  if (mode === 'fu4') return baud === 1_200;
  return bauds.includes(baud) && (mode !== 'fu2' || baud <= 4_800);
}

function fu3Kbps(baud: number): number {
  if (baud <= 2_400) return 5;
  if (baud <= 9_600) return 15;
  return baud <= 38_400 ? 58 : 236;
}
