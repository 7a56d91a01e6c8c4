import * as z from 'zod/mini';
import { MonthText } from './bills.ts';
import { DeviceId, PointId, RowId } from './ids.ts';
import { LoadKind } from './points.ts';
import { CalendarDay } from './tariffs.ts';

const hours = {
  /** For how long it was on, and how often it was switched on. Unit: s. */
  onS: z.int(),
  starts: z.int(),
  /** For how long it is known whether it was. Unit: s. */
  knownS: z.int(),
};

export const LoadDay = z.object({ day: CalendarDay, ...hours });
export type LoadDay = z.infer<typeof LoadDay>;

/** When a switched load was on, by what its device told, else by its current. */
export const LoadHours = z
  .object({
    device: DeviceId,
    point: PointId,
    name: z.string(),
    load: z.optional(LoadKind),
    pump: z.optional(RowId),
    ...hours,
    /** Days of the month of which anything is known, today included. */
    days: z.array(LoadDay),
    /** Its hour meter: of all days that were kept, and of today. */
    ever: z.object({ ...hours, since: z.optional(CalendarDay) }),
  })
  .register(z.globalRegistry, { id: 'LoadHours' });
export type LoadHours = z.infer<typeof LoadHours>;

export const HoursAnswer = z
  .object({ month: MonthText, loads: z.array(LoadHours) })
  .register(z.globalRegistry, { id: 'Hours' });
export type HoursAnswer = z.infer<typeof HoursAnswer>;
