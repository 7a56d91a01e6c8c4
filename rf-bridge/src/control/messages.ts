import * as z from 'zod/mini';
import { RadioAnswer, RadioAsk } from '@farmgate/gateway/contract';

/** Bytes as a line carries them: capital hex digits with a space between each two. A port gives 64 KiB at the most at once. */
const HexBytes = z.string().check(z.regex(/^(?:[0-9A-F]{2}(?: [0-9A-F]{2})*)?$/), z.maxLength(200_000));
const NodeAddress = z.string().check(z.regex(/^[0-9A-F]{2}$/));
/** Monotonic ms. */
const At = z.number();

/** What a client of the control socket says, one JSON value a line: work at the radio, or what it wants to see. */
export const ControlAsk = z.union([
  RadioAsk,
  z.strictObject({ tap: z.literal(true) }),
  z.strictObject({ stats: z.literal(true) }),
]);
export type ControlAsk = z.infer<typeof ControlAsk>;

/** The beginning of a tap: whose it is, and which moment of the wall its first moment was. */
export const TapStart = z.object({
  kind: z.literal('tap'),
  at: At,
  wallMs: z.number(),
  bridge: z.string(),
  radio: z.string(),
  /** Our id on the air. */
  master: NodeAddress,
  /** What one packet takes of the air. Unit: ms. */
  packetMs: z.number().check(z.positive()),
});
export type TapStart = z.infer<typeof TapStart>;

/** Bytes as they were written to the module or came from it. */
export const TapBytes = z.object({
  kind: z.literal('bytes'),
  at: At,
  way: z.enum(['sent', 'heard']),
  bytes: HexBytes,
});
export type TapBytes = z.infer<typeof TapBytes>;

/** A whole frame, told after the bytes that end it. `foreign`: heard, and no part of an exchange of ours. */
export const TapFrame = z.object({
  kind: z.literal('frame'),
  at: At,
  way: z.enum(['sent', 'heard', 'foreign']),
  bytes: HexBytes,
});
export type TapFrame = z.infer<typeof TapFrame>;

/** Nobody listened any more from here on. */
export const TapEnd = z.object({ kind: z.literal('end'), at: At });

/** A line of a tap, as a recording keeps it. */
export const TapLine = z.discriminatedUnion('kind', [TapStart, TapBytes, TapFrame, TapEnd]);
export type TapLine = z.infer<typeof TapLine>;

const NodeStats = z.object({
  address: NodeAddress,
  online: z.boolean(),
  /** Share of the last requests that were answered at first try, 0 to 100. */
  firstTryPercent: z.number(),
  triesPerAnswer: z.number(),
  /** 0 to 10. */
  score: z.number(),
  roundTripMs: z.optional(z.number()),
  bad: z.int(),
  foreign: z.int(),
});
/** How one node's link is. */
export type NodeStats = z.infer<typeof NodeStats>;

/** How the radio is, all in all. */
export const RadioStats = z.object({
  kind: z.literal('stats'),
  bridge: z.string(),
  radio: z.string(),
  isPortOpen: z.boolean(),
  /** From one plain poll of a node to the next. Unit: ms. */
  cycleMs: z.optional(z.number()),
  /** Air time spent of what an hour allows (unit: %), whether that keeps polls waiting, and what the law allows. */
  air: z.object({ usedPercent: z.number(), isFull: z.boolean(), dutyPercent: z.number() }),
  frames: z.object({ good: z.int(), bad: z.int(), foreign: z.int() }),
  /** `foreign-master`, `replay`, `noise`: what was heard in the last minute. */
  troubles: z.array(z.string()),
  nodes: z.array(NodeStats),
});
export type RadioStats = z.infer<typeof RadioStats>;

/** What cannot be done, in a sentence; the line is closed after it where `isLast` says so. */
const Refused = z.object({ kind: z.literal('refused'), note: z.string(), isLast: z.boolean() });

/** What the control socket says, one JSON value a line. */
export const ControlSaid = z.union([RadioAnswer, TapLine, RadioStats, Refused]);
export type ControlSaid = z.infer<typeof ControlSaid>;
