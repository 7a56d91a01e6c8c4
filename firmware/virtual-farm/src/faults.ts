import type { TimedFault } from './fault.ts';
import { faultForms } from './fault-table.ts';

export type { Fault, TimedFault } from './fault.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** One fault as it is typed: `fe:dead@10s`. Throws a sentence with the forms there are. */
export function parseFault(text: string): TimedFault {
  const [, what = '', at = '0', unit = 's'] = /^(.+?)(?:@(\d+(?:\.\d+)?)([smh]))?$/.exec(text.trim()) ?? [];
  for (const { parse } of faultForms) {
    const fault = parse(what);
    if (fault) return { afterMs: Number(at) * (UNIT_MS[unit] ?? 0), fault };
  }
  const examples = faultForms.map(({ example }) => example).join(', ');
  throw new Error(`"${text}" is no fault. Write one such as: ${examples}; with @10s, @5m or @2h it comes later.`);
}

/** One fault a line; empty lines and lines that begin with # are passed over. */
export function parseFaultScript(text: string): TimedFault[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseFault);
}

/** The forms as a table for help. */
export function faultHelp(): string {
  const width = Math.max(...faultForms.map(({ example }) => example.length));
  return faultForms.map(({ example, about }) => `  ${example.padEnd(width)}  ${about}`).join('\n');
}
