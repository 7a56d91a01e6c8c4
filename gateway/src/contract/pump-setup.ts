import * as z from 'zod/mini';
import { PointRef } from './devices.ts';
import { DeviceId, Label, PointId, WallMs } from './ids.ts';
import { DayWindow, GroupId, PumpView } from './pumps.ts';
import { ReasonText } from './why.ts';

const whole = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

/** A motor as its plate says it. */
export const PumpMotor = z.strictObject({
  phases: z.union([z.literal(1), z.literal(3)]),
  kw: z.optional(z.number().check(z.gt(0), z.lte(500))),
  /** Between phase and neutral. Unit: V. */
  nominalV: z.optional(whole(90, 500)),
  ratedMa: z.optional(whole(100, 1_000_000)),
  /** Unit: litres a minute. */
  flowLpm: z.optional(z.number().check(z.gt(0), z.lte(100_000))),
});
export type PumpMotor = z.infer<typeof PumpMotor>;

/** Limits of a pump. What is absent is as usual for a motor of its size. */
export const PumpLimits = z.strictObject({
  minRestS: z.optional(whole(10, 7_200)),
  startsPerHour: z.optional(whole(1, 60)),
  startsPerDay: z.optional(whole(1, 1_000)),
  /** At one go, extensions included. */
  longestRunS: z.optional(whole(60, 86_400)),
  shortestRunS: z.optional(whole(10, 3_600)),
  /** How long it may stay on without word of the gateway. */
  leaseS: z.optional(whole(30, 600)),
});
export type PumpLimits = z.infer<typeof PumpLimits>;

/** How its transformer feels it. */
export const PumpSupply = z.strictObject({
  transformer: Label,
  runKva: z.number().check(z.gt(0), z.lte(1_000)),
  startKva: z.number().check(z.gt(0), z.lte(10_000)),
});
export type PumpSupply = z.infer<typeof PumpSupply>;

/** What an admin says of a pump. */
export const PumpSetup = z
  .strictObject({
    name: Label,
    /** What switches it. */
    device: DeviceId,
    point: PointId,
    group: z.optional(GroupId),
    motor: PumpMotor,
    limits: z.optional(PumpLimits),
    /** Always, where there is none. */
    allowedHours: z.optional(z.array(DayWindow).check(z.maxLength(8))),
    /** Why nobody may use it now; absent where it may be used. */
    outOfService: z.optional(ReasonText),
    /** Whoever starts it says once more that it is meant. */
    isCritical: z.optional(z.boolean()),
    /** A person's word that a contactor of its own watches over it, which a device without a lease needs. */
    hasContactor: z.optional(z.boolean()),
    supply: z.optional(PumpSupply),
    /** 0 is held first when the main breaker has too much. */
    shedRank: z.optional(whole(0, 99)),
    /** What the main breaker bears. Unit: mA. */
    breakerMa: z.optional(whole(1_000, 10_000_000)),
    /** The switch that feeds it: opened when its own contact is welded. */
    feeder: z.optional(PointRef),
    /** Where it is watched beside its own device, by channel: `flow`, `level`, `breaker`, `voltageL1`. */
    wiring: z.optional(z.record(z.string(), PointRef)),
    /** Settings that differ from their defaults, by protection and key. */
    protections: z.optional(z.record(z.string(), z.record(z.string(), z.int()))),
    /** The tank it fills, for the page. */
    tank: z.optional(PointRef),
    /** What that tank holds when it is full, where its sensor tells percent alone. Unit: litres. */
    tankL: z.optional(whole(1, 100_000_000)),
  })
  .register(z.globalRegistry, { id: 'PumpSetup' });
export type PumpSetup = z.infer<typeof PumpSetup>;

export const PumpGroupSetup = z
  .strictObject({ name: Label, maxRunning: whole(1, 50), restS: whole(0, 3_600) })
  .register(z.globalRegistry, { id: 'PumpGroupSetup' });
export type PumpGroupSetup = z.infer<typeof PumpGroupSetup>;

/** One setting of a protection, as a form needs it. */
export const ProtectionSetting = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string(),
  min: z.int(),
  max: z.int(),
  default: z.int(),
  /** What is set; absent where it is the default. */
  own: z.optional(z.int()),
  sentence: z.string(),
});
export type ProtectionSetting = z.infer<typeof ProtectionSetting>;

/** One row of the table of protections for this pump. */
export const ProtectionView = z
  .object({
    name: z.string(),
    settings: z.array(ProtectionSetting),
    /** Why it cannot be watched here, in a sentence; absent where it is. */
    notWatched: z.optional(z.string()),
    state: z.enum(['well', 'alert', 'hold', 'stop', 'lock-out', 'not-watched']),
    /** How often it has tripped since it was last well. */
    trips: z.int(),
  })
  .register(z.globalRegistry, { id: 'Protection' });
export type ProtectionView = z.infer<typeof ProtectionView>;

/** What is known of the usual current of a pump. */
export const PumpLearning = z.object({
  normalMa: z.optional(z.int()),
  by: z.optional(z.enum(['first good run', 'guided run'])),
  at: z.optional(WallMs),
  /** A person has asked for it; it is learned from the next even stretch. */
  isAwaited: z.boolean(),
  /** How far that is, 0 to 1; only while it is learned. */
  progress: z.optional(z.number()),
  /** Why the last try taught nothing. */
  fault: z.optional(z.string()),
});
export type PumpLearning = z.infer<typeof PumpLearning>;

/** A pump with what only those see who set it up. */
export const PumpDetail = z
  .object({
    pump: PumpView,
    setup: PumpSetup,
    /** All limits in force, the usual ones filled in. */
    limits: PumpLimits,
    protections: z.array(ProtectionView),
    learning: PumpLearning,
  })
  .register(z.globalRegistry, { id: 'PumpDetail' });
export type PumpDetail = z.infer<typeof PumpDetail>;

/** What is usual for a motor of this size: a suggestion for a form. */
export const PumpUsual = z
  .object({ limits: PumpLimits, ratedMa: z.int(), runKva: z.number(), startKva: z.number() })
  .register(z.globalRegistry, { id: 'PumpUsual' });
export type PumpUsual = z.infer<typeof PumpUsual>;

export const WithReason = z.strictObject({ reason: ReasonText }).register(z.globalRegistry, { id: 'WithReason' });
export type WithReason = z.infer<typeof WithReason>;

/** `null`: it may be used again. */
export const PumpService = z
  .strictObject({ outOfService: z.nullable(ReasonText) })
  .register(z.globalRegistry, { id: 'PumpService' });
export type PumpService = z.infer<typeof PumpService>;

/** How a site shares its pumps. */
export const SharingSettings = z
  .strictObject({
    billing: z.enum(['minutes', 'off']),
    /** What one user may pump on one day; null: as much as there is in the wallet. */
    quotaS: z.nullable(whole(60, 86_400)),
    /** Below this a wallet is low, and its user is told. */
    lowBalanceS: whole(0, 86_400),
    startsInUnknown: z.enum(['after-quiet', 'never']),
    /** Between two starts after the power came back, with a random part on top; 0: they are not kept apart. */
    staggerGapS: whole(0, 600),
    /** What each transformer bears, by its name. Unit: kVA. */
    transformers: z.record(Label, z.number().check(z.gt(0), z.lte(100_000))),
  })
  .register(z.globalRegistry, { id: 'SharingSettings' });
export type SharingSettings = z.infer<typeof SharingSettings>;
