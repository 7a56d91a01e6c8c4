import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Cancel, Clock } from '../../contract/index.ts';

const BEAT_MS = 1_000;
/** How finely delays are sampled. */
const RESOLUTION_MS = 20;

/** What a process says of itself once a second. */
export interface Beat {
  /** The longest time that the event loop kept anything waiting since the last one. */
  readonly loopDelayMs: number;
  readonly rssMb: number;
}

/** What is done with it. */
export interface HealthParts {
  readonly clock: Clock;
  /** More than this and it is over. */
  readonly memoryMb: number;
  readonly onBeat: (beat: Beat) => void;
  readonly onTooMuch: (rssMb: number) => void;
}

/** Watches the memory and the event loop of this process. Answers how to end that. */
export function watchHealth({ clock, memoryMb, onBeat, onTooMuch }: HealthParts): Cancel {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let cancel: Cancel;
  const beat = () => {
    const rssMb = Math.round(process.memoryUsage.rss() / 2 ** 20);
    const loopDelayMs = Math.max(0, Math.round(delay.max / 1e6) - RESOLUTION_MS);
    delay.reset();
    onBeat({ loopDelayMs, rssMb });
    if (rssMb > memoryMb) onTooMuch(rssMb);
    else cancel = clock.after(BEAT_MS, beat);
  };
  cancel = clock.after(BEAT_MS, beat);
  return () => {
    cancel();
    delay.disable();
  };
}
