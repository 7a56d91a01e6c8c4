import { PROBLEMS, type Problem, type ProblemCode } from '../contract/index.ts';

/** Facts beside the sentence: which fields, how long to wait, the gateway's own time. */
export type ProblemFacts = Pick<Problem, 'errors' | 'retryAfterS' | 'now' | 'why'>;

/** A request that is refused: one code of the contract's list, a sentence for a person, and facts for a program. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, detail?: string, facts: ProblemFacts = {}) {
    super(detail ?? PROBLEMS[code].title);
    this.name = 'ProblemError';
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** The RFC 9457 body of a refusal. */
export function bodyOf(problem: ProblemError): Problem {
  const { status, title } = PROBLEMS[problem.code];
  return {
    type: `/problems/${problem.code}`,
    code: problem.code,
    title,
    status,
    detail: problem.message,
    ...problem.facts,
  };
}
