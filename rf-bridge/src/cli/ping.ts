import { doWork, EXIT, type RfContext } from './work.ts';

/** `farmgate rf ping`: PINGs one after the other, each without a retry. */
export async function ping(context: RfContext, address: string, count: number): Promise<number> {
  const { screen, signal } = context;
  const tookMs: number[] = [];
  let sent = 0;
  while (sent < count && !signal.aborted) {
    const before = sent;
    const end = await doWork(context, { ask: 'ping', address }, (answer) => {
      if (answer.kind !== 'ping') return;
      sent++;
      if (answer.answered) tookMs.push(answer.roundTripMs ?? 0);
      screen.line(`${address}  ${sent}/${count}  ${answer.answered ? `${answer.roundTripMs} ms` : 'no answer'}`);
    });
    if (end && sent === before) {
      screen.line(end.note);
      return EXIT.linkSaysNo;
    }
  }
  screen.line(summaryOf(sent, tookMs));
  return tookMs.length > 0 ? EXIT.good : EXIT.linkSaysNo;
}

/** `9 of 10 answered (90 %), round trip 104 ms (98 to 135)` */
export function summaryOf(sent: number, tookMs: readonly number[]): string {
  if (tookMs.length === 0)
    return `None of ${sent} answered. Has it power, is the id right, does it answer this master (--master)?`;
  const share = `${tookMs.length} of ${sent} answered (${Math.round((100 * tookMs.length) / sent)} %)`;
  const middle = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length / 2)];
  return `${share}, round trip ${middle} ms (${Math.min(...tookMs)} to ${Math.max(...tookMs)})`;
}
