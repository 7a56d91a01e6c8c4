import type { RadioAnswer } from '@farmgate/gateway/contract';
import { summaryOf } from './ping.ts';
import { doWork, EXIT, type RfContext } from './work.ts';

export interface WalkOptions {
  readonly seconds: number;
  /** Rings at each PING that nobody answers: one walks with the eyes elsewhere. */
  readonly bell: boolean;
}

type Pinged = Extract<RadioAnswer, { kind: 'ping' }>;

/** `farmgate rf walk`: two PINGs a second while somebody walks with the outlet or turns the antenna. */
export async function walk(context: RfContext, address: string, { seconds, bell }: WalkOptions): Promise<number> {
  const { screen } = context;
  const marks: boolean[] = [];
  const tookMs: number[] = [];
  const end = await doWork(context, { ask: 'walk', address, seconds }, (answer) => {
    if (answer.kind !== 'ping') return;
    marks.push(answer.answered);
    if (answer.answered) tookMs.push(answer.roundTripMs ?? 0);
    else if (bell) screen.bell();
    screen.over(lineOf(answer, marks.slice(-10)));
  });
  screen.finish();
  const isRefused = end !== undefined && marks.length === 0;
  screen.line(isRefused ? end.note : summaryOf(marks.length, tookMs));
  return tookMs.length > 0 ? EXIT.good : EXIT.linkSaysNo;
}

/** `FE  ##.#######  9 of the last 10   95 % of 40   104 ms` */
function lineOf({ address, sent, answers, lastTen, roundTripMs }: Pinged, marks: readonly boolean[]): string {
  const last = marks.map((answered) => (answered ? '#' : '.')).join('');
  const time = roundTripMs === undefined ? 'no answer' : `${roundTripMs} ms`;
  const share = Math.round((100 * answers) / sent);
  return `${address}  ${last.padEnd(10)}  ${lastTen.answered} of the last ${lastTen.of}  ${share} % of ${sent}  ${time}`;
}
