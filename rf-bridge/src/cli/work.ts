import { randomUUID } from 'node:crypto';
import type { RadioAnswer, RadioAsk } from '@farmgate/gateway/contract';
import { RfRefusal, type RfLine } from './rf-line.ts';
import type { Screen } from './screen.ts';

/** What a command works with. `signal` is aborted when it is to end: Ctrl-C, a time, a reader who has gone. */
export interface RfContext {
  readonly line: RfLine;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

type WithoutId<Ask> = Ask extends RadioAsk ? Omit<Ask, 'id'> : never;

/** How a work ended; undefined where it was broken off by us. */
export type WorkEnd = Extract<RadioAnswer, { kind: 'ended' }> | undefined;

/** What the commands end with. */
export const EXIT = { good: 0, linkSaysNo: 1, refused: 2 } as const;

/** Asks for work and hands on what comes of it until it has ended. Throws an `RfRefusal` where there is nobody to do it any more. */
export async function doWork(
  { line, signal }: Pick<RfContext, 'line' | 'signal'>,
  ask: WithoutId<RadioAsk>,
  onAnswer: (answer: RadioAnswer) => void,
): Promise<WorkEnd> {
  const id = randomUUID();
  line.ask({ ...ask, id });
  for await (const said of line.said) {
    if (said.kind === 'refused') throw new RfRefusal(said.note);
    if (!('id' in said) || said.id !== id) continue;
    if (said.kind === 'ended') return said;
    onAnswer(said);
  }
  if (!signal.aborted) throw new RfRefusal(BRIDGE_GONE);
  return undefined;
}

/** Said where the other end of the line went first. */
export const BRIDGE_GONE = 'The bridge has ended. The log of the gateway says why; try again when it is back.';
