import type { TariffPreset } from '../../../contract/index.ts';
import { bangladesh } from './bangladesh.ts';
import { india } from './india.ts';
import { pakistan } from './pakistan.ts';
import { philippines } from './philippines.ts';
import { thailand } from './thailand.ts';

/** Tariffs to begin with. Each says in its source what was read where, and what was not. */
export const tariffPresets: readonly TariffPreset[] = [
  ...bangladesh,
  ...india,
  ...pakistan,
  ...philippines,
  ...thailand,
];
