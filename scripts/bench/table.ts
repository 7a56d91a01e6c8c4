import type { Machine } from './machine.ts';
import type { Result } from './result.ts';

/** The results as a person reads them at a terminal. */
export function tableOf(machine: Machine, results: readonly Result[]): string {
  const rows = [['', 'name', 'value', 'goal', 'against'], ...results.map(rowOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const { cpu, cores, memoryMB, kernel, node } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryMB} MB, Linux ${kernel}, Node ${node}`,
    '',
    ...lines,
    '',
    ...results.map(({ name, method, failed }) => `${name}: ${failed ?? method}`),
  ].join('\n');
}

function rowOf(result: Result): string[] {
  return [result.holds ? 'holds' : 'MISSES', result.name, valueOf(result), result.goal, result.against];
}

function valueOf({ value, unit, skipped, failed }: Result): string {
  if (skipped !== undefined) return `skipped: install ${skipped}`;
  if (failed !== undefined) return `failed: ${failed.split('\n')[0]}`;
  return `${value} ${unit}`.trimEnd();
}
