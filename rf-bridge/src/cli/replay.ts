import { createReadStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { LineCutter, TapLine } from '../control/index.ts';
import { AirLog } from './air-log.ts';
import { RfRefusal } from './rf-line.ts';
import type { Screen } from './screen.ts';
import { EXIT } from './work.ts';

export interface ReplayOptions {
  /** 1 is as it was; Infinity is at once. */
  readonly speed: number;
  readonly isRaw: boolean;
  readonly isJson: boolean;
}

/** `farmgate rf replay`: says a recording of `sniff` again in the same words. It has no radio and sends nothing. */
export async function replay(
  screen: Screen,
  file: string,
  options: ReplayOptions,
  signal: AbortSignal,
): Promise<number> {
  const log = new AirLog({ ...options, say: (text) => screen.line(text) });
  let before: number | undefined;
  let unread = 0;
  for await (const line of linesOf(file)) {
    if (line === '') continue;
    const parsed = TapLine.safeParse(parseJson(line));
    if (!parsed.success) {
      unread++;
      continue;
    }
    const pauseMs = (parsed.data.at - (before ?? parsed.data.at)) / options.speed;
    before = parsed.data.at;
    if (pauseMs >= 1) await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    log.take(parsed.data);
  }
  if (before === undefined)
    throw new RfRefusal(`${file} is no recording: make one with farmgate rf sniff --out <file>`);
  log.quietSince(Infinity);
  log.summarize();
  if (unread > 0) process.stderr.write(`${unread} lines of ${file} could not be read and were left out.\n`);
  return EXIT.good;
}

/** The longest line a recording has is what a port gave at once, in hex. Unit: bytes. */
const LONGEST_LINE = 1_000_000;

async function* linesOf(file: string): AsyncGenerator<string> {
  const lines: string[] = [];
  const tooLong = () => {
    throw new Error('it has a line longer than any of a recording');
  };
  const cutter = new LineCutter(LONGEST_LINE, (line) => lines.push(line), tooLong);
  try {
    for await (const bytes of createReadStream(file)) {
      cutter.push(bytes);
      yield* lines.splice(0);
    }
  } catch (error) {
    throw new RfRefusal(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  cutter.push(Buffer.from('\n'));
  yield* lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
