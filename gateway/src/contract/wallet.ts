import * as z from 'zod/mini';
import { CommandId, RowId, WallMs } from './ids.ts';
import { ReasonText } from './why.ts';

/** A year of seconds: more than that in one booking is a mistake. */
const MOST_S = 31_536_000;
const seconds = z.int().check(z.gte(1), z.lte(MOST_S));

/** The minutes of one person at a site. `availableS` = balance less what runs have reserved. */
export const WalletView = z
  .object({
    user: RowId,
    name: z.string(),
    balanceS: z.int(),
    reservedS: z.int(),
    availableS: z.int(),
    isLow: z.boolean(),
    /** Pumped on this day of the site. */
    usedTodayS: z.int(),
    /** What may be pumped on one day; absent where there is no such limit. */
    quotaS: z.optional(z.int()),
  })
  .register(z.globalRegistry, { id: 'Wallet' });
export type WalletView = z.infer<typeof WalletView>;

export const EntryKind = z.enum(['recharge', 'reserve', 'use', 'release', 'adjust', 'transfer']);
export type EntryKind = z.infer<typeof EntryKind>;

/** One line of the ledger, which is never changed. Amounts are signed seconds. */
export const LedgerEntry = z
  .object({
    seq: z.int(),
    at: WallMs,
    user: z.string(),
    name: z.string(),
    kind: EntryKind,
    /** Change of the balance, and of what is reserved. */
    seconds: z.int(),
    reservedSeconds: z.int(),
    /** After it. */
    balance: z.int(),
    reserved: z.int(),
    actor: z.string(),
    reason: z.string(),
    run: z.optional(z.string()),
    receipt: z.optional(z.int()),
  })
  .register(z.globalRegistry, { id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Newest first; `next` is `before` of the page after it. */
export const LedgerPage = z
  .object({ entries: z.array(LedgerEntry), next: z.optional(z.int()) })
  .register(z.globalRegistry, { id: 'LedgerPage' });
export type LedgerPage = z.infer<typeof LedgerPage>;

/** What a day's entries of one person and kind came to. */
export const LedgerDay = z
  .object({ day: z.string(), user: z.string(), name: z.string(), kind: EntryKind, seconds: z.int(), entries: z.int() })
  .register(z.globalRegistry, { id: 'LedgerDay' });
export type LedgerDay = z.infer<typeof LedgerDay>;

/** What the whole ledger was found to be. */
export const LedgerCheck = z
  .object({
    entries: z.int(),
    isWhole: z.boolean(),
    /** What is not as it was written, with the entry's number. */
    faults: z.array(z.object({ seq: z.int(), sentence: z.string() })),
  })
  .register(z.globalRegistry, { id: 'LedgerCheck' });
export type LedgerCheck = z.infer<typeof LedgerCheck>;

/** Minutes that were paid for. The same id twice is the same booking. */
export const Recharge = z
  .strictObject({ id: z.optional(CommandId), seconds, reason: ReasonText })
  .register(z.globalRegistry, { id: 'Recharge' });
export type Recharge = z.infer<typeof Recharge>;

/** A correction, up or down. */
export const Adjust = z
  .strictObject({
    id: z.optional(CommandId),
    seconds: z.int().check(z.gte(-MOST_S), z.lte(MOST_S)),
    reason: ReasonText,
  })
  .register(z.globalRegistry, { id: 'Adjust' });
export type Adjust = z.infer<typeof Adjust>;

export const Transfer = z
  .strictObject({ id: z.optional(CommandId), to: RowId, seconds, reason: ReasonText })
  .register(z.globalRegistry, { id: 'Transfer' });
export type Transfer = z.infer<typeof Transfer>;

/** What somebody who paid for minutes takes home; `code` stands on it in letters and as QR. */
export const RechargeReceipt = z
  .object({
    number: z.int(),
    code: z.string(),
    site: z.string(),
    user: z.string(),
    name: z.string(),
    seconds: z.int(),
    balanceS: z.int(),
    actor: z.string(),
    reason: z.string(),
    at: WallMs,
  })
  .register(z.globalRegistry, { id: 'RechargeReceipt' });
export type RechargeReceipt = z.infer<typeof RechargeReceipt>;

export const MinuteRequestState = z.enum(['pending', 'approved', 'rejected']);
export type MinuteRequestState = z.infer<typeof MinuteRequestState>;

/** Somebody asks an admin for minutes. */
export const MinuteRequest = z
  .object({
    id: RowId,
    user: z.string(),
    name: z.string(),
    seconds: z.int(),
    note: z.string(),
    state: MinuteRequestState,
    at: WallMs,
    decidedBy: z.optional(z.string()),
    decidedAt: z.optional(WallMs),
    reason: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'MinuteRequest' });
export type MinuteRequest = z.infer<typeof MinuteRequest>;

export const NewMinuteRequest = z
  .strictObject({ seconds, note: z.optional(z.string().check(z.trim(), z.maxLength(200))) })
  .register(z.globalRegistry, { id: 'NewMinuteRequest' });
export type NewMinuteRequest = z.infer<typeof NewMinuteRequest>;

/** An approval may go without a reason; a rejection may not. */
export const MinuteDecision = z
  .strictObject({ state: z.enum(['approved', 'rejected']), reason: z.optional(ReasonText) })
  .register(z.globalRegistry, { id: 'MinuteDecision' });
export type MinuteDecision = z.infer<typeof MinuteDecision>;
