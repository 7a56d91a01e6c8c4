import { denied, granted, type Answer } from './answer.ts';
import type { Draft } from './draft.ts';
import type { SharingEvent } from './events.ts';
import { notWaiting } from './request.ts';
import type { Run } from './run.ts';

/** All that wait in a group, in their order. Its cost grows with them: for pages and for an admin's hand. */
export function queueOf(draft: Draft, group: string): Run[] {
  return draft
    .pumpsOf(group)
    .flatMap(({ pump }) => [...draft.waitingFor(pump.id)])
    .toSorted((a, b) => a.order - b.order);
}

/** An admin puts it before another run, or last. */
export function move(draft: Draft, run: Run, event: Extract<SharingEvent, { kind: 'move' }>): Answer<Run> {
  if (run.state !== 'waiting') return denied(notWaiting);
  // What was offered to it, or by it, was another place.
  const rest = queueOf(draft, run.group)
    .filter(({ id }) => id !== run.id)
    .map((other) => (other.swapWith === run.id ? draft.setRun(withoutOffer(other)) : other));
  const at = event.before === undefined ? rest.length : rest.findIndex(({ id }) => id === event.before);
  if (at < 0) return denied(notWaiting);
  draft.note(run.id, 'moved', event.by, event.why);
  const low = rest[at - 1]?.order;
  const high = rest[at]?.order;
  if (high === undefined) {
    const order = draft.facts.nextOrder;
    draft.setFacts({ nextOrder: order + 1 });
    return granted(draft.setRun({ ...withoutOffer(run), order }));
  }
  const order = ((low ?? high - 2) + high) / 2;
  if (order > (low ?? -Infinity) && order < high) return granted(draft.setRun({ ...withoutOffer(run), order }));
  return granted(renumber(draft, [...rest.slice(0, at), withoutOffer(run), ...rest.slice(at)], run));
}

/** Done once both have said so. */
export function swap(draft: Draft, run: Run, other: Run | undefined, by: string): Answer<Run> {
  if (run.state !== 'waiting' || other?.state !== 'waiting' || other.group !== run.group || other.id === run.id)
    return denied(notWaiting);
  if (other.swapWith !== run.id) {
    draft.note(other.id, 'swap-offered', by);
    return granted(draft.setRun({ ...run, swapWith: other.id }));
  }
  const { swapWith: _, ...theirs } = other;
  const { swapWith: __, ...mine } = run;
  draft.setRun({ ...theirs, order: run.order });
  for (const { id } of [run, other]) draft.note(id, 'swapped', by);
  return granted(draft.setRun({ ...mine, order: other.order }));
}

function withoutOffer({ swapWith: _, ...run }: Run): Run {
  return run;
}

/** Between two orders there is no number left: all get new ones. */
function renumber(draft: Draft, runs: readonly Run[], moved: Run): Run {
  const first = draft.facts.nextOrder;
  draft.setFacts({ nextOrder: first + runs.length });
  for (const [index, run] of runs.entries()) draft.setRun({ ...run, order: first + index });
  return draft.findRun(moved.id) ?? moved;
}
