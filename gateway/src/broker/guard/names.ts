import { isUtf8 } from 'node:buffer';
import { Refusal } from './refusal.ts';

/** More levels than any topic of ours has; what matches topics against filters takes time and memory by the level. */
export const MAX_LEVELS = 8;

/** C0 and C1 control characters, and code points that are no characters (MQTT 3.1.1, section 1.5.3; Unicode, section 23.7). */
const notText = /[\p{Cc}\p{Noncharacter_Code_Point}]/u;

/** The text of a field. Throws a Refusal where it is not well formed or has what no name needs. */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Refusal('text is not UTF-8');
  const text = bytes.toString('utf8');
  if (notText.test(text)) throw new Refusal('text has a control character');
  return text;
}

/** Throws a Refusal for what cannot be a topic that somebody publishes on (section 4.7). */
export function checkTopic(topic: string): void {
  if (topic === '') throw new Refusal('the topic is empty');
  if (/[+#]/.test(topic)) throw new Refusal('a topic to publish on has a wildcard');
  checkLevels(topic);
}

/** Throws a Refusal for what is no filter: a wildcard is a whole level, and `#` the last one (section 4.7.1). */
export function checkFilter(filter: string): void {
  if (filter === '') throw new Refusal('the filter is empty');
  checkLevels(filter);
  const levels = filter.split('/');
  for (const [at, level] of levels.entries()) {
    if (level.length > 1 && /[+#]/.test(level)) throw new Refusal('a wildcard is not a level of its own');
    if (level === '#' && at < levels.length - 1) throw new Refusal('# is not the last level');
  }
}

function checkLevels(name: string): void {
  let levels = 1;
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) levels += 1;
  if (levels > MAX_LEVELS) throw new Refusal(`more than ${MAX_LEVELS} levels`);
}
