import type { RadioAnswer, RadioStep } from '@farmgate/gateway/contract';
import type { Refusal } from '../api/answer.ts';

type AnswerOf<Kind extends RadioAnswer['kind']> = Extract<RadioAnswer, { kind: Kind }>;

/** How a piece of work at the radio stands, by what was heard of it. */
export interface Work {
  /** `asking`: nothing was heard of it yet. */
  readonly phase: 'idle' | 'asking' | 'running' | 'ended';
  /** The last PINGs, oldest first. */
  readonly pings: readonly AnswerOf<'ping'>[];
  /** When the last answer of any kind came. Unit: monotonic ms. */
  readonly heardAtMs?: number;
  readonly found: readonly string[];
  readonly progress?: AnswerOf<'progress'>;
  readonly steps: ReadonlyMap<RadioStep, AnswerOf<'step'>>;
  /** What came of it; absent where its time ran out or it was stopped from here. */
  readonly end?: AnswerOf<'ended'>;
  /** Why it was not begun. */
  readonly problem?: Refusal;
  /** When it ends by itself at the latest. Unit: monotonic ms. */
  readonly endsAtMs?: number;
}

/** Nothing was asked for. */
export const noWork: Work = { phase: 'idle', pings: [], found: [], steps: new Map() };

/** PINGs that are kept: a strip of them fits a phone. */
const PINGS_KEPT = 30;

/** The work after one more answer, heard at a moment of monotonic time. */
export function afterAnswer(before: Work, answer: RadioAnswer, heardAtMs: number): Work {
  const work: Work = { ...before, phase: 'running', heardAtMs };
  switch (answer.kind) {
    case 'ping':
      return { ...work, pings: [...work.pings, answer].slice(-PINGS_KEPT) };
    case 'found':
      return work.found.includes(answer.address)
        ? work
        : { ...work, found: [...work.found, answer.address].toSorted() };
    case 'progress':
      return { ...work, progress: answer };
    case 'step':
      return { ...work, steps: new Map(work.steps).set(answer.step, answer) };
    case 'ended':
      return { ...work, phase: 'ended', end: answer };
  }
}

/** Whether it is under way. */
export function isBusy({ phase }: Work): boolean {
  return phase === 'asking' || phase === 'running';
}

/** Time left until it ends by itself, 0 where it does not run. Unit: ms. */
export function leftMs(work: Work, nowMs: number): number {
  return isBusy(work) ? Math.max(0, (work.endsAtMs ?? nowMs) - nowMs) : 0;
}
