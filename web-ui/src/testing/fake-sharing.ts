import {
  type GridView,
  type LedgerEntry,
  type PlannedRun,
  PlannedRunRequest,
  type PumpView,
  RunExtend,
  RunMove,
  RunRequest,
  type RunDetail,
  RunStop,
  RunSwap,
  type RunView,
  type SharingView,
  type WalletView,
  WithReason,
} from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import type { FakeGateway } from './fake-gateway.ts';
import { answer, problem, type Handler } from './fake-answers.ts';
import { aGrid, aPump, aRun, aWallet } from './pump-builders.ts';

/** Shared pumps inside the page; how a run goes on is the test's to say. */
export class FakeSharing {
  view: SharingView;
  wallet: WalletView;
  planned: PlannedRun[] = [];
  /** Runs that have ended, newest first. */
  past: RunView[] = [];
  /** What is told of each run, by its id. */
  details = new Map<string, Omit<RunDetail, 'run'>>();
  entries: LedgerEntry[] = [];

  constructor(given: Partial<SharingView> = {}, wallet: Partial<WalletView> = {}) {
    const groups = [{ id: 'all', name: 'All pumps', maxRunning: 1, restS: 10 }];
    this.view = { billing: 'minutes', pumps: [aPump()], groups, runs: [], places: [], grid: aGrid(), ...given };
    if (!given.places) this.view = { ...this.view, places: placesOf(this.view) };
    this.wallet = aWallet(wallet);
  }

  find(id: string): RunView | undefined {
    return this.view.runs.find((run) => run.id === id);
  }
}

/** How a run of this gateway goes on. One that has its pump has it in the pump's view as well. */
export function showRun(gateway: FakeGateway, id: string, given: Partial<RunView>): RunView {
  const { sharing } = gateway.state;
  const before = sharing?.find(id);
  if (!sharing || !before) throw new Error(`The fake pumps have no run ${id}.`);
  const run = { ...before, at: Date.now(), ...given };
  const others = sharing.view.runs.filter((one) => one.id !== id);
  if (run.state === 'ended') sharing.past = [run, ...sharing.past];
  put(gateway, run.state === 'ended' ? others : [...others, run]);
  gateway.tell({ what: 'run', run });
  showPump(gateway, run.pump, pumpWith(run));
  return run;
}

/** How a pump of this gateway stands now. */
export function showPump(gateway: FakeGateway, id: string, given: Partial<PumpView>): void {
  const { sharing } = gateway.state;
  const before = sharing?.view.pumps.find((pump) => pump.id === id);
  if (!sharing || !before) return;
  const { run: _run, ...rest } = before;
  const pump = { ...('run' in given ? rest : before), ...given };
  if (pump.run === undefined) delete pump.run;
  sharing.view = { ...sharing.view, pumps: sharing.view.pumps.map((one) => (one.id === id ? pump : one)) };
  gateway.tell({ what: 'pump', pump });
}

/** Whether there is power now. */
export function showGrid(gateway: FakeGateway, given: Partial<GridView>): void {
  const { sharing } = gateway.state;
  if (!sharing) return;
  sharing.view = { ...sharing.view, grid: { ...sharing.view.grid, ...given } };
  gateway.tell({ what: 'grid', grid: sharing.view.grid });
}

/** What a wallet holds now. */
export function showWallet(gateway: FakeGateway, given: Partial<WalletView>): void {
  const { sharing, user } = gateway.state;
  if (!sharing) return;
  sharing.wallet = { ...sharing.wallet, ...given };
  gateway.tell({ what: 'wallet', user: user.id });
}

/** What shared pumps are asked by those who use them, and how they answer. */
export const sharingRoutes: readonly (readonly [RegExp, Handler])[] = [
  [/^GET \/sharing$/, ({ state }) => (state.sharing ? answer(200, state.sharing.view) : problem('not-found'))],
  [/^GET \/wallet$/, ({ state }) => (state.sharing ? answer(200, state.sharing.wallet) : problem('not-found'))],
  [/^GET \/wallet\/entries/, ({ state }) => answer(200, { entries: state.sharing?.entries ?? [] })],
  [/^GET \/planned-runs$/, ({ state }) => answer(200, { planned: state.sharing?.planned ?? [] })],
  [/^POST \/planned-runs$/, (gateway, body) => plan(gateway, z.parse(PlannedRunRequest, body))],
  [/^DELETE \/planned-runs\/([^/]+)$/, (gateway, _body, [, id = '']) => unplan(gateway, id)],
  [
    /^GET \/runs\?/,
    ({ state }) => answer(200, { runs: [...(state.sharing?.view.runs ?? []), ...(state.sharing?.past ?? [])] }),
  ],
  [/^GET \/runs\/([^/]+)$/, ({ state }, _body, [, id = '']) => detailOf(state.sharing, id)],
  [/^POST \/runs$/, (gateway, body) => request(gateway, z.parse(RunRequest, body))],
  [/^POST \/runs\/([^/]+)\/stop$/, (gateway, body, [, id = '']) => stop(gateway, id, z.parse(RunStop, body))],
  [/^POST \/runs\/([^/]+)\/extend$/, (gateway, body, [, id = '']) => extend(gateway, id, z.parse(RunExtend, body))],
  [
    /^POST \/runs\/([^/]+)\/swap$/,
    (gateway, body, [, id = '']) => change(gateway, id, { swapWith: z.parse(RunSwap, body).with }),
  ],
  [/^POST \/runs\/([^/]+)\/move$/, (gateway, body, [, id = '']) => move(gateway, id, z.parse(RunMove, body))],
  [
    /^POST \/runs\/([^/]+)\/remove$/,
    (gateway, body, [, id = '']) => {
      z.parse(WithReason, body);
      return change(gateway, id, { state: 'ended', reason: 'cancelled', usedS: 0 });
    },
  ],
  [/^POST \/help$/, () => answer(204)],
];

function request(gateway: FakeGateway, { id = 'run-new-0001', pump, seconds }: RunRequest): Response {
  const { sharing, user } = gateway.state;
  if (!sharing) return problem('not-found');
  const known = sharing.find(id);
  if (known) return answer(201, known);
  const group = sharing.view.pumps.find((one) => one.id === pump)?.group ?? 'all';
  const order = Math.max(0, ...sharing.view.runs.map((run) => run.order)) + 1;
  const figures = { askedS: seconds, remainingS: seconds, requestedAt: Date.now() };
  const run = aRun({
    id,
    pump,
    group,
    user: user.id,
    name: user.name,
    order,
    badge: { symbol: 'sun', colour: 'orange' },
    ...figures,
  });
  put(gateway, [...sharing.view.runs, run]);
  gateway.tell({ what: 'run', run }, ...sharing.view.places.map((places) => ({ what: 'places' as const, ...places })));
  return answer(201, run);
}

function stop(gateway: FakeGateway, id: string, _how: RunStop): Response {
  const run = gateway.state.sharing?.find(id);
  if (!run) return problem('not-found');
  const isOn = run.state === 'running' || run.state === 'starting';
  if (isOn) return change(gateway, id, { state: 'stopping', isCounting: false });
  return change(gateway, id, { state: 'ended', reason: 'cancelled', usedS: Math.floor(run.pumpedS) });
}

function extend(gateway: FakeGateway, id: string, { seconds }: RunExtend): Response {
  const run = gateway.state.sharing?.find(id);
  if (!run) return problem('not-found');
  return change(gateway, id, { askedS: run.askedS + seconds, remainingS: run.remainingS + seconds, at: run.at });
}

function move(gateway: FakeGateway, id: string, { before }: RunMove): Response {
  const { sharing } = gateway.state;
  const other = before === undefined ? undefined : sharing?.find(before);
  const last = Math.max(0, ...(sharing?.view.runs ?? []).map(({ order }) => order));
  return change(gateway, id, { order: other ? other.order - 0.5 : last + 1 });
}

function change(gateway: FakeGateway, id: string, given: Partial<RunView>): Response {
  if (!gateway.state.sharing?.find(id)) return problem('not-found');
  return answer(200, showRun(gateway, id, given));
}

function plan(gateway: FakeGateway, { id = 'planned-0001', pump, seconds, at }: PlannedRunRequest): Response {
  const { sharing, user } = gateway.state;
  if (!sharing) return problem('not-found');
  const planned: PlannedRun = { id, pump, seconds, at, user: user.id, name: user.name, state: 'planned' };
  sharing.planned = [...sharing.planned.filter((one) => one.id !== id), planned];
  return answer(201, planned);
}

function unplan({ state: { sharing } }: FakeGateway, id: string): Response {
  if (!sharing) return problem('not-found');
  sharing.planned = sharing.planned.filter((one) => one.id !== id);
  return answer(204);
}

function detailOf(sharing: FakeSharing | undefined, id: string): Response {
  const run = sharing?.find(id) ?? sharing?.past.find((one) => one.id === id);
  return run ? answer(200, { run, trail: [], commands: [], ...sharing?.details.get(id) }) : problem('not-found');
}

/** Remembers the runs, and tells who comes when. */
function put(gateway: FakeGateway, runs: RunView[]): void {
  const { sharing } = gateway.state;
  if (!sharing) return;
  sharing.view = { ...sharing.view, runs };
  sharing.view = { ...sharing.view, places: placesOf(sharing.view) };
  gateway.tell(...sharing.view.places.map((places) => ({ what: 'places' as const, ...places })));
}

function pumpWith({ id, state }: RunView): Partial<PumpView> {
  const isOn = state === 'starting' || state === 'running' || state === 'stopping';
  if (isOn) return { run: id, holdsSlot: true, ...(state === 'running' ? { is: 'on' } : {}) };
  return state === 'waiting' ? {} : { run: undefined as never, holdsSlot: false, is: 'off' };
}

/** Those in hold, then those that wait, each after the one before. */
function placesOf({ runs, groups, grid }: SharingView): SharingView['places'] {
  return groups.map(({ id: group, restS }) => {
    const own = runs.filter((run) => run.group === group);
    const on = own.filter(({ state }) => state === 'running' || state === 'starting');
    let at = Date.now() + on.reduce((sum, { remainingS }) => sum + (remainingS + restS) * 1000, 0);
    const inLine = own
      .filter(({ state }) => state === 'hold' || state === 'waiting')
      .toSorted((a, b) => Number(b.state === 'hold') - Number(a.state === 'hold') || a.order - b.order);
    const places = inLine.map(({ id, remainingS }): [string, number | null] => {
      const startsAt = at;
      at += (remainingS + restS) * 1000;
      return [id, grid.state === 'shedding' ? null : startsAt];
    });
    return { group, places };
  });
}
