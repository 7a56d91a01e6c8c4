import type { Outcome } from '../domain/field/farm.ts';
import { ProblemError } from './problem.ts';

/** The value of something that was done; what was refused becomes the problem it is. */
export function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const { code, detail, pointer } = outcome.refusal;
  throw new ProblemError(code, detail, pointer ? { errors: [{ pointer, detail }] } : {});
}
