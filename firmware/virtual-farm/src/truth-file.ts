import { closeSync, openSync, writeSync } from 'node:fs';
import type { TruthLog } from './truth.ts';

/** A file that truths are appended to, one JSON object a line. */
export interface TruthFile {
  readonly note: TruthLog;
  close(): void;
}

/** Opens it; each truth is in the file when `note` returns, so that nothing is missing after a kill. */
export function openTruthFile(path: string): TruthFile {
  const file = openSync(path, 'a');
  return {
    note: (truth) => void writeSync(file, `${JSON.stringify(truth)}\n`),
    close: () => closeSync(file),
  };
}
