import type { Outcome } from '../domain/field/farm.ts';
import type { Answer } from '../domain/sharing/answer.ts';
import { ProblemError } from './problem.ts';

/** The value of something that was done; what was refused becomes the problem it is. */
export function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const { code, detail, pointer } = outcome.refusal;
  throw new ProblemError(code, detail, pointer ? { errors: [{ pointer, detail }] } : {});
}

/** What is asked for by an id that nothing here has. */
const nothing: ReadonlySet<string> = new Set(['pump.unknown', 'run.unknown', 'wallet.no-user', 'minutes.unknown']);
const forbidden: ReadonlySet<string> = new Set(['run.not-yours']);

/** The value of what was granted; why it was not, with what to do, goes to whoever asked. */
export function grantedOf<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value;
  const { code, sentence, remedy, facts } = answer.why;
  const said = `${sentence} ${remedy}`;
  if (nothing.has(code)) throw new ProblemError('not-found', said);
  if (forbidden.has(code)) throw new ProblemError('not-allowed', said);
  throw new ProblemError('refused', said, {
    why: { code, sentence, remedy, ...(facts ? { facts: { ...facts } } : {}) },
  });
}
