import { openSync, closeSync, writeSync } from 'node:fs';
import { systemClock } from '@farmgate/gateway/clock';
import { TapLine } from '../control/index.ts';
import { AirLog } from './air-log.ts';
import { RfRefusal } from './rf-line.ts';
import { BRIDGE_GONE, EXIT, type RfContext } from './work.ts';

export interface SniffOptions {
  /** Where it is recorded; a file that is there is not written over. */
  readonly out: string | undefined;
  readonly isRaw: boolean;
  readonly isJson: boolean;
}

/** What is left of a broken frame is told after so much quiet, and looked for so often. Unit: ms. */
const QUIET_MS = 1_000;
const LOOK_EVERY_MS = 500;

/** `farmgate rf sniff`: says what passes on the air until it is ended, and records it. */
export async function sniff({ line, screen, signal }: RfContext, options: SniffOptions): Promise<number> {
  const record = options.out === undefined ? () => {} : recorder(options.out);
  const log = new AirLog({ ...options, say: (text) => screen.line(text) });
  const looking = setInterval(() => log.quietSince(systemClock.monoMs() - QUIET_MS), LOOK_EVERY_MS);
  try {
    line.ask({ tap: true });
    for await (const said of line.said) {
      if (said.kind === 'refused') throw new RfRefusal(said.note);
      const tapped = TapLine.safeParse(said);
      if (!tapped.success) continue;
      record(tapped.data);
      log.take(tapped.data);
    }
  } finally {
    clearInterval(looking);
    const end = { kind: 'end', at: systemClock.monoMs() } as const;
    record(end);
    log.take(end);
    log.summarize();
  }
  if (!signal.aborted) throw new RfRefusal(BRIDGE_GONE);
  return EXIT.good;
}

/** Each line is with the system when it is told: what is killed loses none. */
function recorder(file: string): (line: TapLine) => void {
  const descriptor = opened(file);
  return (line) => {
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
    if (line.kind === 'end') closeSync(descriptor);
  };
}

function opened(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const why = error instanceof Error ? error.message : String(error);
    throw new RfRefusal(isThere ? `${file} is there already: name another file` : `${file} cannot be written: ${why}`);
  }
}
