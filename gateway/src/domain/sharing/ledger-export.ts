import type { Entry } from './ledger-chain.ts';

/** The columns of an export, in this order. */
export const exportColumns = [
  'entry',
  'time',
  'user',
  'kind',
  'seconds',
  'reserved seconds',
  'balance',
  'reserved',
  'by',
  'reason',
  'run',
  'receipt',
  'hash',
] as const;

/** An entry as a row of a table; times as ISO 8601 in UTC. */
export function exportRow(entry: Entry): (string | number)[] {
  const { seq, at, user, kind, seconds, reservedSeconds, balance, reserved, actor, reason, run, receipt, hash } = entry;
  const time = new Date(at).toISOString();
  return [
    seq,
    time,
    user,
    kind,
    seconds,
    reservedSeconds,
    balance,
    reserved,
    actor,
    reason,
    run ?? '',
    receipt ?? '',
    hash,
  ];
}
