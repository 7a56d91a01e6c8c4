import type { QueueDeed } from '../../components/queue-list.ts';
import type { Turn } from '../../points/turns.ts';
import type { PumpDesk } from '../../state/pump-desk.ts';

/** Where a deed is done. */
export interface DeedPlace {
  readonly desk: PumpDesk;
  readonly turns: readonly Turn[];
  /** Who does it. */
  readonly user: string;
  /** What the queue is told of it, for deeds that need it. */
  readonly reason?: string;
}

/** Does what somebody asked of a run in the queue; deeds that need a reason do nothing without one. */
export function doDeed({ desk, turns, user, reason }: DeedPlace, { run, deed }: QueueDeed): Promise<boolean> {
  switch (deed) {
    case 'leave':
    case 'stop':
      return desk.ask(run, (api) => api.stop(run, reason === undefined ? {} : { reason }));
    case 'force-stop':
      return desk.ask(`force ${run}`, (api) =>
        api.stop(run, { isForced: true, ...(reason === undefined ? {} : { reason }) }),
      );
    case 'swap':
      return swap(desk, turns, { user, run });
    case 'remove':
      return reason === undefined ? Promise.resolve(false) : desk.ask(run, (api) => api.remove(run, { reason }));
    case 'up':
    case 'down':
      return reason === undefined
        ? Promise.resolve(false)
        : desk.ask(`move ${run}`, (api) => api.move(run, { reason, ...placeBefore(turns, run, deed) }));
  }
}

/** Whether everybody in the queue is told why. */
export function needsReason({ deed }: QueueDeed): boolean {
  return deed === 'up' || deed === 'down' || deed === 'remove';
}

function swap(desk: PumpDesk, turns: readonly Turn[], { user, run }: { user: string; run: string }): Promise<boolean> {
  const own = turns.find(({ run: one, position }) => one.user === user && position > 0)?.run.id;
  return own === undefined ? Promise.resolve(false) : desk.ask(run, (api) => api.swap(own, { with: run }));
}

/** The run it would stand before; none where it would be last. */
function placeBefore(turns: readonly Turn[], run: string, deed: 'up' | 'down'): { before?: string } {
  const waiting = turns.filter(({ position }) => position > 0).map(({ run: one }) => one.id);
  const before = waiting[waiting.indexOf(run) + (deed === 'up' ? -1 : 2)];
  return before === undefined ? {} : { before };
}
