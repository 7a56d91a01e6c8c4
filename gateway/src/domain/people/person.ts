import type { Role } from '../../contract/index.ts';
import { freeBadge, type Badge } from './badge.ts';
import type { UserRecord } from './ports.ts';

/** How long somebody is an installer before an admin has to renew it. Unit: ms. */
export const INSTALLER_MS = 24 * 3_600_000;

/** What has to be said of somebody new. */
export interface NewPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly masterAdmin?: boolean;
}

/** What a site has to say of whoever comes new. */
export interface Newcomers {
  /** The badges that others there have. */
  readonly taken: readonly Badge[];
  /** Whether pump users are shown to who is about to sign in. */
  readonly listed: boolean;
  readonly now: number;
}

/** Somebody new at a site, with all that was not said of them. */
export function newPerson(person: NewPerson, { taken, listed, now }: Newcomers): Omit<UserRecord, 'site'> {
  return {
    ...person,
    ...freeBadge(taken),
    ...(person.role === 'installer' ? { expiresAt: now + INSTALLER_MS } : {}),
    masterAdmin: person.masterAdmin ?? false,
    suspended: false,
    hasPin: false,
    listed: listed && person.role === 'user',
    createdAt: now,
  };
}

/** Why somebody who is known is not let in; undefined for whoever is. */
export function findBar(
  user: Pick<UserRecord, 'suspended' | 'role' | 'expiresAt' | 'createdAt'>,
  now: number,
): 'suspended' | 'expired' | undefined {
  if (user.suspended) return 'suspended';
  const ends = user.expiresAt ?? user.createdAt + INSTALLER_MS;
  return user.role === 'installer' && ends <= now ? 'expired' : undefined;
}
