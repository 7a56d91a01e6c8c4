import type { Clock, CredentialKind, CredentialView, NewNode } from '../../contract/index.ts';
import { credentialKindOf } from '../../device-types/index.ts';
import type { AuditLog } from '../audit.ts';
import type { EventBus } from '../events.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../people/actor.ts';
import type { CredentialRecord, CredentialStore, SecretMaker } from './credentials-ports.ts';
import { done, refused, type Outcome } from './farm.ts';
import { OwedRevokes } from './owed-revokes.ts';
import type { DeviceRecord } from './ports.ts';

export interface CredentialParts {
  readonly store: CredentialStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly log: Log;
  readonly secrets: SecretMaker;
  /** A name of the gateway's own: a bridge of this machine, or another secret's. */
  readonly isReserved: (id: string) => boolean;
  /** A device of any site has this name, or hangs on what has it, or was heard by it. */
  readonly isKnown: (id: string) => boolean;
  readonly deviceOf: (id: string) => DeviceRecord | undefined;
}

/** A credential with its secret, which is never to be had again. */
export interface MadeCredential {
  readonly credential: CredentialRecord;
  readonly secret: string;
}

/** What became of a credential: whoever is connected with an older secret is no longer welcome. */
export interface CredentialChange {
  readonly id: string;
  readonly what: 'made' | 'rotated' | 'revoked' | 'joined';
  /** Those whose connections end with it, besides itself. */
  readonly members: readonly string[];
}

/** As many as one snapshot for the public broker may hold. */
const MAX_CREDENTIALS = 512;
/** As many as the snapshot names a credential. */
const MAX_MEMBERS = 252;
/** Tries to make a free id of a name: `well`, `well-2` and so on. */
const MAX_NUMBER = 99;
/** Leaves room for the number. */
const MAX_SLUG = 40;

/** How topics begin that are not a plug's own: a Shelly's topics begin with its id. */
const topicWords: ReadonlySet<string> = new Set(['farm', 'farmgate', 'net', 'cmnd', 'stat', 'tele']);

/**
 * Who on the network may sign in: made and rotated by people, on the disk before anybody is told. Who is revoked is shut out also
 * where the disk does not take it.
 */
export class Credentials {
  readonly #parts: CredentialParts;
  readonly #records = new Map<string, CredentialRecord>();
  readonly #listeners = new Set<(change: CredentialChange) => void>();
  readonly #owed: OwedRevokes;
  #stopListening: (() => void) | undefined;

  constructor(parts: CredentialParts) {
    this.#parts = parts;
    this.#owed = new OwedRevokes(parts);
  }

  start(): void {
    for (const record of this.#parts.store.list()) this.#records.set(record.device, record);
    // The store took the credential away together with the device.
    this.#stopListening = this.#parts.events.on('change', ({ change }) => {
      if (change.what === 'device-gone') this.#forget(change.device);
    });
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#owed.stop();
  }

  /** Answers how to stop listening. */
  onChange(listener: (change: CredentialChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  find(id: string): CredentialRecord | undefined {
    return this.#records.get(id);
  }

  all(): CredentialRecord[] {
    return [...this.#records.values()];
  }

  list(site: string): CredentialView[] {
    return this.all()
      .filter((record) => record.site === site)
      .map(({ site: _, hash: __, members, device, ...rest }) => ({
        id: device,
        ...rest,
        adopted: members.length > 0 || this.#parts.deviceOf(device) !== undefined,
      }));
  }

  /** Whose secret this is; a stranger's name takes as long as a wrong secret. */
  verify(id: string, secret: string): CredentialRecord | undefined {
    const record = this.#records.get(id);
    return this.#parts.secrets.matches(record?.hash, secret) ? record : undefined;
  }

  /** A credential for a node that has not spoken yet. */
  make(actor: Actor, { name, kind, id, acceptUnsafe }: NewNode): Outcome<MadeCredential> {
    if (kind === 'shared' && !acceptUnsafe) return mustAccept();
    if (this.#records.size >= MAX_CREDENTIALS) return tooMany();
    const device = id ?? this.#freeIdFor(name, kind);
    if (device === undefined || this.#isTaken(device))
      return refused('conflict', `The id ${device ?? slugOf(name, kind)} is taken. Choose another.`, '/id');
    return this.#save(actor, { site: actor.site, device, kind, name }, 'made');
  }

  /** A new secret; the one before is worth nothing from now on. A device of the site that speaks for itself may get its first. */
  rotate(actor: Actor, id: string): Outcome<MadeCredential> {
    const known = this.#findOf(actor.site, id);
    if (known) return this.#save(actor, known, 'rotated');
    const device = this.#parts.deviceOf(id);
    if (device?.site !== actor.site) return noCredential(id);
    const refusal = this.#refuseFirst(device);
    if (refusal) return refusal;
    const kind = credentialKindOf(device.type);
    return this.#save(actor, { site: actor.site, device: id, kind, name: device.name }, 'made');
  }

  /** Whoever has it is cut off at once, also where the disk does not take it: then it is refused, and still owed. The device stays. */
  revoke(actor: Actor, id: string): Outcome<undefined> {
    const record = this.#findOf(actor.site, id);
    const revoked = record ?? this.#owed.find(actor.site, id);
    if (!revoked) return noCredential(id);
    this.#records.delete(id);
    const isWritten = this.#owed.revoke(actor, revoked);
    if (record) this.#tell(record, 'revoked');
    return isWritten ? done(undefined) : notWrittenYet(revoked.name);
  }

  /** The login that many share and this adopted device uses. */
  loginOf(device: string): CredentialRecord | undefined {
    return this.all().find(({ members }) => members.includes(device));
  }

  /** A device that introduced itself with a shared login was adopted. */
  join(login: string, device: string): void {
    const record = this.#records.get(login);
    if (!record || record.members.includes(device) || record.members.length >= MAX_MEMBERS) return;
    this.#replace({ ...record, members: [...record.members, device] });
    this.#tell(record, 'joined');
  }

  /** With a secret of its own it no longer needs the shared one; nor does one that is gone. */
  #leave(device: string): void {
    const login = this.loginOf(device);
    if (login) this.#replace({ ...login, members: login.members.filter((one) => one !== device) });
  }

  #forget(device: string): void {
    this.#leave(device);
    const record = this.#records.get(device);
    if (record && this.#records.delete(device)) this.#tell(record, 'revoked');
  }

  #replace(record: CredentialRecord): void {
    this.#parts.store.save(record);
    this.#records.set(record.device, record);
  }

  #refuseFirst({ id, name, via }: DeviceRecord): Outcome<never> | undefined {
    if (via !== undefined && via !== id)
      return refused('conflict', `${name} speaks by way of ${via} and needs no credential.`);
    if (this.#parts.isReserved(id))
      return refused('conflict', `${name} runs on the gateway's own machine and has its secret there.`);
    return this.#records.size >= MAX_CREDENTIALS ? tooMany() : undefined;
  }

  #save(
    actor: Actor,
    before: Pick<CredentialRecord, 'site' | 'device' | 'kind' | 'name'> & Partial<CredentialRecord>,
    what: 'made' | 'rotated',
  ): Outcome<MadeCredential> {
    const { secrets, store, clock } = this.#parts;
    const secret = secrets.make();
    const now = clock.wallMs();
    const credential: CredentialRecord = {
      members: [],
      ...before,
      hash: secrets.hash(secret),
      by: actor.name,
      madeAt: before.madeAt ?? now,
      ...(what === 'rotated' ? { rotatedAt: now } : {}),
    };
    const refusal = refusedByDisk(() =>
      store.transaction(() => {
        this.#owed.write(credential.device);
        this.#leave(credential.device);
        store.save(credential);
        this.#write(actor, what === 'made' ? 'credential.make' : 'credential.rotate', credential);
      }),
    );
    if (refusal) return refusal;
    this.#owed.drop(credential.device);
    this.#records.set(credential.device, credential);
    this.#tell(credential, what);
    return done({ credential, secret });
  }

  #findOf(site: string, id: string): CredentialRecord | undefined {
    const record = this.#records.get(id);
    return record?.site === site ? record : undefined;
  }

  #isTaken(id: string): boolean {
    return topicWords.has(id) || this.#records.has(id) || this.#parts.isReserved(id) || this.#parts.isKnown(id);
  }

  #freeIdFor(name: string, kind: CredentialKind): string | undefined {
    const slug = slugOf(name, kind);
    for (let number = 1; number <= MAX_NUMBER; number++) {
      const id = number === 1 ? slug : `${slug}-${number}`;
      if (!this.#isTaken(id)) return id;
    }
    return undefined;
  }

  #write(actor: Actor, action: string, { device, kind, name }: CredentialRecord): void {
    this.#parts.audit.write({ actor, action, subject: device, after: { kind, name }, result: 'done' });
  }

  #tell({ device: id, members }: CredentialRecord, what: CredentialChange['what']): void {
    for (const listener of this.#listeners) listener({ id, what, members });
  }
}

/** A name in the letters that ids are made of; a name without any of them leaves the kind's. */
export function slugOf(name: string, kind: CredentialKind): string {
  const letters = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replaceAll(/^-+|-+$/g, '');
  return letters === '' ? kind : letters;
}

/** What the disk did not take was not done. */
function refusedByDisk(write: () => void): Outcome<never> | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'unwritable') throw error;
    return refused('storage', `${error.message} Nothing was changed. Make room on the disk and try again.`);
  }
}

function notWrittenYet<Value>(name: string): Outcome<Value> {
  return refused(
    'storage',
    `${name} is shut out now, but the disk did not take that: after a restart it would be let in again. The gateway keeps trying. Make room on the disk and revoke it once more to be sure.`,
  );
}

function mustAccept<Value>(): Outcome<Value> {
  return refused(
    'invalid',
    'With a login that many nodes share each can pretend to be any other. Send acceptUnsafe: true where no other way is left.',
    '/acceptUnsafe',
  );
}

function tooMany<Value>(): Outcome<Value> {
  return refused(
    'conflict',
    `This gateway lets in at most ${MAX_CREDENTIALS} nodes and bridges. Revoke one that is gone.`,
  );
}

function noCredential<Value>(id: string): Outcome<Value> {
  return refused('not-found', `There is no credential of ${id} here.`);
}
