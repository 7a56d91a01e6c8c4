import * as z from 'zod/mini';
import { CommandId, DeviceId, WallMs } from './ids.ts';

/** An id on the air, two hexadecimal digits: outlets have 03 to FE, 01 as they leave the factory. */
export const RadioAddress = z
  .string()
  .check(z.regex(/^[0-9A-F]{2}$/, 'two hexadecimal digits, such as FE'))
  .register(z.globalRegistry, { description: 'an id on the air, two hexadecimal digits' });
export type RadioAddress = z.infer<typeof RadioAddress>;

/** The id of an outlet that was paired: 01 and 02 are sockets and masters, FF is nobody's. */
export const OutletAddress = z
  .string()
  .check(z.regex(/^(0[3-9A-F]|[1-9A-E][0-9A-F]|F[0-9A-E])$/, 'two hexadecimal digits from 03 to FE'))
  .register(z.globalRegistry, { description: 'an id of an outlet, 03 to FE' });
export type OutletAddress = z.infer<typeof OutletAddress>;

const Threshold = z.int().check(z.gte(100), z.lte(30_000));
const WalkSeconds = z.int().check(z.gte(5), z.lte(600));

/**
 * Work at the radio that a person asks for by way of a device. `ping`, `walk`, `set-id` and `set-master` go to an outlet, `scan`
 * and `pair` to a bridge; `stop` ends what is under way.
 */
export const RadioRequest = z
  .discriminatedUnion('ask', [
    /** One PING, without a retry. */
    z.strictObject({ id: CommandId, ask: z.literal('ping') }),
    /** PING twice a second, while somebody walks with the outlet or the antenna. */
    z.strictObject({ id: CommandId, ask: z.literal('walk'), seconds: WalkSeconds }),
    /** PING every id once more than it may be lost: who is there? */
    z.strictObject({ id: CommandId, ask: z.literal('scan') }),
    /** A factory-new outlet in config mode takes our master id, this id and this threshold. Unit: mA. */
    z.strictObject({
      id: CommandId,
      ask: z.literal('pair'),
      address: OutletAddress,
      thresholdMa: Threshold,
      /** The id is that of a device of this site whose outlet is replaced: the old one must be silent. */
      replace: z.optional(z.boolean()),
    }),
    /** Only in config mode; otherwise the outlet is silent. */
    z.strictObject({ id: CommandId, ask: z.literal('set-id'), to: OutletAddress }),
    z.strictObject({ id: CommandId, ask: z.literal('set-master'), to: RadioAddress }),
    z.strictObject({ id: CommandId, ask: z.literal('stop') }),
  ])
  .register(z.globalRegistry, { id: 'RadioRequest', description: 'Work at the radio: try the link, search, pair' });
export type RadioRequest = z.infer<typeof RadioRequest>;

/** `farm/<bridge>/asks`, never retained: the same work as the bridge takes it, with the ids on the air. */
export const RadioAsk = z.discriminatedUnion('ask', [
  z.strictObject({ id: CommandId, ask: z.literal('ping'), address: RadioAddress }),
  z.strictObject({ id: CommandId, ask: z.literal('walk'), address: RadioAddress, seconds: WalkSeconds }),
  z.strictObject({ id: CommandId, ask: z.literal('scan') }),
  z.strictObject({ id: CommandId, ask: z.literal('pair'), address: OutletAddress, thresholdMa: Threshold }),
  z.strictObject({ id: CommandId, ask: z.literal('set-id'), address: RadioAddress, to: OutletAddress }),
  z.strictObject({ id: CommandId, ask: z.literal('set-master'), address: RadioAddress, to: RadioAddress }),
  z.strictObject({ id: CommandId, ask: z.literal('stop') }),
]);
export type RadioAsk = z.infer<typeof RadioAsk>;

/** The steps of `pair`, `set-id` and `set-master`, in their order: is the id free, then what is written, then PING. */
export const RadioStep = z.enum(['free', 'master', 'id', 'threshold', 'check']);
export type RadioStep = z.infer<typeof RadioStep>;

/** `farm/<bridge>/answers`: how such work goes on. The last one of each id is `ended`. */
export const RadioAnswer = z
  .discriminatedUnion('kind', [
    z.strictObject({
      id: CommandId,
      kind: z.literal('ping'),
      address: RadioAddress,
      answered: z.boolean(),
      /** From the first byte written to the last of the answer. Unit: ms. */
      roundTripMs: z.optional(z.number()),
      /** PINGs so far, how many were answered, and how many of the last ten (or fewer). */
      sent: z.int(),
      answers: z.int(),
      lastTen: z.strictObject({ answered: z.int(), of: z.int() }),
    }),
    /** An id that answered, and how far the search has come. */
    z.strictObject({ id: CommandId, kind: z.literal('found'), address: RadioAddress }),
    z.strictObject({ id: CommandId, kind: z.literal('progress'), done: z.int(), of: z.int() }),
    z.strictObject({
      id: CommandId,
      kind: z.literal('step'),
      step: RadioStep,
      state: z.enum(['asking', 'done', 'failed']),
      try: z.optional(z.int()),
    }),
    z.strictObject({
      id: CommandId,
      kind: z.literal('ended'),
      ok: z.boolean(),
      /** What came of it, in a sentence. */
      note: z.string().check(z.maxLength(200)),
    }),
  ])
  .register(z.globalRegistry, { id: 'RadioAnswer' });
export type RadioAnswer = z.infer<typeof RadioAnswer>;

/** How a device's link was over ten minutes; averages of what its bridge told. Absent values: nothing was told. */
export const LinkSlot = z
  .object({
    at: WallMs,
    /** 0 to 10. */
    score: z.optional(z.number()),
    firstTry: z.optional(z.number()),
    tries: z.optional(z.number()),
    roundTrip: z.optional(z.number()),
    /** Share of the slot in which the device was heard, 0 to 100. */
    onlinePercent: z.number(),
  })
  .register(z.globalRegistry, { id: 'LinkSlot' });
export type LinkSlot = z.infer<typeof LinkSlot>;

/** The last 24 hours of a device's link, oldest first. */
export const LinkHistory = z
  .object({ device: DeviceId, slotMs: z.int(), slots: z.array(LinkSlot) })
  .register(z.globalRegistry, { id: 'LinkHistory' });
export type LinkHistory = z.infer<typeof LinkHistory>;

/** Work at the radio that is under way, as those of the site that asked for it are told. */
export const RadioWork = z
  .object({
    id: CommandId,
    ask: z.enum(['ping', 'walk', 'scan', 'pair', 'set-id', 'set-master', 'stop']),
    /** The device by way of which it was asked for. */
    device: DeviceId,
    by: z.string(),
    startedAt: WallMs,
    /** What the bridge said of it last. */
    last: z.optional(RadioAnswer),
  })
  .register(z.globalRegistry, { id: 'RadioWork' });
export type RadioWork = z.infer<typeof RadioWork>;
