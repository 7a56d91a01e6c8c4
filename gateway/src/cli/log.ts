import pino, { type Logger } from 'pino';
import { cleaned, lineOf, wordsOf, type LogEntry } from './clean-line.ts';

const levels: Readonly<Record<number, string>> = { 20: 'debug', 30: '', 40: 'WARN', 50: 'ERROR' };

/**
 * The log of a process: one JSON line an event, or plain lines where a person watches the terminal. Whatever strangers made us
 * write, an event stays one line and says no secret.
 */
export function makeLog(
  name: string,
  { level, format }: { level: string; format: 'auto' | 'json' | 'plain' },
  to: { write(line: string): unknown } = pino.destination(1),
): Logger {
  const isPlain = format === 'plain' || (format === 'auto' && process.stdout.isTTY);
  const asLine = isPlain ? plain : lineOf;
  return pino(
    { name, level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => void to.write(`${asLine(cleaned(JSON.parse(line) as LogEntry))}\n`) },
  );
}

function plain({ level, time, msg, name: _name, err, ...facts }: LogEntry): string {
  const more = Object.entries(facts).map(([key, value]) => `${wordsOf(key)}=${wordsOf(value)}`);
  const fault = typeof err === 'object' && err !== null && 'message' in err ? [`(${wordsOf(err.message)})`] : [];
  const words = [
    String(time).slice(11, 19),
    levels[Number(level)] ?? '',
    typeof msg === 'string' ? wordsOf(msg) : '',
    ...fault,
    ...more,
  ];
  return words.filter(Boolean).join(' ');
}
