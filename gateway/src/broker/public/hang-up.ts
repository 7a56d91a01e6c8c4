import type { Duplex } from 'node:stream';
import type { Clock } from '../../contract/index.ts';
import { refusingConnack, type ConnectAnswer } from '../guard/index.ts';

/** Ends a connection so that what was said last still arrives, and surely: after `patienceMs` whatever happens. */
export function hangUp(carrier: Duplex, clock: Clock, patienceMs: number, answer: ConnectAnswer | undefined): void {
  if (carrier.destroyed) return;
  const cancel = clock.after(patienceMs, () => carrier.destroy());
  carrier.once('close', cancel);
  // What still comes is thrown away: unread, it would make the system drop what we said last.
  carrier.resume();
  const end = () => carrier.destroy();
  if (answer) carrier.end(refusingConnack(answer), end);
  else carrier.end(end);
}
