import { isPlugKind, type Clock, type CredentialKind, type TopicWord } from '../../contract/index.ts';
import { credentialKindOf } from '../../device-types/index.ts';
import type { Log } from '../log.ts';
import { sparingLog } from '../sparing-log.ts';
import type { CredentialRecord } from './credentials-ports.ts';
import type { Credentials } from './credentials.ts';
import { done, refused, type Outcome } from './farm.ts';
import type { Field } from './field.ts';

/** What a device may say; the rest of the words goes the other way. */
const said = ['hello', 'status', 'readings', 'receipts', 'answers'] as const satisfies readonly TopicWord[];
type SaidWord = (typeof said)[number];

/** What a bridge may say of a device that is nobody's: that it hears it. */
const introducing: readonly SaidWord[] = ['hello', 'status'];

/** A version 1 radio has some 250 addresses: of a bridge that speaks for more that are nobody's the last ones are known. */
const MAX_STRANGERS = 252;

export interface DoorParts {
  readonly credentials: Credentials;
  readonly field: Field;
  /** A name of the gateway's own machine. */
  readonly isReserved: (id: string) => boolean;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monoMs'>;
}

/**
 * Lets in what nodes and bridges on the network say: each for itself, a bridge also for what hangs on it or is nobody's, and those
 * who share a login for any of theirs.
 */
export class CredentialsDoor {
  readonly #parts: DoorParts;
  /** The devices of nobody that each bridge has spoken of, the one that it spoke of last at the end. */
  readonly #strangers = new Map<string, Set<string>>();

  constructor(parts: DoorParts) {
    this.#parts = { ...parts, log: sparingLog(parts.log, parts.clock) };
  }

  /** Whether it was let in; what is not as the contract says the field refuses after that. */
  receive(id: string, device: string, word: string, payload: unknown): boolean {
    const credential = this.#parts.credentials.find(id);
    if (!credential || !isSaid(word) || !this.#maySpeakFor(credential, device, word)) {
      this.#parts.log.debug({ credential: id, device, word }, 'A message from the network was refused');
      return false;
    }
    const misfit = word === 'hello' ? misfitOf(credential.kind, payload) : undefined;
    if (misfit !== undefined) {
      this.#parts.log.warn(
        { credential: id, device, why: misfit },
        'A hello that does not fit its credential was refused',
      );
      return false;
    }
    // Who shares a login has a connection of its own all the same, and stands for itself.
    this.#parts.field.receive(device, word, payload, credential.kind === 'shared' ? device : id);
    if (word === 'hello' && device === id) this.#adopt(credential);
    return true;
  }

  /** Refused with what credential it takes to say this hello of oneself. */
  checkHello(id: string, hello: unknown): Outcome<undefined> {
    const credential = this.#parts.credentials.find(id);
    const misfit = credential && misfitOf(credential.kind, hello);
    return misfit === undefined ? done(undefined) : refused('invalid', misfit, '/type');
  }

  /** Its credential was revoked or is another one. */
  forget(id: string): void {
    for (const device of this.#strangers.get(id) ?? []) this.#dropSeen(id, device);
    this.#strangers.delete(id);
  }

  #maySpeakFor({ site, device: id, kind }: CredentialRecord, device: string, word: SaidWord): boolean {
    if (kind === 'shared') return this.#maySpeakWith(id, device, word);
    if (device === id) return true;
    if (kind !== 'bridge' || word === 'answers') return false;
    const record = this.#parts.field.recordOf(device);
    if (record?.site === site && record.via === id) return true;
    if (this.#speaksForItself(device)) return false;
    if (!record) return introducing.includes(word) && this.#noteStranger(id, device);
    // Of a device that hangs on another bridge of its site it says that it hears it, and the field decides.
    return record.site === site && record.via !== undefined && word === 'hello';
  }

  /** With a login that many share: an adopted device that uses it, or one of nobody's that introduces itself. */
  #maySpeakWith(login: string, device: string, word: SaidWord): boolean {
    if (word === 'answers') return false;
    const owner = this.#parts.credentials.loginOf(device) ?? this.loginOf(device);
    if (owner && owner.device !== login) return false;
    if (owner?.members.includes(device)) return true;
    if (this.#parts.field.recordOf(device) || this.#speaksForItself(device)) return false;
    return introducing.includes(word) && this.#noteStranger(login, device);
  }

  /** The shared login with which a device of nobody's introduced itself. */
  loginOf(device: string): CredentialRecord | undefined {
    for (const [id, strangers] of this.#strangers) {
      const credential = strangers.has(device) ? this.#parts.credentials.find(id) : undefined;
      if (credential?.kind === 'shared') return credential;
    }
    return undefined;
  }

  #speaksForItself(device: string): boolean {
    return this.#parts.credentials.find(device) !== undefined || this.#parts.isReserved(device);
  }

  #noteStranger(id: string, device: string): true {
    const strangers = this.#strangers.get(id) ?? new Set();
    this.#strangers.set(id, strangers);
    strangers.delete(device);
    strangers.add(device);
    const [oldest] = strangers;
    if (strangers.size <= MAX_STRANGERS || oldest === undefined) return true;
    strangers.delete(oldest);
    this.#dropSeen(id, oldest);
    return true;
  }

  #dropSeen(id: string, stranger: string): void {
    const { credentials, field } = this.#parts;
    if (credentials.find(id)?.kind === 'shared') field.registry.dropSeen(stranger);
    else field.registry.dropSeenVia(id, stranger);
  }

  /** A person of the site made its credential: that was its adoption, and the first hello says what it is. */
  #adopt({ site, device, name, by }: CredentialRecord): void {
    const { field, log } = this.#parts;
    if (field.recordOf(device)) return;
    const actor = { userId: '', name: by, site, role: 'installer', masterAdmin: false, from: 'network' } as const;
    const outcome = field.registry.adopt(actor, device, { name });
    // A hello that the field refused is told of already.
    if (outcome.ok || outcome.refusal.code === 'not-found') return;
    log.warn({ device, why: outcome.refusal.detail }, 'A node with a credential cannot be adopted');
  }
}

/**
 * Why what signs in with a credential of this kind cannot be what its hello says; undefined where it can. A plug is what its maker's
 * firmware makes it, and nobody else says that it is one.
 */
function misfitOf(kind: CredentialKind, hello: unknown): string | undefined {
  const type = typeIn(hello);
  const needed = credentialKindOf(type);
  if (needed === kind || !(isPlugKind(kind) || isPlugKind(needed))) return undefined;
  return `A ${type} signs in with a credential of kind ${needed}. This one is of kind ${kind}.`;
}

function typeIn(hello: unknown): string {
  const isTyped = typeof hello === 'object' && hello !== null && 'type' in hello && typeof hello.type === 'string';
  return isTyped ? String(hello.type) : 'device without a type';
}

function isSaid(word: string): word is SaidWord {
  return said.some((one) => one === word);
}
