import type { PumpReason } from '../../contract/index.ts';
import type { Moment } from '../field/command.ts';
import { Draft } from './draft.ts';
import { isWithin } from './run.ts';
import { startReadiness, turnEndsAt, type Readiness, type StartBlock } from './start-rule.ts';
import type { SharingState } from './state.ts';

type Words = Pick<PumpReason, 'kind' | 'sentence' | 'remedy'>;

/** What keeps a pump from starting beside what its guard says of it, as people read it. */
const words: Readonly<Record<StartBlock | 'hours', Words>> = {
  latched: {
    kind: 'hold',
    sentence: 'Everything is stopped.',
    remedy: 'An admin allows running again when it is safe.',
  },
  quiet: { kind: 'wait', sentence: 'Running was allowed a moment ago.', remedy: 'It goes on in a few seconds.' },
  'grid.shedding': {
    kind: 'hold',
    sentence: 'There is no power.',
    remedy: 'Your minutes are kept. It goes on by itself when the power is back.',
  },
  'grid.unknown': {
    kind: 'hold',
    sentence: 'Nobody knows whether there is power.',
    remedy: 'Wait a few minutes, or look at what measures the power.',
  },
  'out-of-service': { kind: 'hold', sentence: 'This pump is out of service.', remedy: 'Ask an admin when it is back.' },
  'locked-out': {
    kind: 'lock-out',
    sentence: 'Its protection has stopped this pump for good.',
    remedy: 'Somebody has to look at the pump and reset it.',
  },
  away: {
    kind: 'hold',
    sentence: 'Its device is not heard.',
    remedy: 'Look whether it has power and hears the gateway.',
  },
  protection: { kind: 'hold', sentence: 'A protection holds it for now.', remedy: 'It goes on by itself.' },
  'min-rest': { kind: 'wait', sentence: 'The motor rests.', remedy: 'It goes on by itself.' },
  'starts-per-hour': {
    kind: 'wait',
    sentence: 'The motor was started as often as it may be within an hour.',
    remedy: 'It goes on by itself. Longer turns spare the motor.',
  },
  'starts-per-day': {
    kind: 'wait',
    sentence: 'The motor was started as often as it may be within a day.',
    remedy: 'It goes on by itself. Longer turns spare the motor.',
  },
  'group-rest': { kind: 'wait', sentence: 'A short rest between two runs.', remedy: 'It goes on by itself.' },
  'group-busy': { kind: 'wait', sentence: 'Another pump has its turn.', remedy: 'Take a place in the queue.' },
  stagger: {
    kind: 'wait',
    sentence: 'After a start of the gateway, or when the power came back, motors start one after the other.',
    remedy: 'It goes on by itself.',
  },
  transformer: {
    kind: 'wait',
    sentence: 'The transformer does not bear one more motor now.',
    remedy: 'It goes on when another pump has stopped.',
  },
  hours: {
    kind: 'wait',
    sentence: 'This pump may not be asked for at this time of day.',
    remedy: 'Come back within its hours.',
  },
};

/** Why a pump would not start at this moment, by everything but its guard; none where it would, or where it runs. */
export function reasonsNotToStart(state: SharingState, pump: string, now: Moment): PumpReason[] {
  const draft = new Draft(state, now);
  const found = draft.findPump(pump);
  if (!found || found.slot?.run !== undefined) return surelyOff(draft, pump);
  const { allowedHours } = found.pump;
  const hours: PumpReason[] = isWithin(allowedHours, now.wall, state.setup.timeZone)
    ? []
    : [{ code: 'run.hours', name: 'hours', ...words.hours }];
  const readiness = isGroupBusy(draft, pump)
    ? ({ code: 'group-busy' } as const)
    : startReadiness(draft, draft.group(found.pump.group), found);
  return [...reasonOf(readiness, now), ...hours];
}

/** It was on, and nobody can say yet that it is off. */
function surelyOff(draft: Draft, pump: string): PumpReason[] {
  const state = draft.findPump(pump);
  const run = draft.activeAt(pump);
  if (!state?.slot || run?.state === 'starting' || run?.state === 'running') return [];
  const { mono, wall } = draft.now;
  const until = state.slot.sureOffMono === undefined ? {} : { until: Math.ceil(wall + state.slot.sureOffMono - mono) };
  return [
    {
      kind: 'wait',
      code: 'start.surely-off',
      name: 'surely-off',
      sentence: 'It was told to stop, and waits until it is surely off.',
      remedy: 'It goes on by itself. An admin who switched it off at the panel may say so.',
      ...until,
    },
  ];
}

function reasonOf({ code, name, at }: Readiness, { mono, wall }: Moment): PumpReason[] {
  if (code === undefined || (at !== undefined && at <= mono)) return [];
  const until = at === undefined ? {} : { until: Math.ceil(wall + at - mono) };
  return [{ code: `start.${code}`, name: name ?? code, ...words[code], ...until }];
}

/** As many of its group run, or have their turn, as may. */
function isGroupBusy(draft: Draft, pump: string): boolean {
  const { group } = draft.pump(pump).pump;
  const others = draft.pumpsOf(group).filter((state) => state.pump.id !== pump);
  const taken = new Set(others.filter(({ slot }) => slot).map((state) => state.pump.id));
  for (const run of draft.activeRuns())
    if (run.group === group && run.pump !== pump && run.state === 'hold' && draft.now.mono < turnEndsAt(draft, run))
      taken.add(run.pump);
  return taken.size >= draft.group(group).group.maxRunning;
}
