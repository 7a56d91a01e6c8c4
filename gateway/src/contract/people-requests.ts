// Apart from what is shown of people: a page that only shows them does not load how they are changed.
import * as z from 'zod/mini';
import { Label, WallMs } from './ids.ts';
import { BadgeColour, BadgeSymbol, Role, Site } from './people.ts';

export const Login = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{1,63}$/u, '2 to 64 letters, digits or . _ @ + -'),
  );

/** A new password: length is what counts (NIST SP 800-63B, section 3.1.1.2), so no rules on kinds of characters. */
export const NewPassword = z.string().check(z.minLength(8, 'needs at least 8 characters'), z.maxLength(256));

/** Why somebody is suspended or not let in: they read it themselves. */
export const Reason = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'must not be empty'),
    z.maxLength(200),
    z.regex(/^\P{Cc}*$/u, 'must not contain control characters'),
  );

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
    /** Goes with `suspended: true`. */
    reason: z.optional(Reason),
    symbol: z.optional(BadgeSymbol),
    colour: z.optional(BadgeColour),
    listed: z.optional(z.boolean()),
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

export const SitePatch = z
  .strictObject({
    name: z.optional(Label),
    timeZone: z.optional(TimeZone),
    mayAsk: z.optional(z.boolean()),
    showsPeople: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'SitePatch' });
export type SitePatch = z.infer<typeof SitePatch>;

/** A further site, with its first admin. */
export const NewSite = z
  .strictObject({
    name: Label,
    timeZone: TimeZone,
    admin: z.strictObject({ login: Login, name: Label, password: NewPassword }),
  })
  .register(z.globalRegistry, { id: 'NewSite' });
export type NewSite = z.infer<typeof NewSite>;

/** A site as a master admin sees it among the others. */
export const SiteLine = z.object({ ...Site.shape, people: z.int() }).register(z.globalRegistry, { id: 'SiteLine' });
export type SiteLine = z.infer<typeof SiteLine>;

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

/** Body of a refresh by a bearer client; a browser sends none, its cookie is enough. */
export const Refresh = z
  .strictObject({ refreshToken: z.optional(z.string().check(z.maxLength(256))) })
  .register(z.globalRegistry, { id: 'Refresh' });
export type Refresh = z.infer<typeof Refresh>;

export const PasswordChange = z
  .strictObject({ current: z.string().check(z.maxLength(256)), password: NewPassword })
  .register(z.globalRegistry, { id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;
