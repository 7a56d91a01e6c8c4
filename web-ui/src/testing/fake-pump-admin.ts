import type {
  Alert,
  AlertCounts,
  GridView,
  PumpDetail,
  PumpGroup,
  PumpLearning,
  PumpUsual,
  PumpView,
  ProtectionView,
  SharingView,
} from '@farmgate/gateway/contract';
import {
  GridSettings,
  GridSwitchRequest,
  PumpGroupSetup,
  PumpService,
  PumpSetup,
  SharingSettings,
} from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import { answer, problem, type Route } from './fake-answers.ts';
import type { FakeGateway } from './fake-gateway.ts';
import { aGrid, aPump } from './pump-builders.ts';

const minute = 60_000;

/** A pump at an outlet, with what a test wants otherwise. */
export function aPumpView(given: Partial<PumpView> = {}): PumpView {
  const { tank: _tank, flowLpm: _flow, ...pump } = aPump();
  const shownBy = { current: { device: 'outlet-10', point: 'current.b' } };
  return { ...pump, id: 'pmp_000001', name: 'Borehole pump', device: 'outlet-10', point: 'relay.b', shownBy, ...given };
}

export function aPumpSetup(given: Partial<PumpSetup> = {}): PumpSetup {
  return {
    name: 'Borehole pump',
    device: 'outlet-10',
    point: 'relay.b',
    group: 'all',
    motor: { phases: 1, kw: 1.1, nominalV: 230, ratedMa: 7_400 },
    allowedHours: [{ from: 360, to: 1200 }],
    hasContactor: true,
    ...given,
  };
}

const setting = (
  key: string,
  label: string,
  unit: string,
  range: readonly [min: number, max: number, usual: number],
  own?: number,
) => ({
  key,
  label,
  unit,
  min: range[0],
  max: range[1],
  default: range[2],
  sentence: 'Above this share of the current on its plate the motor gets too hot.',
  ...(own === undefined ? {} : { own }),
});
const lasting = setting('forS', 'For at least', 's', [1, 600, 5]);

/** A row in each state. */
export function someProtections(): ProtectionView[] {
  return [
    {
      name: 'over-current',
      settings: [setting('percent', 'Of the rated current', '%', [105, 300, 125], 115), lasting],
      state: 'well',
      trips: 0,
    },
    {
      name: 'dry-run',
      settings: [setting('percent', 'Of the learned current', '%', [30, 95, 60]), lasting],
      state: 'hold',
      trips: 2,
    },
    { name: 'overload', settings: [], state: 'lock-out', trips: 4 },
    {
      name: 'unbalance',
      settings: [setting('percent', 'Between the phases', '%', [2, 50, 10])],
      state: 'not-watched',
      notWatched: 'The motor has one phase.',
      trips: 0,
    },
    { name: 'max-run', settings: [setting('hours', 'At the most', 'min', [1, 1440, 240])], state: 'alert', trips: 0 },
    { name: 'welded', settings: [], state: 'stop', trips: 1 },
  ];
}

export function aPumpDetail(given: Partial<PumpDetail> = {}): PumpDetail {
  return {
    pump: aPumpView(),
    setup: aPumpSetup(),
    limits: { minRestS: 60, startsPerHour: 6, startsPerDay: 100, longestRunS: 14_400, shortestRunS: 60, leaseS: 90 },
    protections: someProtections(),
    learning: { isAwaited: false },
    ...given,
  };
}

/** One that is locked out, and has its place in the group although it should be off. */
export function aLockedPump(): PumpDetail {
  const reason = {
    kind: 'lock-out' as const,
    name: 'overload',
    code: 'overload',
    sentence: 'It took too much current four times.',
    remedy: 'Have the motor looked at. Then reset it.',
  };
  return aPumpDetail({
    pump: aPumpView({ lockedOutBy: 'overload', reasons: [reason], holdsSlot: true, is: 'unknown' }),
  });
}

/** Power that is away by one of three sources, with what a test wants otherwise. */
export function anOutage(given: Partial<GridView> = {}): GridView {
  const now = Date.now();
  return aGrid({
    state: 'shedding',
    since: now - 42 * minute,
    sources: [
      { id: 'Meter at the transformer', kind: 'meter', says: 'shedding', heardAt: now - 4_000 },
      { id: 'Sense input', kind: 'sense', says: 'unknown', heardAt: now - 9 * minute },
      { id: 'Rota of the village', kind: 'timetable', says: 'good' },
    ],
    expected: { state: 'good', at: now + 78 * minute },
    ...given,
  });
}

export function someGridSettings(): GridSettings {
  return {
    sources: [
      {
        id: 'Meter at the transformer',
        kind: 'meter',
        point: { device: 'north-pump', point: 'voltage' },
        nominalV: 230,
      },
      {
        id: 'Rota of the village',
        kind: 'timetable',
        slots: [
          { days: [1, 2, 3, 4, 5], from: 330, to: 600 },
          { days: [6, 7], from: 1320, to: 120 },
        ],
      },
    ],
    goodS: 90,
  };
}

export function anAlert(given: Partial<Alert> = {}): Alert {
  const now = Date.now();
  return {
    id: 'alr_000001',
    rule: 'device-offline',
    subject: 'outlet-fe',
    device: 'outlet-fe',
    severity: 'warning',
    state: 'active',
    sentence: 'Outlet FE is not heard.',
    remedy: 'Look at its power, and at its radio or network.',
    count: 3,
    firstAt: now - 3 * 60 * minute,
    lastAt: now - 12 * minute,
    ...given,
  };
}

/** One of each severity, one that was seen and one that is over. */
export function someAlerts(): Alert[] {
  const now = Date.now();
  return [
    anAlert(),
    anAlert({
      id: 'alr_000002',
      severity: 'critical',
      sentence: 'Borehole pump was told to switch off and has not confirmed it.',
      remedy: 'Look whether the load is off, and switch it off at the panel.',
      count: 1,
    }),
    anAlert({
      id: 'alr_000003',
      severity: 'info',
      device: undefined,
      sentence: 'Bao has little left: 9 min.',
      remedy: 'Recharge, or tell them.',
      count: 1,
    }),
    anAlert({
      id: 'alr_000004',
      state: 'acknowledged',
      sentence: 'Noise on the air.',
      acknowledgedBy: 'anna',
      acknowledgedAt: now - 30 * minute,
    }),
    anAlert({ id: 'alr_000005', state: 'cleared', sentence: 'The clock was unset.', clearedAt: now - 20 * minute }),
  ];
}

/** The part of a fake gateway that knows its pumps, its grid and its alerts as those do who run the farm. */
export class FakePumpAdmin {
  pumps: PumpDetail[] = [];
  groups: PumpGroup[] = [{ id: 'all', name: 'All pumps', maxRunning: 1, restS: 10 }];
  settings: SharingSettings = {
    billing: 'minutes',
    quotaS: 7_200,
    lowBalanceS: 600,
    startsInUnknown: 'after-quiet',
    staggerGapS: 30,
    transformers: { 'T1 North': 25 },
  };
  grid: GridView = aGrid();
  gridSettings: GridSettings = { sources: [] };
  alerts: Alert[] = [];
  usual: PumpUsual = {
    limits: { minRestS: 60, startsPerHour: 6, startsPerDay: 100, longestRunS: 14_400, shortestRunS: 60, leaseS: 90 },
    ratedMa: 7_415,
    runKva: 1.7,
    startKva: 10.2,
  };

  constructor(given: Partial<FakePumpAdmin> = {}) {
    Object.assign(this, given);
  }

  counts(): AlertCounts {
    const count = (severity: Alert['severity']) =>
      this.alerts.filter((alert) => alert.state === 'active' && alert.severity === severity).length;
    return { critical: count('critical'), warning: count('warning'), info: count('info') };
  }

  /** What a page is told of it when it comes. Without pumps a gateway has nothing to share. */
  snapshot(): { readonly alerts: AlertCounts; readonly sharing?: SharingView } {
    const { groups, grid } = this;
    const pumps = this.pumps.map(({ pump }) => pump);
    const alerts = this.counts();
    if (pumps.length === 0) return { alerts };
    return { alerts, sharing: { billing: 'minutes', pumps, groups, runs: [], places: [], grid } };
  }

  find(id: string): PumpDetail | undefined {
    return this.pumps.find(({ pump }) => pump.id === id);
  }

  change(id: string, change: (detail: PumpDetail) => PumpDetail): PumpDetail | undefined {
    this.pumps = this.pumps.map((detail) => (detail.pump.id === id ? change(detail) : detail));
    return this.find(id);
  }

  add(setup: PumpSetup): PumpView {
    const { name, device, point, group = 'all' } = setup;
    const pump = aPumpView({ id: `pmp_00010${this.pumps.length}`, name, device, point, group });
    this.pumps = [...this.pumps, aPumpDetail({ pump, setup })];
    return pump;
  }

  changeAlert(id: string, change: Partial<Alert>): Alert | undefined {
    this.alerts = this.alerts.map((alert) => (alert.id === id ? { ...alert, ...change } : alert));
    return this.alerts.find((alert) => alert.id === id);
  }
}

/** A gateway with everything that its screens can show. */
export function aBusyPumpAdmin(): FakePumpAdmin {
  const learning: PumpLearning = {
    normalMa: 6_840,
    by: 'guided run',
    at: Date.now() - 3 * 24 * 60 * minute,
    isAwaited: false,
  };
  const canal = aPumpView({
    id: 'pmp_000002',
    name: 'Canal pump',
    outOfService: 'The foot valve is at the workshop',
    waiting: 2,
  });
  return new FakePumpAdmin({
    pumps: [{ ...aLockedPump(), learning }, aPumpDetail({ pump: canal, setup: aPumpSetup({ name: 'Canal pump' }) })],
    grid: anOutage(),
    gridSettings: someGridSettings(),
    alerts: someAlerts(),
  });
}

const of = (gateway: FakeGateway) => gateway.state.pumpAdmin;

/** What is asked of pumps, grid and alerts, and how it is answered. */
export const pumpAdminRoutes: readonly Route[] = [
  [/^GET \/sharing\/settings$/, (gateway) => answer(200, of(gateway).settings)],
  [
    /^PUT \/sharing\/settings$/,
    (gateway, body) => answer(200, (of(gateway).settings = z.parse(SharingSettings, body))),
  ],
  [/^GET \/pump-usual\?/, (gateway) => answer(200, of(gateway).usual)],
  [/^POST \/pumps$/, (gateway, body) => answer(201, of(gateway).add(z.parse(PumpSetup, body)))],
  [/^GET \/pumps\/([^/?]+)$/, (gateway, _body, [, id = '']) => found(of(gateway).find(id))],
  [
    /^PUT \/pumps\/([^/]+)$/,
    (gateway, body, [, id = '']) => {
      const setup = z.parse(PumpSetup, body);
      return found(
        of(gateway).change(id, (detail) => ({ ...detail, setup, pump: { ...detail.pump, name: setup.name } })),
      );
    },
  ],
  [/^DELETE \/pumps\/([^/]+)$/, (gateway, _body, [, id = '']) => removePump(gateway, id)],
  [/^POST \/pumps\/([^/]+)\/reset$/, (gateway, _body, [, id = '']) => changeView(gateway, id, unlocked)],
  [
    /^POST \/pumps\/([^/]+)\/off-at-panel$/,
    (gateway, _body, [, id = '']) => changeView(gateway, id, (pump) => ({ ...pump, holdsSlot: false, is: 'off' })),
  ],
  [
    /^PUT \/pumps\/([^/]+)\/service$/,
    (gateway, body, [, id = '']) => {
      const { outOfService } = z.parse(PumpService, body);
      return changeView(gateway, id, ({ outOfService: _, ...pump }) =>
        outOfService === null ? pump : { ...pump, outOfService },
      );
    },
  ],
  [
    /^(POST|DELETE) \/pumps\/([^/]+)\/learn$/,
    (gateway, _body, [, method, id = '']) =>
      found(of(gateway).change(id, (detail) => ({ ...detail, learning: { isAwaited: method === 'POST' } }))),
  ],
  [
    /^PUT \/pump-groups\/([^/]+)$/,
    (gateway, body, [, id = '']) => {
      const group = { id, ...z.parse(PumpGroupSetup, body) };
      const state = of(gateway);
      state.groups = [...state.groups.filter((one) => one.id !== id), group];
      gateway.tell({ what: 'pump-group', group });
      return answer(200, group);
    },
  ],
  [/^GET \/grid$/, (gateway) => answer(200, of(gateway).grid)],
  [/^PUT \/grid\/switch$/, (gateway, body) => say(gateway, z.parse(GridSwitchRequest, body))],
  [/^GET \/grid\/settings$/, (gateway) => answer(200, of(gateway).gridSettings)],
  [/^PUT \/grid\/settings$/, (gateway, body) => answer(200, (of(gateway).gridSettings = z.parse(GridSettings, body)))],
  [
    /^GET \/alerts\?state=(\w+)/,
    (gateway, _body, [, state]) => {
      const alerts = of(gateway).alerts.filter((alert) => state === 'all' || alert.state !== 'cleared');
      return answer(200, { alerts, counts: of(gateway).counts() });
    },
  ],
  [
    /^POST \/alerts\/([^/]+)\/acknowledge$/,
    (gateway, _body, [, id = '']) =>
      changeAlert(gateway, id, { state: 'acknowledged', acknowledgedBy: 'anna', acknowledgedAt: Date.now() }),
  ],
  [
    /^POST \/alerts\/([^/]+)\/clear$/,
    (gateway, _body, [, id = '']) => changeAlert(gateway, id, { state: 'cleared', clearedAt: Date.now() }),
  ],
];

function unlocked({ lockedOutBy: _, ...pump }: PumpView): PumpView {
  return { ...pump, reasons: [] };
}

function changeView(gateway: FakeGateway, id: string, change: (pump: PumpView) => PumpView): Response {
  const detail = of(gateway).change(id, (before) => ({ ...before, pump: change(before.pump) }));
  if (detail) gateway.tell({ what: 'pump', pump: detail.pump });
  return found(detail?.pump);
}

function removePump(gateway: FakeGateway, id: string): Response {
  const state = of(gateway);
  state.pumps = state.pumps.filter(({ pump }) => pump.id !== id);
  gateway.tell({ what: 'pump-gone', pump: id });
  return answer(204);
}

function changeAlert(gateway: FakeGateway, id: string, change: Partial<Alert>): Response {
  const alert = of(gateway).changeAlert(id, change);
  gateway.tell({ what: 'alerts', counts: of(gateway).counts() });
  return found(alert);
}

function say(gateway: FakeGateway, { to }: GridSwitchRequest): Response {
  const state = of(gateway);
  state.grid = { ...state.grid, switch: to, state: to === 'auto' ? 'good' : to, since: Date.now() };
  gateway.tell({ what: 'grid', grid: state.grid });
  return answer(200, state.grid);
}

function found(value: object | undefined): Response {
  return value ? answer(200, value) : problem('not-found');
}
