import type { Log } from '../domain/log.ts';

/** pino's numbers, from which on a line is at least that. */
const ERROR = 50;
const WARN = 40;
const INFO = 30;
const LONGEST_LINE = 400;

/** A child's own log line (JSON as pino writes it) goes on as ours, with the child's name; other text is for finding faults. */
export function passLogLine(log: Log, child: string, line: string): void {
  const facts = parseLine(line);
  if (!facts) return log.debug({ child }, line.slice(0, LONGEST_LINE));
  const { level, msg, time: _time, name: _name, ...rest } = facts;
  log[levelOf(Number(level))]({ child, ...rest }, String(msg));
}

function levelOf(number: number): keyof Log {
  if (number >= ERROR) return 'error';
  if (number >= WARN) return 'warn';
  return number >= INFO ? 'info' : 'debug';
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'msg' in value ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
