/** Every duration of the link, with where it comes from. Unit: ms. */
export interface Timing {
  /** Nothing answers later than this: what the outlets' own controllers wait. Also the wait while a node is not known yet. */
  readonly answerMs: number;
  /** The longest an ACK takes by the model of the radio; a known node is never waited for shorter than this and a margin. */
  readonly worstAckMs: number;
  /** The same of a poll, to its second report. */
  readonly worstPollMs: number;
  /** From the first report of a poll to the second: eight bytes on the line and the outlet's rest of 50. */
  readonly reportGapMs: number;
  /** Rest between the end of one exchange and the next request: the module turns from receiving to sending. */
  readonly guardMs: number;
  /** From the start of one request to the next, so that a node that lost a byte has dropped its half frame. */
  readonly spacingMs: number;
  /** The first retry comes this much after the time-out, at random in between: at once, but two talkers do not stay in step. */
  readonly firstRetryMs: readonly [least: number, most: number];
  /** Each further retry. A packet takes 15.5 in the air, so that two talkers part within a few. */
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
  /** Between two PINGs of a walk test. */
  readonly walkEveryMs: number;
}

/** HC-12 at 9600 baud, mode FU3, with version 1 outlets; the worst cases are those of PROTOCOL.md section 4. */
export const defaultTiming: Timing = {
  answerMs: 350,
  worstAckMs: 135,
  worstPollMs: 228,
  reportGapMs: 59,
  guardMs: 4,
  spacingMs: 100,
  firstRetryMs: [2, 12],
  retryMs: [2, 32],
  pollEveryMs: 2_000,
  watchedEveryMs: 2_000,
  silentEveryMs: 60_000,
  readBackMs: [0, 5_050],
  scanEveryMs: 1_000,
  scanBusyMs: 10_000,
  seenEveryMs: 30_000,
  walkEveryMs: 500,
};

/** Transmissions of a command before it is given up; of an OFF, before the gateway takes over asking for it. */
export const TRIES = 5;

/** A node that leaves this many polls in a row unanswered is offline. */
export const SILENT_POLLS = 3;
