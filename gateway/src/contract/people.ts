import * as z from 'zod/mini';
import { RowId, WallMs } from './ids.ts';

/** What a person may do at a site. `master-admin` is not among them: it is a right over the gateway, beside the site role. */
export const Role = z.enum(['admin', 'user', 'viewer', 'installer']);
export type Role = z.infer<typeof Role>;

/** The pictures that tell people apart without reading. */
export const SYMBOLS = [
  'fish',
  'tree',
  'sun',
  'moon',
  'star',
  'cow',
  'bird',
  'leaf',
  'drop',
  'flower',
  'key',
  'wheel',
  'boat',
  'bell',
  'house',
  'mango',
  'hill',
  'kite',
  'lamp',
  'basket',
  'fire',
  'anchor',
  'spade',
  'cup',
] as const;
export const BadgeSymbol = z.enum(SYMBOLS);
export type BadgeSymbol = z.infer<typeof BadgeSymbol>;

/** Eight colours that also the colour-blind tell apart, with a symbol in each (after Okabe and Ito, 2008). */
export const COLOURS = ['black', 'orange', 'sky', 'green', 'yellow', 'blue', 'red', 'pink'] as const;
export const BadgeColour = z.enum(COLOURS);
export type BadgeColour = z.infer<typeof BadgeColour>;

export const User = z
  .object({
    id: RowId,
    site: RowId,
    login: z.string(),
    name: z.string(),
    role: Role,
    masterAdmin: z.boolean(),
    suspended: z.boolean(),
    /** Why, for as long as they are. */
    suspendedFor: z.optional(z.string()),
    /** With the colour it is nobody else's at the site, while there are pairs left. */
    symbol: BadgeSymbol,
    colour: BadgeColour,
    /** Of an installer: from then on nobody signs in by it. */
    expiresAt: z.optional(WallMs),
    hasPin: z.boolean(),
    /** Shown with name and badge to who is about to sign in on the farm's own network, where there is a PIN. */
    listed: z.boolean(),
    createdAt: WallMs,
    lastSeenAt: z.optional(WallMs),
  })
  .register(z.globalRegistry, { id: 'User' });
export type User = z.infer<typeof User>;

export const Site = z
  .object({
    id: RowId,
    name: z.string(),
    timeZone: z.string(),
    createdAt: WallMs,
    /** Whoever is on the farm's own network may ask to join. */
    mayAsk: z.boolean(),
    /** Whoever wants may sign in by picture and PIN on the farm's own network. */
    showsPeople: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Site' });
export type Site = z.infer<typeof Site>;

/** Who is signed in. The tokens are there only for `bearer` sessions. */
export const Session = z
  .object({
    user: User,
    site: Site,
    expiresAt: WallMs,
    accessToken: z.optional(z.string()),
    refreshToken: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'Session' });
export type Session = z.infer<typeof Session>;
