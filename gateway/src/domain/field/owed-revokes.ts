import type { Cancel } from '../../contract/index.ts';
import type { Actor } from '../people/actor.ts';
import type { CredentialRecord } from './credentials-ports.ts';
import type { CredentialParts } from './credentials.ts';

/** How often it is tried again where the disk did not take it. */
const TRY_AGAIN_MS = 30_000;

type OwedParts = Pick<CredentialParts, 'store' | 'audit' | 'clock' | 'log'>;
interface Owed {
  readonly actor: Actor;
  readonly record: CredentialRecord;
}

/** Credentials that are shut out already and still to be taken off the disk, tried over and over until it takes them. */
export class OwedRevokes {
  readonly #parts: OwedParts;
  readonly #owed = new Map<string, Owed>();
  #again: Cancel | undefined;

  constructor(parts: OwedParts) {
    this.#parts = parts;
  }

  stop(): void {
    this.#again?.();
    this.#again = undefined;
  }

  /** One of this site that is not on the disk yet. */
  find(site: string, id: string): CredentialRecord | undefined {
    const record = this.#owed.get(id)?.record;
    return record?.site === site ? record : undefined;
  }

  /** Whether it is on the disk now; else it is owed. */
  revoke(actor: Actor, record: CredentialRecord): boolean {
    this.#owed.set(record.device, { actor, record });
    return this.#settle(record.device);
  }

  /** Part of the caller's transaction: what takes its place must not go with it later. */
  write(id: string): void {
    const owed = this.#owed.get(id);
    if (!owed) return;
    const { actor, record } = owed;
    this.#parts.store.remove(record.site, id);
    const after = { kind: record.kind, name: record.name };
    this.#parts.audit.write({ actor, action: 'credential.revoke', subject: id, after, result: 'done' });
  }

  /** The caller's transaction is on the disk. */
  drop(id: string): void {
    this.#owed.delete(id);
  }

  #settle(id: string): boolean {
    const { store, clock, log } = this.#parts;
    try {
      store.transaction(() => this.write(id));
      this.drop(id);
      return true;
    } catch (error) {
      log.error({ err: error, credential: id }, 'A credential is shut out, and the disk does not take that yet');
      this.#again ??= clock.after(TRY_AGAIN_MS, () => this.#settleAll());
      return false;
    }
  }

  #settleAll(): void {
    this.#again = undefined;
    for (const id of this.#owed.keys()) this.#settle(id);
  }
}
