import * as z from 'zod/mini';
import { DeviceId, PointId, WallMs } from './ids.ts';
import { Unit } from './points.ts';

/** What a series is over time: read now and then, true or false, or only growing. */
export const SeriesKind = z.enum(['measure', 'flag', 'counter']);
export type SeriesKind = z.infer<typeof SeriesKind>;

/** A point of a device, as `pump-north/current`. */
export const SeriesName = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,48}\/[a-zA-Z0-9.]{1,80}$/, 'is not a device and a point, such as pump-north/current'));

/** A series that has a history. */
export const SeriesInfo = z
  .object({
    device: DeviceId,
    point: PointId,
    kind: SeriesKind,
    unit: Unit,
    /** Of the device and of the point; the ids of those that are no longer there. */
    deviceName: z.string(),
    label: z.string(),
    /** The device is gone; its history stays. */
    former: z.boolean(),
    firstAt: WallMs,
  })
  .register(z.globalRegistry, { id: 'SeriesInfo' });
export type SeriesInfo = z.infer<typeof SeriesInfo>;

/** Buckets of this length, in seconds; a day, a week and a month are those of the site's calendar, and 0 is each reading as it was. */
export const HistoryStep = z.literal(
  [0, 1, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 604_800, 2_592_000],
  'must be 0, or seconds such as 60, 300, 900, 3600 or 86400',
);
export type HistoryStep = z.infer<typeof HistoryStep>;

/**
 * One series, a place in each list for each bucket that has readings; buckets without any are left out. `value` is of a measure its
 * mean over the time it is known, of a flag the share of that time it was true, of a counter how much it grew.
 */
export const SeriesHistory = z
  .object({
    device: DeviceId,
    point: PointId,
    kind: SeriesKind,
    unit: Unit,
    /** When each bucket begins, or when each reading was. */
    at: z.array(WallMs),
    value: z.array(z.number()),
    min: z.array(z.number()),
    max: z.array(z.number()),
    /** Of a counter its growth, else value times seconds: a flag's seconds on, a power's watt-seconds. */
    total: z.array(z.number()),
    /** For how long it is known. Unit: s. */
    coverS: z.array(z.number()),
    /** Places of readings outside the range that their point may have; in no bucket such a one counts. */
    outOfRange: z.array(z.int()),
    /** All of the span as one; absent where there is no reading. */
    whole: z.optional(
      z.object({
        value: z.number(),
        min: z.number(),
        max: z.number(),
        total: z.number(),
        coverS: z.number(),
        first: z.number(),
        last: z.number(),
        lastAt: WallMs,
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'SeriesHistory' });
export type SeriesHistory = z.infer<typeof SeriesHistory>;

/** What was asked for, in the order of asking. */
export const HistoryAnswer = z
  .object({
    from: WallMs,
    to: WallMs,
    step: HistoryStep,
    /** Whose midnights days begin at. */
    timeZone: z.string(),
    /** A longer silence than this between two readings is a gap. Unit: s. */
    gapS: z.number(),
    series: z.array(SeriesHistory),
  })
  .register(z.globalRegistry, { id: 'History' });
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** How an export is written: for spreadsheets, for programs, or for programs that want columns. */
export const ExportFormat = z.enum(['csv', 'jsonl', 'parquet']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** The last reading before a time. */
export const HistoryLast = z
  .object({ device: DeviceId, point: PointId, at: z.optional(WallMs), value: z.optional(z.number()) })
  .register(z.globalRegistry, { id: 'HistoryLast' });
export type HistoryLast = z.infer<typeof HistoryLast>;

/** The highest buckets of a series, the highest first. */
export const HistoryPeak = z
  .object({ at: WallMs, value: z.number(), max: z.number() })
  .register(z.globalRegistry, { id: 'HistoryPeak' });
export type HistoryPeak = z.infer<typeof HistoryPeak>;

/** How the history itself is. */
export const HistoryState = z
  .object({
    series: z.int(),
    /** The oldest that is there: readings as they were, quarters of an hour, days. */
    rawFrom: z.optional(WallMs),
    quarterFrom: z.optional(WallMs),
    dayFrom: z.optional(WallMs),
    bytes: z.int(),
    mostBytes: z.int(),
    /** Readings that are not yet on the disk, and parts that could not be read and were put aside. */
    pending: z.int(),
    putAside: z.int(),
  })
  .register(z.globalRegistry, { id: 'HistoryState' });
export type HistoryState = z.infer<typeof HistoryState>;

/** A table of readings to be taken in: see `farmgate history import --help` for its columns. */
export const HistoryImport = z
  .object({
    csv: z.string().check(z.minLength(1), z.maxLength(8 * 2 ** 20)),
    /** Only says what it would do. */
    check: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'HistoryImport' });
export type HistoryImport = z.infer<typeof HistoryImport>;

/** What a table holds. */
export const HistoryImported = z
  .object({
    readings: z.int(),
    series: z.array(z.object({ device: DeviceId, point: PointId, readings: z.int(), firstAt: WallMs, lastAt: WallMs })),
    /** Lines that cannot be read, the first twenty of `faultCount`. Where there is any nothing was taken in. */
    faults: z.array(z.object({ line: z.int(), why: z.string() })),
    faultCount: z.int(),
    taken: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'HistoryImported' });
export type HistoryImported = z.infer<typeof HistoryImported>;
