import { booked, emptyWallet, type Booking, type Wallet } from './ledger.ts';

/** One line of a site's ledger. Rows are only ever added. */
export interface Entry extends Booking {
  /** From 1, without a gap, per site. */
  readonly seq: number;
  readonly site: string;
  /** Of this user after this entry. Unit: s. */
  readonly balance: number;
  readonly reserved: number;
  readonly actor: string;
  readonly reason: string;
  readonly run: string | null;
  /** Names what was done, so that it is done once. */
  readonly key: string | null;
  /** Of a recharge: the number of its receipt, from 1 without a gap, per site. */
  readonly receipt: number | null;
  /** Wall time. Unit: ms. */
  readonly at: number;
  /** Of the entry before it, or `CHAIN_START`. */
  readonly previous: string;
  readonly hash: string;
}

/** Where a site's ledger ends: what the next entry builds on. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
  readonly receipt: number;
}

/** Stands before the first entry of every site. */
export const CHAIN_START = '0'.repeat(64);

export const newLedger: LedgerHead = { seq: 0, hash: CHAIN_START, receipt: 0 };

/** SHA-256 of the UTF-8 bytes of a text, in small hexadecimal letters. */
export type Digest = (text: string) => string;

/**
 * What the hash of an entry is made of: a JSON array without white space,
 * `[1, previous, site, user, kind, seconds, reservedSeconds, balance, reserved, actor, reason, run, key, receipt, at]`, as
 * `JSON.stringify` writes it. The leading 1 is the version of this form. `seq` is left out: its place in the chain is what
 * `previous` says, so that a row that was moved is told from one that was changed.
 */
export function canonical(entry: Omit<Entry, 'hash' | 'seq'>): string {
  const { previous, site, user, kind, seconds, reservedSeconds, balance, reserved } = entry;
  const { actor, reason, run, key, receipt, at } = entry;
  const fields = [1, previous, site, user, kind, seconds, reservedSeconds, balance, reserved];
  return JSON.stringify([...fields, actor, reason, run, key, receipt, at]);
}

/** What is written beside a booking. */
export interface EntryNote extends Pick<Entry, 'site' | 'actor' | 'reason' | 'run' | 'key' | 'at'> {}

/** Where an entry is written: the end of the chain, and its user's wallet. */
export interface Place {
  readonly head: LedgerHead;
  readonly wallet: Wallet;
  readonly digest: Digest;
}

/** The entry of a booking, at the end of the chain. */
export function chained({ head, wallet, digest }: Place, booking: Booking, note: EntryNote): Entry {
  const { balance, reserved } = booked(wallet, booking);
  const receipt = booking.kind === 'recharge' ? head.receipt + 1 : null;
  const entry = { ...booking, ...note, balance, reserved, receipt, previous: head.hash };
  return { ...entry, seq: head.seq + 1, hash: digest(canonical(entry)) };
}

export function headAfter(head: LedgerHead, { seq, hash, receipt }: Entry): LedgerHead {
  return { seq, hash, receipt: receipt ?? head.receipt };
}

/** What is wrong at a row: `changed` its content is not what was hashed; `out-of-place` it does not follow the row before it. */
export interface LedgerFault {
  readonly seq: number;
  readonly what: 'changed' | 'missing' | 'out-of-place' | 'sum' | 'receipt' | 'head' | 'wallet';
  readonly sentence: string;
}

/** What the store says beside the entries, which they must lead to. */
export interface LedgerClaims {
  readonly head: LedgerHead;
  readonly wallets: Iterable<Wallet>;
  readonly digest: Digest;
}

/** What a ledger comes to. */
export interface LedgerReport {
  readonly entries: number;
  readonly balance: number;
  readonly reserved: number;
  readonly faults: readonly LedgerFault[];
}

const MOST_FAULTS = 100;

/** Walks the entries of a site in the order of `seq` and tells every row that is not as it was written. */
export function verifyLedger(entries: Iterable<Entry>, claims: LedgerClaims): LedgerReport {
  const proof = proofOf(entries, claims);
  for (let step = proof.next(); ; step = proof.next()) if (step.done) return step.value;
}

/** The same, a row at a time: whoever has other things to do may do them in between. */
export function* proofOf(entries: Iterable<Entry>, claims: LedgerClaims): Generator<undefined, LedgerReport> {
  const faults: LedgerFault[] = [];
  const say = (seq: number, what: LedgerFault['what'], sentence: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ seq, what, sentence });
  };
  const wallets = new Map<string, Wallet>();
  let head = newLedger;
  for (const entry of entries) {
    for (const [what, sentence] of faultsOf(entry, head, claims.digest)) say(entry.seq, what, sentence);
    const before = wallets.get(entry.user) ?? emptyWallet(entry.user);
    const balance = before.balance + entry.seconds;
    const reserved = before.reserved + entry.reservedSeconds;
    if (balance !== entry.balance || reserved !== entry.reserved || reserved < 0 || balance < reserved)
      say(entry.seq, 'sum', `Entry ${entry.seq} says ${entry.balance} s for ${entry.user}; the sum is ${balance} s`);
    wallets.set(entry.user, { user: entry.user, balance: entry.balance, reserved: entry.reserved });
    head = headAfter(head, entry);
    yield;
  }
  const all = [...wallets.values()];
  for (const [what, sentence] of faultsOfEnd(head, wallets, claims)) say(claims.head.seq, what, sentence);
  return {
    entries: head.seq,
    balance: all.reduce((sum, wallet) => sum + wallet.balance, 0),
    reserved: all.reduce((sum, wallet) => sum + wallet.reserved, 0),
    faults,
  };
}

type Found = [LedgerFault['what'], string][];

function faultsOf(entry: Entry, head: LedgerHead, digest: Digest): Found {
  const { seq } = entry;
  const found: Found = [];
  if (seq !== head.seq + 1) found.push(['missing', `After entry ${head.seq} comes ${seq}`]);
  if (digest(canonical(entry)) !== entry.hash) found.push(['changed', `Entry ${seq} is not what was written`]);
  else if (entry.previous !== head.hash && seq === head.seq + 1)
    found.push(['out-of-place', `Entry ${seq} was written after another one than entry ${head.seq}`]);
  if (entry.receipt !== null && entry.receipt !== head.receipt + 1)
    found.push(['receipt', `After receipt ${head.receipt} comes ${entry.receipt}`]);
  return found;
}

function faultsOfEnd(head: LedgerHead, wallets: Map<string, Wallet>, claims: LedgerClaims): Found {
  const found: Found = [];
  if (head.seq !== claims.head.seq || head.hash !== claims.head.hash)
    found.push(['head', `The ledger ends with entry ${head.seq}; it should end with ${claims.head.seq}`]);
  for (const { user, balance, reserved } of claims.wallets) {
    const sum = wallets.get(user) ?? emptyWallet(user);
    if (sum.balance !== balance || sum.reserved !== reserved)
      found.push(['wallet', `The wallet of ${user} holds ${balance} s; its entries come to ${sum.balance} s`]);
    wallets.delete(user);
  }
  for (const user of wallets.keys()) found.push(['wallet', `The wallet of ${user} is missing`]);
  return found;
}
