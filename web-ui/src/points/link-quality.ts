import type { DeviceView } from '@farmgate/gateway/contract';
import { radioWords } from '../i18n/radio-words.ts';

/** How good a link is, by its score. */
export type Grade = 'very-good' | 'good' | 'weak' | 'bad';

/** The grade of a score from 0 to 10. */
export function gradeOf(score: number): Grade {
  // As it is shown, rounded to a whole number: 8.6 reads 9.
  const shown = Math.round(score);
  if (shown >= 9) return 'very-good';
  if (shown >= 7) return 'good';
  return shown >= 4 ? 'weak' : 'bad';
}

/** A grade in words, with what to do where it is not good. */
export function gradeWords(grade: Grade): string {
  switch (grade) {
    case 'very-good':
      return radioWords.veryGood();
    case 'good':
      return radioWords.good();
    case 'weak':
      return radioWords.weak();
    case 'bad':
      return radioWords.bad();
  }
}

/** What a walk says of the place one stands at. */
export type Verdict = 'good' | 'step' | 'none' | 'counting';

/** Fewer answers than this say nothing of a place. */
const ENOUGH = 5;

/** The verdict on the last ten PINGs. */
export function verdictOf({ answered, of }: { readonly answered: number; readonly of: number }): Verdict {
  if (of < ENOUGH) return 'counting';
  if (answered === 0) return 'none';
  return answered / of >= 0.9 ? 'good' : 'step';
}

/** A figure of a device's link, and whether it is news. */
export interface Figure {
  readonly value: number;
  readonly isOld: boolean;
}

/** The number a device's link point holds; undefined where it was never told. */
export function figureOf(device: DeviceView, id: string): Figure | undefined {
  const reading = device.points.find(({ definition }) => definition.id === id)?.reading;
  if (typeof reading?.value !== 'number') return undefined;
  const isOld = reading.old === true || reading.quality === 'stale' || device.availability !== 'online';
  return { value: reading.value, isOld };
}
