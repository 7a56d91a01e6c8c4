import type { LedgerEntry } from '@farmgate/gateway/contract';
import { duration } from '../i18n/duration.ts';
import { walletWords } from '../i18n/wallet-words.ts';

/** What a line of the ledger means, in plain words. */
export function entryText({ kind, seconds, reservedSeconds }: LedgerEntry): string {
  switch (kind) {
    case 'recharge':
      return walletWords.entryRecharge(duration(seconds));
    case 'reserve':
      return walletWords.entryReserve(duration(reservedSeconds));
    case 'use':
      return walletWords.entryUse(duration(seconds));
    case 'release':
      return walletWords.entryRelease(duration(reservedSeconds));
    case 'adjust':
      return seconds < 0 ? walletWords.entryLess(duration(seconds)) : walletWords.entryMore(duration(seconds));
    case 'transfer':
      return seconds < 0 ? walletWords.entryGiven(duration(seconds)) : walletWords.entryGot(duration(seconds));
  }
}
