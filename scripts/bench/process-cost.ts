import { readFileSync, readdirSync } from 'node:fs';

/** USER_HZ: the unit of times in /proc, 100 a second on every Linux we run on (proc(5)). */
const TICK_MS = 10;

/** CPU time, user and system, of a process and all it started and still runs or has waited for. Unit: ms, in steps of 10. */
export function cpuMsOf(pid: number): number {
  return TICK_MS * sum(familyOf(pid).map(ticksOf));
}

/** Proportional set size of a process and all it started: pages that several share are split among them. Unit: kB. */
export function pssKbOf(pid: number): number {
  return sum(familyOf(pid).map(pssOf));
}

function familyOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

/** Fields 14 to 17 of stat(5): own user and system time, then those of the children that were waited for. */
function ticksOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return sum(fields.slice(11, 15).map(Number));
}

function pssOf(pid: number): number {
  const [, kb = '0'] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kb);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
