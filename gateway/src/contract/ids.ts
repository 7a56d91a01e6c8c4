import * as z from 'zod/mini';

const named = (pattern: RegExp, description: string) =>
  z.string().check(z.regex(pattern, description)).register(z.globalRegistry, { description });

/** A device's name on the wire and in topics: small letters, digits and single dashes, e.g. `outlet-fe`. */
export const DeviceId = named(/^[a-z0-9](?:-?[a-z0-9]){0,47}$/, 'small letters, digits and single dashes, at most 48');
export type DeviceId = z.infer<typeof DeviceId>;

/** A point of a device: words joined by dots, e.g. `relay.a`. */
export const PointId = named(/^[a-z][a-zA-Z0-9]*(?:\.[a-zA-Z0-9]+){0,3}$/, 'words joined by dots, such as relay.a');
export type PointId = z.infer<typeof PointId>;

/** A command's id, chosen by whoever asks (a UUID is best): the same id twice is the same command. */
export const CommandId = named(/^[A-Za-z0-9_-]{8,64}$/, '8 to 64 letters, digits, - or _');
export type CommandId = z.infer<typeof CommandId>;

/** Ids of rows the gateway makes itself: sites, users. */
export const RowId = named(/^[a-z]{1,6}_[A-Za-z0-9_-]{6,32}$/, 'an id given out by this gateway');
export type RowId = z.infer<typeof RowId>;

/** The year 2200: what is later is no time but a mistake. */
const LATEST_MS = 7_258_118_400_000;

/** Milliseconds of wall time since 1970-01-01 UTC. */
export const WallMs = z
  .int()
  .check(z.gte(0), z.lt(LATEST_MS))
  .register(z.globalRegistry, { description: 'ms since 1970-01-01 UTC' });
export type WallMs = z.infer<typeof WallMs>;

/** A name a person gave: any script, trimmed, no control characters. */
export const Label = z.string().check(
  z.trim(),
  z.minLength(1, 'must not be empty'),
  z.maxLength(80),
  z.regex(/^\P{Cc}*$/u, 'must not contain control characters'),
  z.refine((text) => text.isWellFormed(), 'must be whole characters'),
);
