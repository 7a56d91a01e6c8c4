import * as z from 'zod/mini';

/** One setting as people meet it: what it holds, what is allowed, what it does. */
export interface Setting<Value> {
  readonly schema: z.ZodMiniType<Value>;
  /** What the schema accepts, to be read after "must be": "a whole number from 0 to 65535". */
  readonly allowed: string;
  readonly fallback: Value;
  /** What a person reads in place of the default where it is worked out: "next to the data folder". */
  readonly fallbackText?: string;
  /** What it does, with its unit. */
  readonly sentence: string;
  /** What `--help` shows for the value: `<port>`. */
  readonly placeholder: string;
  /** A value as environment and flags bring it, for the schema to judge. */
  readonly fromText: (text: string) => unknown;
  /** A path: relative ones start at the file that says them, else at the working folder. */
  readonly isPath?: boolean;
  /** Never shown, only that it is set. */
  readonly secret?: boolean;
  /** A second, shorter flag. */
  readonly shortFlag?: string;
}

type Words = 'sentence' | 'fallback' | 'fallbackText' | 'secret' | 'shortFlag';
type Described<Value> = Pick<Setting<Value>, Words> & { readonly placeholder?: string };

/** A whole number between two limits. */
export function wholeNumber(about: Described<number> & { min: number; max: number }): Setting<number> {
  const { min, max, ...words } = about;
  return {
    schema: z.int().check(z.gte(min), z.lte(max)),
    allowed: `a whole number from ${min} to ${max}`,
    placeholder: '<number>',
    fromText: (text) => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : text),
    ...words,
  };
}

/** A number between two limits, with a decimal point where need be. */
export function decimal(about: Described<number> & { min: number; max: number }): Setting<number> {
  const { min, max, ...words } = about;
  return {
    schema: z.number().check(z.gte(min), z.lte(max)),
    allowed: `a number from ${min} to ${max}`,
    placeholder: '<number>',
    fromText: (text) => (/^[+-]?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text),
    ...words,
  };
}

/** Text of a certain form, described in `allowed`. */
export function text(about: Described<string> & { pattern: RegExp; allowed: string }): Setting<string> {
  const { pattern, ...words } = about;
  return {
    schema: z.string().check(z.regex(pattern)),
    placeholder: '<text>',
    fromText: (given) => given.trim(),
    ...words,
  };
}

/** A file or folder; `''` stands for none given. */
export function path(about: Described<string>): Setting<string> {
  return { ...text({ pattern: /^[^\0]*$/, allowed: 'a path', placeholder: '<path>', ...about }), isPath: true };
}

/** One word of a few. */
export function choice<const Word extends string>(about: Described<Word> & { words: readonly Word[] }): Setting<Word> {
  const { words, ...rest } = about;
  const allowed = `one of ${words.join(', ')}`;
  return { schema: z.enum(words), allowed, placeholder: '<word>', fromText: (given) => given.trim(), ...rest };
}

/** True or false. */
export function yesOrNo(about: Described<boolean>): Setting<boolean> {
  const words: Readonly<Record<string, boolean>> = {
    true: true,
    yes: true,
    on: true,
    false: false,
    no: false,
    off: false,
  };
  return {
    schema: z.boolean(),
    allowed: 'true or false',
    placeholder: '<true|false>',
    fromText: (given) => words[given.trim().toLowerCase()] ?? given,
    ...about,
  };
}

/** Several values: an array in the file, joined by commas elsewhere. */
export function list(
  about: Described<readonly string[]> & { pattern: RegExp; each: string; max: number },
): Setting<readonly string[]> {
  const { pattern, each, max, ...words } = about;
  return {
    schema: z.array(z.string().check(z.regex(pattern))).check(z.maxLength(max)),
    allowed: `at most ${max} of ${each}, joined by commas (an array in the file)`,
    placeholder: '<a,b>',
    fromText: (given) =>
      given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ...words,
  };
}
