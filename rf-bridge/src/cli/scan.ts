import { doWork, EXIT, type RfContext } from './work.ts';

/** `farmgate rf scan`: PINGs every id twice and says who answers. */
export async function scan(context: RfContext): Promise<number> {
  const { screen } = context;
  const found: string[] = [];
  screen.line('Every id from 03 to FE is asked twice, which takes some minutes. Ctrl-C ends it.');
  const end = await doWork(context, { ask: 'scan' }, (answer) => {
    if (answer.kind === 'progress') screen.over(`${Math.round((100 * answer.done) / answer.of)} % asked`);
    if (answer.kind !== 'found') return;
    found.push(answer.address);
    screen.line(`${answer.address} answers`);
  });
  screen.finish();
  if (end && !end.ok) {
    screen.line(end.note);
    return EXIT.linkSaysNo;
  }
  screen.line(summaryOf(found, end === undefined));
  return found.length > 0 ? EXIT.good : EXIT.linkSaysNo;
}

function summaryOf(found: readonly string[], isBrokenOff: boolean): string {
  const so = isBrokenOff ? 'So far ' : '';
  if (found.length === 0) return `${so}nobody answers. Outlets answer the master they were paired with alone: --master`;
  return `${so}${found.length === 1 ? '1 outlet answers' : `${found.length} outlets answer`}: ${found.toSorted().join(' ')}`;
}
