import { chained, headAfter, type Entry, type EntryNote } from './ledger-chain.ts';
import type { Booking } from './ledger.ts';
import { localDay } from './local-day.ts';
import type { SiteLedger } from './wallet-ports.ts';

/** Writes bookings at the end of a site's ledger, in the caller's transaction. */
export function book(ledger: SiteLedger, bookings: readonly Booking[], note: EntryNote): Entry[] {
  const day = localDay(note.at, ledger.timeZone());
  let head = ledger.head();
  return bookings.map((booking, index) => {
    // One deed may need two entries; each name stands once.
    const key = note.key !== null && index > 0 ? `${note.key}:${index + 1}` : note.key;
    const entry = chained({ head, wallet: ledger.wallet(booking.user), digest: ledger.digest }, booking, {
      ...note,
      key,
    });
    ledger.append(entry, day);
    head = headAfter(head, entry);
    return entry;
  });
}
