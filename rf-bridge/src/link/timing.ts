/** Every duration of the link, with where it comes from. Unit: ms. */
export interface Timing {
  /** How long an answer may take. The legacy firmware's worst poll is 228 ms by the model; its own controllers wait 350. */
  readonly answerMs: number;
  /** Rest between the end of one exchange and the next request: the module turns from receiving to sending. */
  readonly guardMs: number;
  /** From the start of one request to the next, so that a node that lost a byte has dropped its half frame. */
  readonly spacingMs: number;
  /** A retry comes this much after the time-out, at random in between, so that two talkers do not stay in step. */
  readonly retryMs: readonly [least: number, most: number];
  /** A node is polled no more often than this: idle air is what makes a tap quick. */
  readonly pollEveryMs: number;
  /** A watched node is polled at least this often, where the air allows it. */
  readonly watchedEveryMs: number;
  /** A silent node is polled less and less often, up to this. */
  readonly silentEveryMs: number;
  /** After an acknowledged change the current is read at once and once more then: it is judged by what is read after 5 s. */
  readonly readBackMs: readonly number[];
  /** Between two PINGs to ids nobody has answered from yet, in idle air. */
  readonly scanEveryMs: number;
  /** The same where polls fill the air. */
  readonly scanBusyMs: number;
  /** An outlet that answered and is not adopted, and an id from the configuration, is asked again this often. */
  readonly seenEveryMs: number;
}

export const defaultTiming: Timing = {
  answerMs: 350,
  guardMs: 5,
  spacingMs: 100,
  retryMs: [20, 120],
  pollEveryMs: 2_000,
  watchedEveryMs: 2_000,
  silentEveryMs: 60_000,
  readBackMs: [0, 5_050],
  scanEveryMs: 1_000,
  scanBusyMs: 10_000,
  seenEveryMs: 30_000,
};

/** Transmissions of a command before it is given up; of an OFF, before the gateway takes over asking for it. */
export const TRIES = 5;

/** A node that leaves this many polls in a row unanswered is offline. */
export const SILENT_POLLS = 3;
