import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Clock } from './contract/clock.ts';

/** setTimeout fires at once for anything longer (a 32-bit count of milliseconds). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. `process.hrtime` is CLOCK_MONOTONIC, shared by all processes of a boot. */
export const systemClock: Clock = {
  monoMs: () => Number(process.hrtime.bigint() / 1000n) / 1000,
  wallMs: () => Date.now(),
  boot: readBootId(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Elsewhere than on Linux nothing says which boot this is: a fresh id then means that no deadline is shared. */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomUUID();
  }
}
