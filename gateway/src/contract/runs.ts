import * as z from 'zod/mini';
import { Command } from './commands.ts';
import { CommandId, RowId, WallMs } from './ids.ts';
import { BadgeColour, BadgeSymbol } from './people.ts';
import { GroupId } from './pumps.ts';
import { RunUse } from './run-use.ts';
import { ReasonText } from './why.ts';

export const RunState = z.enum(['waiting', 'starting', 'running', 'hold', 'stopping', 'ended']);
export type RunState = z.infer<typeof RunState>;

/** A request of a run has an id made by whoever asks, so that twice is once. With the number of a start it names a command. */
export const RunId = CommandId.check(z.maxLength(56));
export type RunId = z.infer<typeof RunId>;

/** A person's mark, for those who do not read: a picture and a colour by their names. */
export const Badge = z.object({ symbol: BadgeSymbol, colour: BadgeColour });
export type Badge = z.infer<typeof Badge>;

/** One use of a pump by one person, as everybody of the site sees it. */
export const RunView = z
  .object({
    id: RunId,
    number: z.int(),
    pump: RowId,
    group: GroupId,
    /** Whose it is; the name is kept with the run. */
    user: z.string(),
    name: z.string(),
    badge: z.optional(Badge),
    state: RunState,
    /** The smaller is the earlier among those who wait. */
    order: z.number(),
    askedS: z.int(),
    /** What it may still pump, at `at`; it shrinks only while `isCounting`. */
    remainingS: z.number(),
    pumpedS: z.number(),
    isCounting: z.boolean(),
    /** When these figures were so. */
    at: WallMs,
    hold: z.optional(
      z.object({ cause: z.enum(['grid', 'pump', 'restart']), name: z.optional(z.string()), since: WallMs }),
    ),
    /** The run that this one would change places with. */
    swapWith: z.optional(RunId),
    /** How it ended: `completed`, `stopped-by-user`, `protection:dry-run`. */
    reason: z.optional(z.string()),
    /** What it was charged, once it was settled. */
    usedS: z.optional(z.int()),
    requestedAt: WallMs,
    startedAt: z.optional(WallMs),
    endedAt: z.optional(WallMs),
  })
  .register(z.globalRegistry, { id: 'Run' });
export type RunView = z.infer<typeof RunView>;

/** Who comes when, from the head of a group's queue: [run, likely start, null where nobody can say]. Those in hold come first. */
export const Places = z
  .object({ group: GroupId, places: z.array(z.tuple([RunId, z.nullable(WallMs)])) })
  .register(z.globalRegistry, { id: 'Places' });
export type Places = z.infer<typeof Places>;

/** What somebody asks for. */
export const RunRequest = z
  .strictObject({
    id: z.optional(RunId),
    pump: RowId,
    seconds: z.int().check(z.gte(1), z.lte(86_400)),
    /** Said once more that it is meant, where the pump asks for that. */
    isConfirmed: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'RunRequest' });
export type RunRequest = z.infer<typeof RunRequest>;

/** A run to come into the queue at a time. */
export const PlannedRunRequest = z
  .extend(RunRequest, { at: WallMs })
  .register(z.globalRegistry, { id: 'PlannedRunRequest' });
export type PlannedRunRequest = z.infer<typeof PlannedRunRequest>;

export const PlannedRun = z
  .object({
    id: RunId,
    pump: RowId,
    user: z.string(),
    name: z.string(),
    seconds: z.int(),
    at: WallMs,
    /** `refused`: its time came and it could not enter the queue; `missed`: the gateway was off for too long. */
    state: z.enum(['planned', 'queued', 'refused', 'missed', 'cancelled']),
    /** Why it was refused, in a sentence. */
    why: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'PlannedRun' });
export type PlannedRun = z.infer<typeof PlannedRun>;

/** How a run is ended. `isForced`: an admin does not wait for anything. */
export const RunStop = z
  .strictObject({ isForced: z.optional(z.boolean()), reason: z.optional(ReasonText) })
  .register(z.globalRegistry, { id: 'RunStop' });
export type RunStop = z.infer<typeof RunStop>;

export const RunExtend = z
  .strictObject({ seconds: z.int().check(z.gte(1), z.lte(86_400)) })
  .register(z.globalRegistry, { id: 'RunExtend' });
export type RunExtend = z.infer<typeof RunExtend>;

/** An admin puts it before another one, or last. */
export const RunMove = z
  .strictObject({ before: z.optional(RunId), reason: ReasonText })
  .register(z.globalRegistry, { id: 'RunMove' });
export type RunMove = z.infer<typeof RunMove>;

export const RunSwap = z.strictObject({ with: RunId }).register(z.globalRegistry, { id: 'RunSwap' });
export type RunSwap = z.infer<typeof RunSwap>;

/** One line of what happened to a run. */
export const RunStep = z.object({ at: WallMs, what: z.string(), by: z.string(), why: z.optional(z.string()) });
export type RunStep = z.infer<typeof RunStep>;

/** A run with its whole trail: who, when, why, what was asked of its switch, acknowledged and measured. */
export const RunDetail = z
  .object({
    run: RunView,
    trail: z.array(RunStep),
    commands: z.array(Command),
    /** Absent before it has had its pump. */
    use: z.optional(RunUse),
  })
  .register(z.globalRegistry, { id: 'RunDetail' });
export type RunDetail = z.infer<typeof RunDetail>;
