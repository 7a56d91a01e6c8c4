import type { PumpReason, RunView, SharingView } from '@farmgate/gateway/contract';
import type { FakeGateway } from './fake-gateway.ts';
import { FakeSharing, showRun } from './fake-sharing.ts';
import { aGrid, aPump, aRun, aRunning } from './pump-builders.ts';

const minute = 60_000;
const longName = 'Bewässerungspumpenverteilerkasten hinter dem alten Gewächshaus';
const me = { user: 'usr_anna01', name: 'Anna', badge: { symbol: 'sun', colour: 'orange' } } as const;
const chai = { user: 'usr_chai03', name: 'Chai', badge: { symbol: 'tree', colour: 'green' } } as const;
const devi = { user: 'usr_devi04', name: 'Devi', badge: { symbol: 'moon', colour: 'pink' } } as const;

/** Shared pumps in a state that has a name. */
export function sharingOf(name: string): FakeSharing {
  switch (name) {
    case 'calm':
      return new FakeSharing();
    case 'mine':
      return withRuns([aRunning({ ...me, id: 'run-mine-1' }), ...waiting(0)], { reservedS: 600, availableS: 4_200 });
    case 'wait':
      return withRuns([aRunning(), ...waiting(1)], {
        availableS: 1_140,
        reservedS: 600,
        quotaS: 3_600,
        usedTodayS: 1_200,
      });
    case 'hold':
      return held();
    case 'why':
      return new FakeSharing(
        {
          pumps: [
            aPump({ reasons: everyReason(), lockedOutBy: 'dry-run' }),
            aPump({ id: 'pmp_south02', name: 'South pump', outOfService: 'new bearing' }),
          ],
        },
        { availableS: 240, isLow: true },
      );
    case 'long':
      return longWords();
    default:
      return withRuns([aRunning({ ...devi, id: 'run-devi-1' }), ...waiting(2)], {});
  }
}

/** What is asked for goes on by itself, as at a farm where all is well. */
export function playPumps(gateway: FakeGateway): void {
  const { sharing } = gateway.state;
  if (!sharing) return;
  setInterval(() => step(gateway), 1_500);
}

function step(gateway: FakeGateway): void {
  const runs = gateway.state.sharing?.view.runs ?? [];
  const on = runs.find(({ state }) => state === 'starting' || state === 'stopping');
  const isFree = runs.every(({ state }) => state === 'waiting');
  const next = runs.find(({ state }) => state === 'waiting');
  if (on?.state === 'stopping') showRun(gateway, on.id, { state: 'ended', reason: 'stopped-by-user', usedS: 198 });
  else if (on) showRun(gateway, on.id, { state: 'running', isCounting: true, startedAt: Date.now() });
  else if (isFree && next) showRun(gateway, next.id, { state: 'starting' });
}

function waiting(mine: number): RunView[] {
  const others = [
    aRun({ id: 'run-bao-0001' }),
    aRun({ ...chai, id: 'run-chai-001', askedS: 900, remainingS: 900 }),
    aRun({ ...devi, id: 'run-devi-002' }),
  ];
  const own = aRun({ ...me, id: 'run-mine-1' });
  const line = mine > 0 ? [...others.slice(0, mine), own, ...others.slice(mine)] : others;
  return line.map((run, index) => ({ ...run, order: index + 1 }));
}

function withRuns(
  runs: RunView[],
  wallet: ConstructorParameters<typeof FakeSharing>[1],
  more: Partial<SharingView> = {},
): FakeSharing {
  const on = runs.find(({ state }) => state === 'running');
  const pump = aPump({ waiting: runs.length - 1, ...(on ? { run: on.id, is: 'on', holdsSlot: true } : {}) });
  const sharing = new FakeSharing({ pumps: [pump], runs, ...more }, wallet);
  for (const run of runs) sharing.details.set(run.id, aTrail(run));
  return sharing;
}

function held(): FakeSharing {
  const since = Date.now() - 12 * minute;
  const hold = { cause: 'grid', since } as const;
  const run = aRunning({ ...me, id: 'run-mine-1', state: 'hold', isCounting: false, hold });
  const grid = aGrid({ state: 'shedding', since, expected: { state: 'good', at: Date.now() + 48 * minute } });
  const sharing = withRuns([run, ...waiting(0)], { reservedS: 600 }, { grid });
  const reasons = everyReason().filter(({ code }) => code === 'grid.shedding');
  sharing.view = { ...sharing.view, pumps: [aPump({ run: run.id, waiting: 3, reasons })] };
  return sharing;
}

function longWords(): FakeSharing {
  const sharing = withRuns(
    [aRunning({ ...devi, name: longName, id: 'run-devi-1', askedS: 14_400, remainingS: 12_000 }), ...waiting(1)].map(
      (run) => ({ ...run, name: longName }),
    ),
    {},
  );
  sharing.view = { ...sharing.view, pumps: sharing.view.pumps.map((pump) => ({ ...pump, name: longName })) };
  return sharing;
}

/** A reason of each picture. */
export function everyReason(): PumpReason[] {
  const until = Date.now() + 14 * minute;
  const of = (kind: PumpReason['kind'], code: string, sentence: string, remedy: string): PumpReason => ({
    kind,
    code,
    name: code,
    sentence,
    remedy,
  });
  return [
    of('lock-out', 'dry-run', 'It ran dry 4 times and is locked.', 'An admin looks at the well, then allows it.'),
    of('stop', 'overload.tripped', 'The motor took too much current.', 'Look whether the impeller turns freely.'),
    of('hold', 'dry-run', 'There is no water.', 'Wait until the well has filled.'),
    of('hold', 'grid.shedding', 'There is no power.', 'Wait until it is back.'),
    { ...of('wait', 'min-rest', 'The motor rests.', 'It starts by itself.'), until },
    of('wait', 'group-busy', 'South pump runs, and only one may.', 'Wait for your turn.'),
    of('stop', 'wallet.too-little', 'Your wallet has 2 min left.', 'Ask an admin for minutes.'),
    of('stop', 'away', 'Its switch is not heard.', 'Look whether it has power.'),
    of('stop', 'latched', 'Everything is stopped.', 'An admin allows running again.'),
    of('stop', 'out-of-service', 'It is out of service: new bearing', 'Ask an admin when it is back.'),
    of('wait', 'run.hours', 'Not at this time of day.', 'Come back within its hours.'),
    of('stop', 'tank-full', 'The tank is full.', 'Use some water.'),
    of('alert', 'not-learned', 'Its usual current is not known yet.', 'It is learned on the next good run.'),
  ];
}

/** What happened to a run so far. */
function aTrail(run: RunView): { trail: { at: number; what: string; by: string; why?: string }[]; commands: [] } {
  const at = run.requestedAt;
  const asked = { at, what: 'requested', by: run.name, why: `${run.askedS} s` };
  if (run.state === 'waiting') return { trail: [asked], commands: [] };
  const start = run.startedAt ?? at;
  return {
    trail: [
      asked,
      { at: start - 2_000, what: 'starting', by: 'gateway' },
      { at: start, what: 'running', by: 'gateway' },
    ],
    commands: [],
  };
}
