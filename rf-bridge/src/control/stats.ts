import { hexByte } from '../codec/index.ts';
import type { DutyLimit } from '../link/duty.ts';
import type { Link } from '../link/link.ts';
import type { NodeStats, RadioStats } from './messages.ts';

/** How a link is, with every node that was heard. */
export function statsOf(
  link: Link,
  { duty, ...about }: Pick<RadioStats, 'bridge' | 'radio' | 'isPortOpen'> & { readonly duty: DutyLimit },
): RadioStats {
  const { cycleMs } = link;
  const { percent, isFull } = link.airUse;
  return {
    kind: 'stats',
    ...about,
    ...(cycleMs === undefined ? {} : { cycleMs }),
    air: { usedPercent: rounded(percent), isFull, dutyPercent: rounded(100 * duty.share) },
    frames: { ...link.counts },
    troubles: link.troubles(),
    nodes: link
      .heardIds()
      .toSorted((a, b) => a.id - b.id)
      .map(({ id, isOnline }) => nodeStats(link, id, isOnline)),
  };
}

function nodeStats(link: Link, id: number, online: boolean): NodeStats {
  const { firstTryPercent, triesPerAnswer, score, roundTripMs, bad, foreign } = link.figuresOf(id);
  return {
    address: hexByte(id),
    online,
    firstTryPercent,
    triesPerAnswer,
    score,
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
    bad,
    foreign,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
