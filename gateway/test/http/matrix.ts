import { OUTLET } from '../../src/testing/http-farm.ts';

/**
 * What a caller meets:
 * `ok` is let in; `401` and `403` are refused for who they are; `404` is a stranger who asks for a thing of the first farm by
 * its real id; `own` is a stranger who is let in and finds nothing of the first farm.
 */
export type Access = 'ok' | '401' | '403' | '404' | 'own';

/** What is filled into a path or body. */
export interface Target {
  readonly device: string;
  readonly user: string;
  readonly session: string;
  readonly command: string;
  readonly alert: string;
  readonly pump: string;
  readonly run: string;
  readonly planned: string;
  readonly asking: string;
  readonly receipt: string;
  readonly registration: string;
  readonly tariff: string;
  readonly bill: string;
  readonly budget: string;
}

export interface Row {
  /** In the order of `everybody`: nobody, viewer, user, installer, admin, master admin, admin of another farm. */
  readonly access: string;
  readonly body?: (target: Target) => unknown;
}

const open = 'ok     ok     ok   ok        ok    ok     ok';
/** For devices with a credential of their own and for no person. */
const nodes = '401    401    401  401       401   401    401';
/** What no schema takes: whoever is let in is told so, and nothing happens. */
const wrong = () => [];
const empty = () => ({});
const why = () => ({ reason: 'for the matrix' });
const minutes = () => ({ seconds: 60, reason: 'for the matrix' });
const terms = {
  name: 'Flat',
  currency: 'THB',
  energy: { kind: 'flat', rate: '4' },
  fixed: [],
  surcharges: [],
  taxes: [],
};
const tariff = () => ({ terms, validFrom: 1_700_000_100_000, reason: 'for the matrix' });
const budget = () => ({ name: 'Farm', subject: { kind: 'site' }, measure: 'energy', limit: 1_000 });
const pump = ({ device }: Target) => ({ name: 'Well', device, point: 'relay.a', motor: { phases: 1 } });

/** Who may call which route, by hand: a route that is not here fails the test, and so does a row without its route. */
export const matrix: Readonly<Record<string, Row>> = {
  //                                                    nobody viewer user installer admin master stranger
  'GET /healthz': { access: open },
  'GET /readyz': { access: open },
  'GET /metrics': { access: open },
  'GET /api/v1/version': { access: open },
  'GET /api/v1/openapi.json': { access: open },
  'GET /problems/:code': { access: open },
  'GET /api/v1/nodes/ca.pem': { access: open },
  'GET /api/v1/gateway': { access: open },
  'POST /api/v1/claim': { access: open, body: wrong },
  'POST /api/v1/session': { access: open, body: wrong },
  'POST /api/v1/session/refresh': { access: open, body: wrong },
  'GET /api/v1/session': { access: '                    401    ok     ok   ok        ok    ok     own' },
  'DELETE /api/v1/session': { access: open },
  'PUT /api/v1/session/password': { access: '           401    ok     ok   ok        ok    ok     own', body: wrong },
  'GET /api/v1/sessions': { access: '                   401    ok     ok   ok        ok    ok     own' },
  'POST /api/v1/session/confirm': { access: '           401    ok     ok   ok        ok    ok     own', body: wrong },
  'PUT /api/v1/session/pin': { access: '                401    ok     ok   ok        ok    ok     own', body: wrong },
  'PATCH /api/v1/session/person': { access: '           401    ok     ok   ok        ok    ok     own', body: wrong },
  'POST /api/v1/session/by-pin': { access: open, body: wrong },
  'GET /api/v1/faces': { access: open },
  'GET /api/v1/open-sites': { access: open },
  'POST /api/v1/registrations': { access: open, body: wrong },
  'GET /api/v1/registrations': { access: '              401    403    403  403       ok    ok     own' },
  'POST /api/v1/registrations/:id/approve': { access: ' 401    403    403  403       ok    ok     404', body: empty },
  'POST /api/v1/registrations/:id/reject': {
    access: '                                           401    403    403  403       ok    ok     404',
    body: () => ({ reason: 'full' }),
  },
  'DELETE /api/v1/sessions': { access: '                401    ok     ok   ok        ok    ok     own' },
  'DELETE /api/v1/sessions/:id': { access: '            401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/users': { access: '                      401    403    403  403       ok    ok     own' },
  'POST /api/v1/users': { access: '                     401    403    403  403       ok    ok     own', body: wrong },
  'PATCH /api/v1/users/:id': { access: '                401    403    403  403       ok    ok     404', body: empty },
  'DELETE /api/v1/users/:id': { access: '               401    403    403  403       ok    ok     404' },
  'GET /api/v1/users/:id/sessions': { access: '         401    403    403  403       ok    ok     404' },
  'DELETE /api/v1/users/:id/sessions': { access: '      401    403    403  403       ok    ok     404' },
  'DELETE /api/v1/users/:id/sessions/:session': {
    access: '                                           401    403    403  403       ok    ok     404',
  },
  'DELETE /api/v1/users/:id/pin': { access: '           401    403    403  403       ok    ok     404' },
  'GET /api/v1/sites': { access: '                      401    403    403  403       403   ok     403' },
  'POST /api/v1/sites': { access: '                     401    403    403  403       403   ok     403', body: wrong },
  'PATCH /api/v1/sites/:id': { access: '                401    403    403  403       403   ok     403', body: empty },
  'GET /api/v1/sites/current': { access: '              401    ok     ok   ok        ok    ok     own' },
  'PATCH /api/v1/sites/current': { access: '            401    403    403  403       ok    ok     own', body: wrong },
  'GET /api/v1/audit': { access: '                      401    403    403  403       ok    ok     own' },
  'GET /api/v1/health': { access: '                     401    403    403  403       ok    ok     own' },
  'POST /api/v1/safe-mode/leave': { access: '           401    403    403  403       403   ok     403' },
  'GET /api/v1/devices': { access: '                    401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/devices/:id': { access: '                401    ok     ok   ok        ok    ok     404' },
  'PATCH /api/v1/devices/:id': { access: '              401    403    403  ok        ok    ok     404', body: empty },
  'DELETE /api/v1/devices/:id': { access: '             401    403    403  ok        ok    ok     404' },
  'PATCH /api/v1/devices/:id/points/:point': { access: '401    403    403  ok        ok    ok     404', body: empty },
  'POST /api/v1/devices/:id/radio': {
    access: '                                           401    403    403  ok        ok    ok     404',
    body: () => ({ id: 'matrix-radio-1', ask: 'ping' }),
  },
  'GET /api/v1/devices/:id/radio': { access: '          401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/devices/:id/link': { access: '           401    ok     ok   ok        ok    ok     404' },
  'POST /api/v1/devices/:id/credential': { access: '    401    403    403  ok        ok    ok     404' },
  'DELETE /api/v1/devices/:id/credential': { access: '  401    403    403  ok        ok    ok     404' },
  'POST /api/v1/nodes': { access: '                     401    403    403  ok        ok    ok     own', body: wrong },
  'GET /api/v1/credentials': { access: '                401    403    403  ok        ok    ok     own' },
  'PUT /api/v1/node/hello': { access: nodes, body: wrong },
  'POST /api/v1/node/report': { access: nodes, body: wrong },
  'GET /api/v1/node/commands': { access: nodes },
  'GET /api/v1/seen': { access: '                       401    403    403  ok        ok    ok     own' },
  'POST /api/v1/seen/:id/adopt': { access: '            401    403    403  ok        ok    ok     404', body: empty },
  'POST /api/v1/commands': {
    access: '                                           401    403    ok   ok        ok    ok     404',
    body: ({ device }) => ({ device, point: 'relay.a', value: false }),
  },
  'GET /api/v1/commands/:id': { access: '               401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/commands': { access: '                   401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/alerts': { access: '                     401    ok     ok   ok        ok    ok     own' },
  'POST /api/v1/alerts/:id/acknowledge': { access: '    401    403    ok   ok        ok    ok     404' },
  'POST /api/v1/alerts/:id/clear': { access: '          401    403    403  ok        ok    ok     404' },
  'GET /api/v1/all-off': { access: '                    401    ok     ok   ok        ok    ok     own' },
  'POST /api/v1/all-off': { access: '                   401    ok     ok   ok        ok    ok     own', body: wrong },
  'POST /api/v1/all-off/release': { access: '           401    403    403  403       ok    ok     own', body: wrong },
  //                                                    nobody viewer user installer admin master stranger
  'GET /api/v1/sharing': { access: '                    401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/sharing/settings': { access: '           401    ok     ok   ok        ok    ok     own' },
  'PUT /api/v1/sharing/settings': { access: '           401    403    403  403       ok    ok     own', body: wrong },
  'PUT /api/v1/pump-groups/:id': { access: '            401    403    403  403       ok    ok     own', body: wrong },
  'GET /api/v1/pump-usual': { access: '                 401    403    403  ok        ok    ok     own' },
  'POST /api/v1/pumps': { access: '                     401    403    403  ok        ok    ok     own', body: wrong },
  'GET /api/v1/pumps/:id': { access: '                  401    403    403  ok        ok    ok     404' },
  'PUT /api/v1/pumps/:id': { access: '                  401    403    403  ok        ok    ok     404', body: pump },
  'DELETE /api/v1/pumps/:id': { access: '               401    403    403  ok        ok    ok     404' },
  'POST /api/v1/pumps/:id/reset': { access: '           401    403    403  ok        ok    ok     404', body: why },
  'POST /api/v1/pumps/:id/learn': { access: '           401    403    403  ok        ok    ok     404' },
  'DELETE /api/v1/pumps/:id/learn': { access: '         401    403    403  ok        ok    ok     404' },
  'POST /api/v1/pumps/:id/off-at-panel': { access: '    401    403    403  403       ok    ok     404', body: why },
  'PUT /api/v1/pumps/:id/service': {
    access: '                                           401    403    403  ok        ok    ok     404',
    body: () => ({ outOfService: null }),
  },
  'POST /api/v1/runs': {
    access: '                                           401    403    ok   ok        ok    ok     404',
    body: (target) => ({ pump: target.pump, seconds: 60 }),
  },
  'GET /api/v1/runs': { access: '                       401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/runs/:id': { access: '                   401    ok     ok   ok        ok    ok     404' },
  'POST /api/v1/runs/:id/stop': { access: '             401    403    ok   ok        ok    ok     404', body: empty },
  'POST /api/v1/runs/:id/extend': {
    access: '                                           401    403    ok   ok        ok    ok     404',
    body: () => ({ seconds: 60 }),
  },
  'POST /api/v1/runs/:id/swap': {
    access: '                                           401    403    ok   ok        ok    ok     404',
    body: (target) => ({ with: target.run }),
  },
  'POST /api/v1/runs/:id/move': { access: '             401    403    403  403       ok    ok     404', body: why },
  'POST /api/v1/runs/:id/remove': { access: '           401    403    403  403       ok    ok     404', body: why },
  'GET /api/v1/planned-runs': { access: '               401    403    ok   ok        ok    ok     own' },
  'POST /api/v1/planned-runs': { access: '              401    403    ok   ok        ok    ok     own', body: wrong },
  'DELETE /api/v1/planned-runs/:id': { access: '        401    403    ok   ok        ok    ok     404' },
  'GET /api/v1/grid': { access: '                       401    ok     ok   ok        ok    ok     own' },
  'PUT /api/v1/grid/switch': { access: '                401    403    403  403       ok    ok     own', body: wrong },
  'GET /api/v1/grid/settings': { access: '              401    403    403  ok        ok    ok     own' },
  'PUT /api/v1/grid/settings': { access: '              401    403    403  ok        ok    ok     own', body: wrong },
  'GET /api/v1/wallet': { access: '                     401    403    ok   ok        ok    ok     own' },
  'GET /api/v1/wallet/entries': { access: '             401    403    ok   ok        ok    ok     own' },
  'GET /api/v1/receipts/:number': { access: '           401    403    ok   404       ok    ok     404' },
  'GET /api/v1/minute-requests': { access: '            401    403    ok   ok        ok    ok     own' },
  'POST /api/v1/minute-requests': { access: '           401    403    ok   ok        ok    ok     own', body: wrong },
  'POST /api/v1/minute-requests/:id/decision': {
    access: '                                           401    403    403  403       ok    ok     404',
    body: () => ({ state: 'approved' }),
  },
  'GET /api/v1/wallets': { access: '                    401    403    403  403       ok    ok     own' },
  'GET /api/v1/wallets/:user': { access: '              401    403    403  403       ok    ok     404' },
  'GET /api/v1/wallets/:user/entries': { access: '      401    403    403  403       ok    ok     404' },
  'POST /api/v1/wallets/:user/recharge': { access: '    401    403    403  403       ok    ok     404', body: minutes },
  'POST /api/v1/wallets/:user/adjust': { access: '      401    403    403  403       ok    ok     404', body: minutes },
  'POST /api/v1/wallets/:user/transfer': {
    access: '                                           401    403    403  403       ok    ok     404',
    body: (target) => ({ ...minutes(), to: target.user }),
  },
  'GET /api/v1/ledger': { access: '                     401    403    403  403       ok    ok     own' },
  'GET /api/v1/ledger/days': { access: '                401    403    403  403       ok    ok     own' },
  'POST /api/v1/ledger/check': { access: '              401    403    403  403       ok    ok     own' },
  'GET /api/v1/ledger.csv': { access: '                 401    403    403  403       ok    ok     own' },
  'GET /api/v1/history/series': { access: '             401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/history': { access: '                    401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/history/last': { access: '               401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/history/peaks': { access: '              401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/history/export': { access: '             401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/history/state': { access: '              401    ok     ok   ok        ok    ok     own' },
  'POST /api/v1/history/import': {
    access: '                                             401    403    403  ok        ok    ok     own',
    body: wrong,
  },
  'DELETE /api/v1/history/devices/:id': { access: '     401    403    403  ok        ok    ok     404' },
  'GET /api/v1/tariffs': { access: '                    401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/tariff-presets': { access: '             401    ok     ok   ok        ok    ok     own' },
  'POST /api/v1/tariff-trials': { access: '             401    403    403  403       ok    ok     own', body: wrong },
  'GET /api/v1/tariffs/:id/versions': { access: '       401    403    403  403       ok    ok     404' },
  'POST /api/v1/tariffs': { access: '                   401    403    403  403       ok    ok     own', body: wrong },
  'PUT /api/v1/tariffs/:id': { access: '                401    403    403  403       ok    ok     404', body: tariff },
  'DELETE /api/v1/tariffs/:id': { access: '             401    403    403  403       ok    ok     404' },
  'GET /api/v1/bills/:month': { access: '               401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/bills/:month/parts': { access: '         401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/bills/:month/sheet.csv': { access: '     401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/bills/:month/sheet.pdf': { access: '     401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/real-bills': { access: '                 401    ok     ok   ok        ok    ok     own' },
  'POST /api/v1/real-bills': { access: '                401    403    403  403       ok    ok     own', body: wrong },
  'DELETE /api/v1/real-bills/:id': { access: '          401    403    403  403       ok    ok     404' },
  'GET /api/v1/real-bills/:id/variance': { access: '    401    ok     ok   ok        ok    ok     404' },
  'GET /api/v1/energy/now': { access: '                 401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/energy/uses': { access: '                401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/energy/balance/:month': { access: '      401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/energy/hours/:month': { access: '        401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/energy/settings': { access: '            401    ok     ok   ok        ok    ok     own' },
  'PUT /api/v1/energy/settings': { access: '            401    403    403  403       ok    ok     own', body: wrong },
  'GET /api/v1/budgets': { access: '                    401    ok     ok   ok        ok    ok     own' },
  'GET /api/v1/budgets/:id/standing': { access: '       401    ok     ok   ok        ok    ok     404' },
  'POST /api/v1/budgets': { access: '                   401    403    403  403       ok    ok     own', body: wrong },
  'PUT /api/v1/budgets/:id': { access: '                401    403    403  403       ok    ok     404', body: budget },
  'DELETE /api/v1/budgets/:id': { access: '             401    403    403  403       ok    ok     404' },
  'POST /api/v1/help': { access: '                      401    ok     ok   ok        ok    ok     own', body: wrong },
};

/** Whoever calls by `Authorization: Basic`: a node of the first farm, one of another farm, and one that was revoked or rotated. */
export const everyNode = ['own', 'stranger', 'revoked', 'rotated'] as const;
export type NodeCaller = (typeof everyNode)[number];

const fetched = {
  //                                 own    stranger revoked rotated
  'PUT /api/v1/node/hello': '        ok     ok       401     401',
  'POST /api/v1/node/report': '      ok     ok       401     401',
  'GET /api/v1/node/commands': '     ok     own      401     401',
} as const satisfies Record<string, string>;

/** What each of `everyNode` meets; where a node has nothing to seek it is nobody. */
export function nodeColumnsOf(route: string): [NodeCaller, Access][] {
  const line = Object.entries(fetched).find(([name]) => name === route)?.[1];
  const [nobody] = matrix[route]?.access.trim().split(/\s+/) ?? [];
  const words = line?.trim().split(/\s+/) ?? everyNode.map(() => nobody);
  return everyNode.map((who, at) => [who, words[at] as Access]);
}

/** A target that is nowhere: changing it is harmless. */
export const nowhere: Target = {
  device: 'outlet-none',
  user: 'user_nowhere0',
  session: 'no-such-session',
  command: 'no-such-command',
  alert: 'al_nowhere00',
  pump: 'pump_nowhere0',
  run: 'run_nowhere00',
  planned: 'run_nowhere01',
  asking: 'ask_nowhere00',
  receipt: '999',
  registration: 'reg_nowhere0',
  tariff: 'tar_nowhere0',
  bill: 'bill_nowhere',
  budget: 'bud_nowhere0',
};

/** The things of the first farm that a stranger knows the ids of. */
export function realTarget(ids: Omit<Target, 'device'>): Target {
  return { device: OUTLET, ...ids };
}

/** A route's path with its parameters filled in. */
export function pathOf(path: string, target: Target): string {
  const words: Record<string, string> = {
    devices: target.device,
    seen: target.device,
    users: target.user,
    sessions: target.session,
    commands: target.command,
    alerts: target.alert,
    pumps: target.pump,
    runs: target.run,
    'planned-runs': target.planned,
    'minute-requests': target.asking,
    wallets: target.user,
    receipts: target.receipt,
    registrations: target.registration,
    tariffs: target.tariff,
    bills: '2026-01',
    balance: '2026-01',
    hours: '2026-01',
    'real-bills': target.bill,
    budgets: target.budget,
    sites: 'site_nowhere0',
    problems: 'invalid',
  };
  const kind = /\/([\w-]+)\/:/.exec(path)?.[1] ?? '';
  if (path.endsWith('/energy/uses')) return `${path}?month=2026-01&by=person`;
  if (path.endsWith('/pump-usual')) return `${path}?kw=1.1`;
  if (path.endsWith('/ledger/days')) return `${path}?from=2026-01-01&to=2026-12-31`;
  if (/\/history(?:\/(?:last|peaks|export))?$/.test(path))
    return `${path}?series=${target.device}/current.a&from=1767225600000&to=1767229200000&at=1767229200000`;
  return path
    .replace(':point', 'relay.a')
    .replace(':session', target.session)
    .replace(/:\w+/, words[kind] ?? 'nothing');
}
