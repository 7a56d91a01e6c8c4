import pino, { type Logger } from 'pino';

const levels: Readonly<Record<number, string>> = { 20: 'debug', 30: '', 40: 'WARN', 50: 'ERROR' };

/** The log of a process: one JSON line an event, or plain lines where a person watches the terminal. Secrets never reach it. */
export function makeLog(name: string, { level, format }: { level: string; format: 'auto' | 'json' | 'plain' }): Logger {
  const isPlain = format === 'plain' || (format === 'auto' && process.stdout.isTTY);
  const options = { name, level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return isPlain ? pino(options, { write: (line) => void process.stdout.write(plain(line)) }) : pino(options);
}

function plain(line: string): string {
  const { level, time, msg, name: _name, err, ...facts } = JSON.parse(line) as Record<string, unknown>;
  const more = Object.entries(facts).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const fault = typeof err === 'object' && err !== null && 'message' in err ? [`(${String(err.message)})`] : [];
  const words = [
    String(time).slice(11, 19),
    levels[Number(level)] ?? '',
    typeof msg === 'string' ? msg : '',
    ...fault,
    ...more,
  ];
  return `${words.filter(Boolean).join(' ')}\n`;
}
