import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';

const Record = z.object({
  /** State of the code under test that everything below was done to. */
  code: z.string(),
  /** Cases that held or failed. */
  done: z.int(),
  /** Seed of the next case. */
  next: z.int(),
  failures: z.array(z.object({ seed: z.int(), why: z.string() })),
});

/** What a campaign has held so far, over all its runs. */
export type Record = z.infer<typeof Record>;

/** The record of earlier runs, if there is one that can be read. */
export function findRecord(file: string): Record | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = Record.safeParse(parseJson(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : undefined;
}

/** Whole or not at all: a run may be ended at any moment. */
export function saveRecord(file: string, record: Record): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(`${file}.part`, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
