import type { Answer, Refusal } from '../api/answer.ts';

/** Something that is fetched: not there yet, there, or refused. A refusal keeps what was there before. */
export interface Loadable<T> {
  readonly loading: boolean;
  readonly value?: T;
  readonly problem?: Refusal;
}

/** Nothing yet, on its way. */
export const loading: Loadable<never> = { loading: true };

/** What a loadable becomes with an answer. */
export function settle<T>(before: Loadable<T>, answer: Answer<T>): Loadable<T> {
  if ('value' in answer) return { loading: false, value: answer.value };
  return { ...before, loading: false, problem: answer.problem };
}
