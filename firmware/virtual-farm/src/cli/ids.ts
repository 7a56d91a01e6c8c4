import { factoryNew } from '../demo-field.ts';
import { MAX_OUTLETS } from '../scenario/story.ts';

/** Ids of outlets as they are typed: `fe,10-1f`; 01 is a factory-new one. Throws a sentence. */
export function idsFrom(list: string): number[] {
  const ids = list.split(',').flatMap((part) => rangeFrom(part.trim().toLowerCase()) ?? [NaN]);
  const isGood = (id: number) => (id >= 3 && id <= 0xfe) || id === factoryNew.id;
  if (ids.length > MAX_OUTLETS || new Set(ids).size !== ids.length || !ids.every(isGood))
    throw new Error(
      `--outlets takes up to ${MAX_OUTLETS} ids from 03 to FE, each once, as in fe,10-1f (01: factory-new), not "${list}"`,
    );
  return ids;
}

function rangeFrom(part: string): number[] | undefined {
  const [, first, last = first] = /^([0-9a-f]{1,2})(?:-([0-9a-f]{1,2}))?$/.exec(part) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  return from <= to ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : undefined;
}
