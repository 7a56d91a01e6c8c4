import type { Problem, ProblemCode } from '@farmgate/gateway/contract';

/** Ways to fail that no gateway sends: they are told apart on this side of the wire. */
export type LocalCode = 'no-link' | 'odd-answer';

/** A refusal: the gateway's own problem, or one of this side with the same shape. */
export type Refusal = Omit<Problem, 'code'> & { readonly code: ProblemCode | LocalCode | (string & {}) };

/** What became of a request: a value, or a problem as data. Requests never throw. */
export type Answer<T> = { readonly value: T } | { readonly problem: Refusal };

/** The gateway could not be reached, or did not answer in time: nobody knows whether it heard the request. */
export const noLink: Refusal = {
  type: '/problems/no-link',
  code: 'no-link',
  title: 'No link to the gateway',
  status: 0,
};

/** The gateway answered something this page does not understand: most often the page is older than the gateway. */
export const oddAnswer: Refusal = {
  type: '/problems/odd-answer',
  code: 'odd-answer',
  title: 'The gateway answered something unexpected',
  status: 0,
};
