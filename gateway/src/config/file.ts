import { existsSync, readFileSync } from 'node:fs';
import type { SettingError } from './origin.ts';

/** What a settings file says: by section and name, as TOML has it, with the line each stands on. */
export interface FileText {
  readonly file: string;
  readonly sections: Readonly<Record<string, unknown>>;
  /** Line of `section` or `section.name`, counted from 1. */
  readonly lineOf: (key: string) => number | undefined;
}

/** The settings file, or what is wrong with it; undefined where there is none and nobody named one. */
export async function readSettingsFile(
  file: string,
  { mustExist }: { mustExist: boolean },
): Promise<FileText | { error: SettingError } | undefined> {
  if (!mustExist && !existsSync(file)) return undefined;
  const { parse, TomlError } = await import('smol-toml');
  try {
    const text = readFileSync(file, 'utf8');
    const lines = findLines(text);
    return { file, sections: parse(text), lineOf: (key) => lines.get(key) };
  } catch (cause) {
    if (cause instanceof TomlError) return { error: syntaxError(file, cause.line, cause.message) };
    const wrong = `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    const remedy = 'Name a file that is there and that this user may read (--config, FARMGATE_CONFIG).';
    return { error: { key: 'The settings file', origin: { from: 'file', file, line: undefined }, wrong, remedy } };
  }
}

function syntaxError(file: string, line: number, message: string): SettingError {
  const reason = message.split('\n')[0]?.replace('Invalid TOML document: ', '') ?? message;
  const remedy = 'Write a [section] line, then lines such as: port = 8080, level = "info", names = ["a", "b"].';
  return { key: 'The settings file', origin: { from: 'file', file, line }, wrong: `is not TOML: ${reason}`, remedy };
}

/** smol-toml keeps no positions. Settings are one plain `name = value` a line, so looking for those finds them all. */
function findLines(text: string): Map<string, number> {
  const found = new Map<string, number>();
  let section = '';
  for (const [at, line] of text.split('\n').entries()) {
    const header = /^\s*\[\s*([\w.-]+)\s*\]/.exec(line)?.[1];
    if (header !== undefined) section = header;
    const name = header === undefined ? /^\s*([\w.-]+)\s*=/.exec(line)?.[1] : undefined;
    const key = [section, name].filter(Boolean).join('.');
    if (key !== '' && !found.has(key)) found.set(key, at + 1);
  }
  return found;
}
