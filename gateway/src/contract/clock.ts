/** Takes a timer back; harmless when it has fired or was taken back before. */
export type Cancel = () => void;

/**
 * Time as services are handed it. Durations and deadlines use the monotonic side, which on Linux all processes of one boot
 * share; wall time is for people and records.
 */
export interface Clock {
  /** Milliseconds since some moment of this boot, never going back. */
  monoMs(): number;
  /** Milliseconds since 1970-01-01 UTC; may jump. */
  wallMs(): number;
  /** Names the boot that `monoMs` counts from. */
  readonly boot: string;
  /** Runs once after `ms` of monotonic time. */
  after(ms: number, run: () => void): Cancel;
}
