import type { TapLine, TapStart } from '../control/index.ts';
import { AirWords, type AirWord } from './air-words.ts';

export interface AirLogOptions {
  /** The bytes behind the words. */
  readonly isRaw: boolean;
  /** One JSON object a line in place of words. */
  readonly isJson: boolean;
  readonly say: (line: string) => void;
}

/** What is said of a tap, line by line, live or from a recording: the same lines are said in the same way. */
export class AirLog {
  readonly #options: AirLogOptions;
  readonly #words = new AirWords();
  readonly #counts = { sent: 0, heard: 0, foreign: 0, broken: 0, text: 0 };
  #start: TapStart | undefined;
  #firstAt: number | undefined;
  #lastAt = 0;

  constructor(options: AirLogOptions) {
    this.#options = options;
  }

  take(line: TapLine): void {
    if (line.kind === 'tap') this.#start = line;
    this.#firstAt ??= line.at;
    this.#lastAt = Math.max(this.#lastAt, line.at);
    if (line.kind === 'frame') this.#counts[line.way]++;
    for (const word of this.#words.take(line)) this.#say(word);
  }

  /** Nothing more came for a while: what was heard until then is said. Unit: monotonic ms. */
  quietSince(at: number): void {
    for (const word of this.#words.restBefore(at)) this.#say(word);
  }

  /** What it was, all in all. */
  summarize(): void {
    const { say, isJson } = this.#options;
    const { sent, heard, foreign, broken, text } = this.#counts;
    const seconds = (this.#lastAt - (this.#firstAt ?? this.#lastAt)) / 1_000;
    const share = (frames: number) =>
      seconds > 0 ? Math.min(100, (frames * (this.#start?.packetMs ?? 0)) / seconds / 10) : 0;
    const airPercent = { ours: rounded(share(sent)), all: rounded(share(sent + heard + foreign)) };
    if (isJson)
      return say(JSON.stringify({ kind: 'summary', seconds, sent, heard, foreign, broken, text, airPercent }));
    say(`${seconds.toFixed(1)} s: ${sent} frames sent, ${heard} heard, ${foreign} not ours, ${broken} broken pieces`);
    say(`The air was in use for ${airPercent.all} % of the time, ${airPercent.ours} % by us`);
  }

  #say(word: AirWord): void {
    const { say, isJson, isRaw } = this.#options;
    if (word.isRest) this.#counts[word.words.startsWith('broken') ? 'broken' : 'text']++;
    const time = this.#timeOf(word.at);
    const { at, mark, words, bytes } = word;
    if (isJson) say(JSON.stringify({ kind: 'air', at, time, mark, words, bytes }));
    else say(`${time}  ${mark}  ${words}${isRaw && !words.startsWith('broken') ? `  [${bytes}]` : ''}`);
  }

  /** As the clock on the wall said, or where a recording has lost its beginning, seconds since its first line. */
  #timeOf(at: number): string {
    if (!this.#start) return `+${((at - (this.#firstAt ?? at)) / 1_000).toFixed(3)}`;
    const wall = new Date(this.#start.wallMs + at - this.#start.at);
    const digits = (value: number, length = 2) => String(value).padStart(length, '0');
    const time = [wall.getHours(), wall.getMinutes(), wall.getSeconds()].map((value) => digits(value)).join(':');
    return `${time}.${digits(wall.getMilliseconds(), 3)}`;
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
