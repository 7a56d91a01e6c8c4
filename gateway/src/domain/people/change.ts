import type { UserPatch } from '../../contract/index.ts';
import { refused, type Outcome } from '../field/farm.ts';
import { isSameBadge, type Badge } from './badge.ts';
import { INSTALLER_MS } from './person.ts';
import type { UserChanges, UserRecord } from './ports.ts';

/** What a patch makes of a person. To be made an installer, also once more, is to be one for a day from `now`. */
export function changesOf({ reason, ...patch }: Omit<UserPatch, 'password'>, now: number): UserChanges {
  return {
    ...patch,
    ...(patch.role === undefined ? {} : { expiresAt: patch.role === 'installer' ? now + INSTALLER_MS : null }),
    ...(reason === undefined ? {} : { suspendedFor: reason }),
    ...(patch.suspended === false ? { suspendedFor: null } : {}),
  };
}

/** Why a suspension is not one: whoever is suspended reads why. */
export function refuseReason<Value>(before: UserRecord, { suspended, reason }: UserPatch): Outcome<Value> | undefined {
  const becomes = suspended ?? before.suspended;
  if (reason !== undefined && !becomes)
    return refused('invalid', 'A reason goes with a suspension, and with nothing else.', '/reason');
  const isWithout = suspended === true && !before.suspended && reason === undefined;
  return isWithout ? refused('invalid', 'Say why, in a few words. They will read it.', '/reason') : undefined;
}

/** Why a badge cannot be theirs: somebody else of the site has it. */
export function refuseBadge<Value>(
  before: UserRecord,
  patch: Partial<{ readonly [Key in keyof Badge]: Badge[Key] | undefined }>,
  others: readonly UserRecord[],
): Outcome<Value> | undefined {
  const wanted: Badge = { symbol: patch.symbol ?? before.symbol, colour: patch.colour ?? before.colour };
  if (isSameBadge(before, wanted)) return undefined;
  const owner = others.find((other) => other.id !== before.id && isSameBadge(other, wanted));
  return owner && refused('conflict', `${owner.name} has this symbol in this colour. Choose another.`, '/symbol');
}
