import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, Clock, SafeMode } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import { writeWhole } from './whole-file.ts';

/** Whoever lives so long has started well. */
const WELL_AFTER_MS = 60_000;
/** So many starts in so long that did not get there, and the next one does no more than it must. */
const FAILED_STARTS = 3;
const WITHIN_MS = 10 * 60_000;

/** A start that has not gone well, or not yet. */
interface Start {
  readonly boot: string;
  readonly mono: number;
  readonly wall: number;
}

interface Page {
  readonly starts: readonly Start[];
  readonly safeMode?: SafeMode;
}

/**
 * Remembers in a small file of the data folder how the last starts went, and with that whether this one is in safe mode. A file that is lost or
 * damaged is an empty one; one that cannot be written keeps nobody from starting.
 */
export class StartBook {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #page: Page = { starts: [] };
  #safeMode: SafeMode | undefined;
  #cancel: Cancel = () => {};

  constructor(dir: string, clock: Clock, log: Log) {
    this.#file = join(dir, 'starts.json');
    this.#clock = clock;
    this.#log = log;
  }

  /** Writes down that a start begins. `normally`: whatever was before, it is no start in safe mode. Answers whether it is one. */
  begin(normally = false): SafeMode | undefined {
    const now = { boot: this.#clock.boot, mono: this.#clock.monoMs(), wall: Math.floor(this.#clock.wallMs()) };
    const before: Page = normally ? { starts: [] } : pageIn(this.#file);
    const failed = before.starts.filter((start) => agoMs(start, now) < WITHIN_MS);
    const safeMode =
      before.safeMode ?? (failed.length >= FAILED_STARTS ? safeModeAfter(failed.length, now) : undefined);
    this.#safeMode = safeMode;
    this.#save({ starts: [...failed.slice(-FAILED_STARTS), now], ...(safeMode ? { safeMode } : {}) });
    this.#cancel = this.#clock.after(WELL_AFTER_MS, () => this.#forgetStarts());
    return safeMode;
  }

  /** It ends, and that is a failure unless it has lived long enough. */
  fail(): void {
    this.#cancel();
  }

  /** It ends because somebody wanted it to, or for a reason that the person was told: that was no failure. */
  end(): void {
    this.#cancel();
    this.#forgetStarts(1);
  }

  /** What this start is in, also where the next one will be normal. */
  get safeMode(): SafeMode | undefined {
    return this.#safeMode;
  }

  /** Makes the next start a normal one. Answers what is left. */
  leave(): SafeMode | undefined {
    if (this.#safeMode) this.#save({ starts: [] });
    return this.#safeMode;
  }

  /** All of them, or the last ones. */
  #forgetStarts(last = this.#page.starts.length): void {
    if (this.#page.starts.length > 0)
      this.#save({ ...this.#page, starts: this.#page.starts.slice(0, this.#page.starts.length - last) });
  }

  #save(page: Page): void {
    this.#page = page;
    try {
      writeWhole(this.#file, `${JSON.stringify(page)}\n`);
    } catch (error) {
      this.#log.warn({ err: error }, 'How this start goes could not be written down');
    }
  }
}

function safeModeAfter(count: number, { wall }: Start): SafeMode {
  return { since: wall, why: `The gateway ended within a minute of its start ${count} times in 10 minutes.` };
}

/** Within one boot by the clock that never jumps; else as wall time has it, and less than nothing is just now. Unit: ms. */
function agoMs(start: Start, now: Start): number {
  return start.boot === now.boot ? now.mono - start.mono : Math.max(0, now.wall - start.wall);
}

function pageIn(file: string): Page {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(value)) return { starts: [] };
    const starts = Array.isArray(value['starts']) ? value['starts'].filter(isStart) : [];
    const safeMode = value['safeMode'];
    return isSafeMode(safeMode) ? { starts, safeMode } : { starts };
  } catch {
    return { starts: [] };
  }
}

function isStart(value: unknown): value is Start {
  return isRecord(value) && typeof value['boot'] === 'string' && isTime(value['mono']) && isTime(value['wall']);
}

function isSafeMode(value: unknown): value is SafeMode {
  return isRecord(value) && Number.isSafeInteger(value['since']) && typeof value['why'] === 'string';
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
