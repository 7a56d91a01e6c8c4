import type { Site, User } from '../../contract/index.ts';

/** A person with what the border never shows. */
export interface UserRecord extends User {
  readonly passwordHash: string;
  /** Undefined where there is no PIN. */
  readonly pinHash?: string;
}

export interface SessionRecord {
  readonly site: string;
  readonly id: string;
  readonly user: string;
  readonly kind: 'browser' | 'bearer';
  readonly counter: number;
  readonly rotatedAt: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly address: string;
  readonly agent: string;
}

/** What may change of a person; what is undefined stays, null takes away. */
export type UserChanges = {
  readonly [Key in 'name' | 'role' | 'passwordHash' | 'suspended' | 'symbol' | 'colour' | 'listed']?:
    UserRecord[Key] | undefined;
} & { readonly [Key in 'suspendedFor' | 'expiresAt' | 'pinHash']?: UserRecord[Key] | null | undefined };

/** The people of one site; no call of it can reach another's. */
export interface SitePeople {
  site(): Site | undefined;
  saveSite(site: Omit<Site, 'id' | 'createdAt'>): void;
  list(): UserRecord[];
  find(id: string): UserRecord | undefined;
  insert(user: Omit<UserRecord, 'site'>): void;
  update(id: string, changes: UserChanges): void;
  remove(id: string): void;
  sessionsOf(user: string): SessionRecord[];
}

/** What is kept of people. The calls beside `forSite` are those that come before anybody's site is known. */
export interface PeopleStore {
  transaction<Result>(work: () => Result): Result;
  forSite(site: string): SitePeople;
  isClaimed(): boolean;
  sites(): Site[];
  insertSite(site: Site): void;
  findByLogin(login: string): UserRecord | undefined;
  findUser(id: string): UserRecord | undefined;
  noteSeen(user: string, at: number): void;
  insertSession(session: SessionRecord): void;
  findSession(id: string): SessionRecord | undefined;
  rotateSession(id: string, counter: number, at: number, expiresAt: number): void;
  endSession(id: string): void;
  dropExpiredSessions(now: number): void;
  /** All sessions of a user, or all but one. */
  endSessionsOf(user: string, except?: string): void;
}

/** Somebody who asked to join, with what the border never shows. */
export interface RegistrationRecord {
  readonly site: string;
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly note?: string;
  readonly address: string;
  readonly passwordHash: string;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** Why they are not let in. */
  readonly rejected?: string;
}

/** Who waits at one site; what was rejected is not among them. */
export interface SiteRegistrations {
  list(): RegistrationRecord[];
  find(id: string): RegistrationRecord | undefined;
  insert(record: Omit<RegistrationRecord, 'site'>): void;
  remove(id: string): void;
  reject(id: string, reason: string): void;
}

/** Who asked to join. */
export interface RegistrationStore {
  forSite(site: string): SiteRegistrations;
  /** The oldest of this name, rejected or not. */
  findByLogin(login: string): RegistrationRecord | undefined;
  dropExpired(now: number): void;
}

/** Slow on purpose, and off the main thread. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** A hash that no password has: verifying against it takes as long as against any. */
  decoy(): string;
}
