import type { DayWindow, PointRef, ProtectionView, PumpLimits, PumpMotor, PumpSetup } from '@farmgate/gateway/contract';
import { readPoint } from './point-choices.ts';
import { pumpFields, readFrom } from './pump-fields.ts';

/** What was typed and ticked, by the names of the fields. */
export interface Typed {
  text(name: string): string;
  isTicked(name: string): boolean;
}

/** What the form knows beside its fields. */
export interface PumpFormParts {
  /** What it was before, where there was one: what no field shows is kept. */
  readonly before?: PumpSetup | undefined;
  readonly hours: readonly DayWindow[];
  readonly channels: readonly string[];
  readonly protections: readonly ProtectionView[];
}

/** The set-up that a form says. What is left empty is absent, and so as usual. */
export function setupOf(form: Typed, { before, hours, channels, protections }: PumpFormParts): PumpSetup {
  const { device = '', point = '' } = readPoint(form.text('switch')) ?? before ?? {};
  const number = (name: string) => numberOf(form, name);
  const transformer = form.text('supply.transformer');
  return {
    name: form.text('name'),
    device,
    point,
    motor: motorOf(form),
    ...opt('group', form.text('group') || undefined),
    ...opt('limits', whole<PumpLimits>(limitsOf(form))),
    ...opt('allowedHours', hours.length > 0 ? [...hours] : undefined),
    ...opt('outOfService', before?.outOfService),
    ...opt('isCritical', form.isTicked('isCritical') || undefined),
    ...opt('hasContactor', form.isTicked('hasContactor') || undefined),
    ...opt(
      'supply',
      transformer
        ? { transformer, runKva: number('supply.runKva') ?? 0, startKva: number('supply.startKva') ?? 0 }
        : undefined,
    ),
    ...opt('shedRank', number('shedRank')),
    ...opt('breakerMa', number('breakerMa')),
    ...opt('feeder', readPoint(form.text('feeder'))),
    ...opt('tank', readPoint(form.text('tank'))),
    ...opt('wiring', whole(wiringOf(form, channels))),
    ...opt('protections', whole(protectionsOf(form, protections))),
  };
}

function motorOf(form: Typed): PumpMotor {
  const number = (name: string) => numberOf(form, `motor.${name}`);
  return {
    phases: form.text('motor.phases') === '3' ? 3 : 1,
    ...opt('kw', number('kw')),
    ...opt('nominalV', number('nominalV')),
    ...opt('ratedMa', number('ratedMa')),
    ...opt('flowLpm', number('flowLpm')),
  };
}

function limitsOf(form: Typed): PumpLimits {
  const number = (name: string) => numberOf(form, `limits.${name}`);
  return {
    ...opt('minRestS', number('minRestS')),
    ...opt('startsPerHour', number('startsPerHour')),
    ...opt('startsPerDay', number('startsPerDay')),
    ...opt('longestRunS', number('longestRunS')),
    ...opt('shortestRunS', number('shortestRunS')),
    ...opt('leaseS', number('leaseS')),
  };
}

function wiringOf(form: Typed, channels: readonly string[]): Record<string, PointRef> {
  return Object.fromEntries(
    channels.flatMap((channel) => {
      const point = readPoint(form.text(`wiring.${channel}`));
      return point ? [[channel, point]] : [];
    }),
  );
}

/** Only what differs from the usual is said. */
function protectionsOf(form: Typed, protections: readonly ProtectionView[]): Record<string, Record<string, number>> {
  return Object.fromEntries(
    protections.flatMap(({ name, settings }) => {
      const own = settings.flatMap(({ key, default: usual }) => {
        const text = form.text(`protections.${name}.${key}`);
        return text === '' || Number(text) === usual ? [] : [[key, Number(text)] as const];
      });
      return own.length > 0 ? [[name, Object.fromEntries(own)]] : [];
    }),
  );
}

function numberOf(form: Typed, name: string): number | undefined {
  const field = pumpFields.find((one) => one.name === name);
  return field && readFrom(field, form.text(name));
}

/** Undefined in place of what has nothing in it. */
function whole<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}

/** The key with its value; without a value it is not there. */
function opt<Key extends string, Value>(key: Key, value: Value | undefined): { [Name in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]?: Value });
}
