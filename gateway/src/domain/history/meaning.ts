import type { PointDefinition, Unit } from '../../contract/index.ts';
import type { MetricRule } from './summary.ts';

/** What the numbers of a point mean. */
export interface Meaning {
  readonly rule: MetricRule;
  readonly unit: Unit;
}

export function meaningOf({ kind, counter, unit }: PointDefinition): Meaning {
  return { rule: ruleOf(kind, counter), unit };
}

function ruleOf(kind: PointDefinition['kind'], counter: PointDefinition['counter']): MetricRule {
  if (kind === 'flag' || kind === 'switch') return { kind: 'flag' };
  if (!counter) return { kind: 'measure' };
  return counter.wrapsAt === undefined ? { kind: 'counter' } : { kind: 'counter', wrapsAt: counter.wrapsAt };
}
