import * as z from 'zod/mini';
import { Label, RowId, WallMs } from './ids.ts';
import { BadgeColour, BadgeSymbol } from './people.ts';

/** Digits that are quick to say where somebody is signed in already, or on the farm's own network. */
export const Pin = z.string().check(z.regex(/^\d{4,8}$/, '4 to 8 digits'));

/** A new PIN, or none, by who knows the password. */
export const PinChange = z
  .strictObject({ current: z.string().check(z.maxLength(256)), pin: z.nullable(Pin) })
  .register(z.globalRegistry, { id: 'PinChange' });
export type PinChange = z.infer<typeof PinChange>;

/** That it is still the same person who sits there: by PIN or by password. */
export const Confirm = z
  .union([z.strictObject({ pin: Pin }), z.strictObject({ password: z.string().check(z.maxLength(256)) })])
  .register(z.globalRegistry, { id: 'Confirm' });
export type Confirm = z.infer<typeof Confirm>;

/** For how long this session may do what asks for a confirmation. */
export const Confirmed = z.object({ until: WallMs }).register(z.globalRegistry, { id: 'Confirmed' });
export type Confirmed = z.infer<typeof Confirmed>;

/** What people change of themselves. */
export const OwnPatch = z
  .strictObject({
    name: z.optional(Label),
    symbol: z.optional(BadgeSymbol),
    colour: z.optional(BadgeColour),
    listed: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'OwnPatch' });
export type OwnPatch = z.infer<typeof OwnPatch>;

/** Somebody who may be picked at sign-in on the farm's own network. */
export const Face = z
  .object({ id: RowId, name: z.string(), symbol: BadgeSymbol, colour: BadgeColour })
  .register(z.globalRegistry, { id: 'Face' });
export type Face = z.infer<typeof Face>;

/** Signs a face in. */
export const PinSignIn = z
  .strictObject({ user: RowId, pin: Pin, session: z.optional(z.enum(['browser', 'bearer'])) })
  .register(z.globalRegistry, { id: 'PinSignIn' });
export type PinSignIn = z.infer<typeof PinSignIn>;

/** One browser or program in which somebody is signed in. */
export const SignedIn = z
  .object({
    id: z.string(),
    kind: z.string(),
    address: z.string(),
    agent: z.string(),
    /** The one that asks. */
    current: z.boolean(),
    createdAt: WallMs,
    lastUsedAt: WallMs,
  })
  .register(z.globalRegistry, { id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;
