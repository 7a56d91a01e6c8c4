import * as z from 'zod/mini';
import { Label, RowId, WallMs } from './ids.ts';
import { Login, NewPassword, Reason } from './people-requests.ts';
import { Role } from './people.ts';

/** What a farm offers to who is not signed in, on its own network. */
export const OpenSite = z
  .object({ name: z.string(), mayAsk: z.boolean(), showsPeople: z.boolean() })
  .register(z.globalRegistry, { id: 'OpenSite' });
export type OpenSite = z.infer<typeof OpenSite>;

/** Somebody asks to join a farm. */
export const NewRegistration = z
  .strictObject({
    /** Its name; needed where there are several. */
    site: z.optional(Label),
    login: Login,
    name: Label,
    password: NewPassword,
    note: z.optional(Reason),
  })
  .register(z.globalRegistry, { id: 'NewRegistration' });
export type NewRegistration = z.infer<typeof NewRegistration>;

/** Somebody who waits for an admin. */
export const Registration = z
  .object({
    id: RowId,
    login: z.string(),
    name: z.string(),
    note: z.optional(z.string()),
    address: z.string(),
    askedAt: WallMs,
    /** Nobody decides before: it is forgotten. */
    expiresAt: WallMs,
    /** Somebody has this name to sign in with by now: another has to be given. */
    isTaken: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Registration' });
export type Registration = z.infer<typeof Registration>;

export const Approval = z
  .strictObject({ role: z.optional(Role), login: z.optional(Login) })
  .register(z.globalRegistry, { id: 'Approval' });
export type Approval = z.infer<typeof Approval>;

export const Rejection = z.strictObject({ reason: Reason }).register(z.globalRegistry, { id: 'Rejection' });
export type Rejection = z.infer<typeof Rejection>;
