import type { PointDefinition, PointValue, Quality } from '../../contract/index.ts';

/** What becomes of one value that a device sent for one of its points. */
export type Qualified =
  | { readonly accepted: true; readonly value: PointValue; readonly quality: Quality }
  | { readonly accepted: false; readonly why: string };

/** Judges a value by the point's definition: a wrong kind is refused, a number outside its range is kept and marked. */
export function qualify(definition: PointDefinition, value: PointValue): Qualified {
  if (definition.derived) return { accepted: false, why: `${definition.id} is set by the gateway alone` };
  if (definition.kind === 'flag' || definition.kind === 'switch')
    return typeof value === 'boolean' ? good(value) : refuse(definition, 'true or false');
  if (typeof value !== 'number') return refuse(definition, 'a number');
  const isOutside = value < (definition.min ?? -Infinity) || value > (definition.max ?? Infinity);
  return { accepted: true, value, quality: isOutside ? 'out-of-range' : 'good' };
}

/** Whether a value may be asked of a point; undefined when it may, else what it should have been. */
export function findFaultInRequest(definition: PointDefinition, value: PointValue): string | undefined {
  switch (definition.kind) {
    case 'switch':
      return typeof value === 'boolean' ? undefined : `${definition.label} is switched by true or false`;
    case 'setting':
      return findFaultInSetting(definition, value);
    case 'measure':
    case 'flag':
      return `${definition.label} can only be read`;
  }
}

function findFaultInSetting({ label, min, max, unit }: PointDefinition, value: PointValue): string | undefined {
  const range = `${label} takes a whole number from ${min ?? 0} to ${max ?? 0} ${unit}`.trimEnd();
  if (typeof value !== 'number' || !Number.isInteger(value)) return range;
  return value < (min ?? -Infinity) || value > (max ?? Infinity) ? range : undefined;
}

function good(value: PointValue): Qualified {
  return { accepted: true, value, quality: 'good' };
}

function refuse(definition: PointDefinition, wanted: string): Qualified {
  return { accepted: false, why: `${definition.id} takes ${wanted}` };
}
