import type { PumpReason, Why } from '@farmgate/gateway/contract';
import type { Refusal } from '../api/answer.ts';
import { sentenceOf } from '../components/field-error.ts';
import { number } from './format.ts';
import { getLocale } from './locale.ts';
import { endWords, whyWords } from './pump-words.ts';

/** The figure of a sentence that is said in minutes. */
const figures = ['availableS', 'quotaS', 'leastS', 'mostS'];

/** Why something is not done. In English the gateway's own sentence knows most; in other languages its code is translated. */
export function whySentence({ code, sentence, facts = {} }: Why | PumpReason): string {
  const say = getLocale() === 'en' ? undefined : whyWords[code];
  const figure = figures.map((name) => facts[name]).find((value) => value !== undefined) ?? 0;
  return say?.(number(Math.floor(figure / 60))) ?? sentence;
}

/** A refusal as a reason: the gateway's own, or one made of the problem. */
export function whyOf(problem: Refusal): Why {
  return problem.why ?? { code: problem.code, sentence: sentenceOf(problem), remedy: '' };
}

/** How a run ended, in a few words. */
export function endSentence(reason: string | undefined): string {
  const [head = ''] = (reason ?? '').split(':');
  return endWords[head]?.() ?? reason ?? '';
}
