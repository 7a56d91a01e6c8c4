import type { DeviceType, PointDefinition, PumpLimits, PumpMotor, PumpSetup, PumpUsual } from '../../contract/index.ts';
import { refused, type Outcome } from '../field/farm.ts';
import { channels, wire, type Channel, type Wiring } from '../protection/channels.ts';
import { findFaultInSettings, type OwnSettings } from '../protection/protection.ts';
import { protections } from '../protection/index.ts';
import { settingsOfSize, usualRatedMa } from '../protection/motor-defaults.ts';
import type { GuardedPump } from '../protection/pump-guards.ts';
import type { ProtectionName } from '../protection/verdict.ts';
import { pumpDefaults, type Pump } from './pump.ts';
import { ALL_PUMPS } from './names.ts';

/** Of most of the world's single-phase supplies. Unit: V. */
const USUAL_V = 230;
/** In which a node on the network reports while it is on. Unit: ms. */
const POLL_MS = 20_000;
/** A motor that is started directly takes so many times its current. */
const START_FACTOR = 6;

/** A pump's name, site and what an admin said of it. */
export interface NamedSetup {
  readonly id: string;
  readonly site: string;
  readonly setup: PumpSetup;
}

/** All limits of a pump. */
export type AllLimits = { readonly [Name in keyof PumpLimits]-?: number };

/** All limits in force: what was said, else what is usual for a motor of this size. */
export function limitsOf({ motor, limits = {} }: Pick<PumpSetup, 'motor' | 'limits'>): AllLimits {
  const { minRestMs, startsPerHour, startsPerDay, longestRunS, shortestRunS, leaseS } = pumpDefaults;
  const usual = motor.kw === undefined ? {} : settingsOfSize({ kw: motor.kw, phases: motor.phases });
  return {
    minRestS: limits.minRestS ?? usual['min-rest']?.['restS'] ?? minRestMs / 1000,
    startsPerHour: limits.startsPerHour ?? startsPerHour,
    startsPerDay: limits.startsPerDay ?? usual['starts-per-hour']?.['perDay'] ?? startsPerDay,
    longestRunS: limits.longestRunS ?? longestRunS,
    shortestRunS: limits.shortestRunS ?? shortestRunS,
    leaseS: limits.leaseS ?? leaseS,
  };
}

/** What is usual for a motor of this size. */
export function usualOf({ kw = 1.1, phases, nominalV = USUAL_V }: PumpMotor): PumpUsual {
  const ratedMa = usualRatedMa({ kw, phases }, nominalV);
  const runKva = Math.round((ratedMa * nominalV * phases) / 10_000) / 100;
  return { limits: limitsOf({ motor: { kw, phases } }), ratedMa, runKva, startKva: runKva * START_FACTOR };
}

/** As the engine takes it. */
export function pumpOf({ id, site, setup }: NamedSetup, type: DeviceType): Pump {
  const { name, device, point, group = ALL_PUMPS, allowedHours, outOfService, isCritical, supply } = setup;
  const { minRestS, leaseS, ...limits } = limitsOf(setup);
  return {
    id,
    site,
    name,
    group,
    device,
    point,
    ...(type.hasLease ? { leaseS } : {}),
    minRestMs: minRestS * 1000,
    ...limits,
    ...(allowedHours && allowedHours.length > 0 ? { allowedHours } : {}),
    ...(outOfService === undefined ? {} : { outOfService }),
    ...(isCritical === undefined ? {} : { isCritical }),
    ...(supply ? { load: supply } : {}),
  };
}

/** As its guard takes it. */
export function guardedOf({ id, site, setup }: NamedSetup, type: DeviceType): GuardedPump {
  const { device, point, motor, breakerMa, shedRank } = setup;
  const wiring = wire(device, type, point, setup.wiring as Wiring | undefined);
  const { phases, nominalV = USUAL_V, ratedMa } = motor;
  return {
    id,
    site,
    device,
    point,
    wiring,
    setup: {
      motor: {
        phases,
        nominalV,
        ...(ratedMa === undefined ? {} : { ratedMa }),
        ...(breakerMa === undefined ? {} : { breakerMa }),
        ...(shedRank === undefined ? {} : { shedRank }),
      },
      watched: channels.filter((channel) => wiring[channel]),
      pollMs: POLL_MS,
      settings: settingsOf(setup),
    },
  };
}

/** What does not fit, with where it stands; undefined where all does. `findPoint`: of this site's devices. */
export function faultInSetup(
  { wiring = {}, protections: own = {}, feeder, tank }: PumpSetup,
  findPoint: (device: string, point: string) => PointDefinition | undefined,
): Outcome<never> | undefined {
  for (const [channel, { device, point }] of Object.entries(wiring)) {
    const pointer = `/wiring/${channel}`;
    if (!isChannel(channel)) return refused('invalid', `A pump is not watched by "${channel}".`, pointer);
    if (!findPoint(device, point)) return refused('invalid', `There is no point ${point} of ${device} here.`, pointer);
  }
  for (const [pointer, ref] of Object.entries({ '/feeder': feeder, '/tank': tank }))
    if (ref && !findPoint(ref.device, ref.point))
      return refused('invalid', `There is no point ${ref.point} of ${ref.device} here.`, pointer);
  if (feeder && findPoint(feeder.device, feeder.point)?.kind !== 'switch')
    return refused('invalid', 'What feeds the pump must be a switch.', '/feeder');
  for (const [name, values] of Object.entries(own)) {
    const protection = protections.find((one) => one.name === name);
    const fault = protection ? findFaultInSettings(protection, values) : `There is no protection ${name}.`;
    if (fault !== undefined) return refused('invalid', fault, `/protections/${name}`);
  }
  return undefined;
}

/** The settings in which this pump's protections differ from their defaults. */
function settingsOf(setup: PumpSetup): { readonly [Name in ProtectionName]?: OwnSettings } {
  const { minRestS, startsPerHour, startsPerDay } = limitsOf(setup);
  const own = (setup.protections ?? {}) as { readonly [Name in ProtectionName]?: OwnSettings };
  return {
    ...own,
    'min-rest': { restS: minRestS },
    'starts-per-hour': { perHour: startsPerHour, perDay: startsPerDay },
  };
}

function isChannel(text: string): text is Channel {
  return channels.some((channel) => channel === text);
}
