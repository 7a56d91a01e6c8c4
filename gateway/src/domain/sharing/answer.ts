/** Why something asked is not done: a code to translate by, the same in a sentence, and what to do about it. */
export interface Why {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  /** The figures of the sentence. Units are in the names. */
  readonly facts?: Readonly<Record<string, number>>;
}

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: Why };

export function granted<Value>(value: Value): Answer<Value> {
  return { ok: true, value };
}

export function denied<Value>(why: Why): Answer<Value> {
  return { ok: false, why };
}
