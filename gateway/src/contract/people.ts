import * as z from 'zod/mini';
import { Label, RowId, WallMs } from './ids.ts';

/** What a person may do at a site. `master-admin` is not among them: it is a right over the gateway, beside the site role. */
export const Role = z.enum(['admin', 'user', 'viewer', 'installer']);
export type Role = z.infer<typeof Role>;

export const Login = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{1,63}$/u, '2 to 64 letters, digits or . _ @ + -'),
  );

/** A new password: length is what counts (NIST SP 800-63B, section 3.1.1.2), so no rules on kinds of characters. */
export const NewPassword = z.string().check(z.minLength(8, 'needs at least 8 characters'), z.maxLength(256));

export const User = z
  .object({
    id: RowId,
    site: RowId,
    login: z.string(),
    name: z.string(),
    role: Role,
    masterAdmin: z.boolean(),
    suspended: z.boolean(),
    createdAt: WallMs,
    lastSeenAt: z.optional(WallMs),
  })
  .register(z.globalRegistry, { id: 'User' });
export type User = z.infer<typeof User>;

export const NewUser = z
  .strictObject({ login: Login, name: Label, role: Role, password: NewPassword })
  .register(z.globalRegistry, { id: 'NewUser' });
export type NewUser = z.infer<typeof NewUser>;

export const UserPatch = z
  .strictObject({
    name: z.optional(Label),
    role: z.optional(Role),
    password: z.optional(NewPassword),
    suspended: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'UserPatch' });
export type UserPatch = z.infer<typeof UserPatch>;

/** An IANA time zone that this runtime knows. */
export const TimeZone = z.string().check(
  z.maxLength(64),
  z.refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }, 'is not a time zone such as Asia/Bangkok'),
);

export const Site = z
  .object({ id: RowId, name: z.string(), timeZone: z.string(), createdAt: WallMs })
  .register(z.globalRegistry, { id: 'Site' });
export type Site = z.infer<typeof Site>;

export const SitePatch = z
  .strictObject({ name: z.optional(Label), timeZone: z.optional(TimeZone) })
  .register(z.globalRegistry, { id: 'SitePatch' });
export type SitePatch = z.infer<typeof SitePatch>;

/**
 * The claim of an empty gateway. `clientNow` is the phone's own time: where it and the gateway's clock differ by more
 * than two minutes the claim is refused with `clock-differs` until `clock` says who is right.
 */
export const Claim = z
  .strictObject({
    code: z.string().check(z.maxLength(32)),
    site: z.strictObject({ name: Label, timeZone: TimeZone }),
    user: z.strictObject({ login: Login, name: Label, password: NewPassword }),
    clientNow: WallMs,
    clock: z.optional(z.enum(['gateway', 'client'])),
    /** How the session is kept: `browser` in cookies that scripts cannot read, `bearer` in the answer's body. */
    session: z.optional(z.enum(['browser', 'bearer'])),
  })
  .register(z.globalRegistry, { id: 'Claim' });
export type Claim = z.infer<typeof Claim>;

export const SignIn = z
  .strictObject({
    login: z.string().check(z.maxLength(64)),
    password: z.string().check(z.maxLength(256)),
    session: z.optional(z.enum(['browser', 'bearer'])),
  })
  .register(z.globalRegistry, { id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

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

/** Body of a refresh by a bearer client; a browser sends none, its cookie is enough. */
export const Refresh = z
  .strictObject({ refreshToken: z.optional(z.string().check(z.maxLength(256))) })
  .register(z.globalRegistry, { id: 'Refresh' });
export type Refresh = z.infer<typeof Refresh>;

export const PasswordChange = z
  .strictObject({ current: z.string().check(z.maxLength(256)), password: NewPassword })
  .register(z.globalRegistry, { id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;
