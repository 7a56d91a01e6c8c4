import type { Random } from '../../src/testing/http-random.ts';

/** What a guess says: a request, with the id in its path or body. */
export interface Guess {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** The real ids of the site that is guessed at. */
export interface Prey {
  readonly user: string;
  readonly session: string;
  readonly device: string;
  readonly command: string;
  readonly alert: string;
  readonly credential: string;
  readonly registration: string;
  readonly pump: string;
  readonly run: string;
  readonly planned: string;
  readonly asking: string;
  readonly tariff: string;
  readonly bill: string;
  readonly budget: string;
}

const ALPHABET = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');

interface Kind {
  readonly real: keyof Prey;
  readonly random: (random: Random) => string;
  readonly ask: (id: string) => Guess;
}

const letters = (random: Random, length: number) => Array.from({ length }, () => random.pick(ALPHABET)).join('');
const row = (prefix: string) => (random: Random) => `${prefix}_${letters(random, 12)}`;
const user = { real: 'user', random: row('user') } as const;
const device = { real: 'device', random: (random: Random) => `outlet-${letters(random, 2)}` } as const;
const alert = { real: 'alert', random: row('al') } as const;
const registration = { real: 'registration', random: row('reg') } as const;
const get = (path: (id: string) => string) => (id: string) => ({ method: 'GET', path: path(id) });
const post = (path: (id: string) => string, body: object) => (id: string) => ({ method: 'POST', path: path(id), body });

/** Every way to name a thing of a site. A route that names a new kind of thing joins by one line. */
const kinds: readonly Kind[] = [
  { ...user, ask: (id) => ({ method: 'PATCH', path: `users/${id}`, body: { name: 'Mine' } }) },
  { ...user, ask: (id) => ({ method: 'DELETE', path: `users/${id}` }) },
  { ...user, ask: get((id) => `users/${id}/sessions`) },
  { ...user, ask: (id) => ({ method: 'DELETE', path: `users/${id}/pin` }) },
  {
    real: 'session',
    random: (random) => letters(random, 16),
    ask: (id) => ({ method: 'DELETE', path: `sessions/${id}` }),
  },
  { ...device, ask: get((id) => `devices/${id}`) },
  { ...device, ask: get((id) => `devices/${id}/link`) },
  { ...device, ask: (id) => ({ method: 'PATCH', path: `devices/${id}`, body: { name: 'Mine' } }) },
  { ...device, ask: (id) => ({ method: 'DELETE', path: `devices/${id}` }) },
  { ...device, ask: post((id) => `seen/${id}/adopt`, {}) },
  {
    ...device,
    ask: (id) => ({ method: 'POST', path: 'commands', body: { device: id, point: 'relay.a', value: true } }),
  },
  { real: 'credential', random: device.random, ask: (id) => ({ method: 'DELETE', path: `devices/${id}/credential` }) },
  { real: 'command', random: (random) => letters(random, 20), ask: get((id) => `commands/${id}`) },
  { ...alert, ask: post((id) => `alerts/${id}/acknowledge`, {}) },
  { ...alert, ask: post((id) => `alerts/${id}/clear`, {}) },
  { ...registration, ask: post((id) => `registrations/${id}/approve`, {}) },
  { ...registration, ask: post((id) => `registrations/${id}/reject`, { reason: 'Mine' }) },
  { real: 'pump', random: row('pump'), ask: get((id) => `pumps/${id}`) },
  {
    real: 'pump',
    random: row('pump'),
    ask: (id) => ({ method: 'POST', path: 'runs', body: { pump: id, seconds: 60 } }),
  },
  { real: 'run', random: row('run'), ask: get((id) => `runs/${id}`) },
  { real: 'run', random: row('run'), ask: post((id) => `runs/${id}/stop`, {}) },
  { real: 'planned', random: row('run'), ask: (id) => ({ method: 'DELETE', path: `planned-runs/${id}` }) },
  { real: 'asking', random: row('ask'), ask: post((id) => `minute-requests/${id}/decision`, { state: 'approved' }) },
  { ...device, ask: get((id) => `bills/2026-01?device=${id}&point=relay.a`) },
  { real: 'tariff', random: row('tar'), ask: get((id) => `tariffs/${id}/versions`) },
  { real: 'bill', random: row('bill'), ask: get((id) => `real-bills/${id}/variance`) },
  { real: 'budget', random: row('bud'), ask: get((id) => `budgets/${id}/standing`) },
  {
    real: 'budget',
    random: row('bud'),
    ask: (id) => ({
      method: 'PUT',
      path: `budgets/${id}`,
      body: { name: 'Mine', subject: { kind: 'site' }, measure: 'energy', limit: 1 },
    }),
  },
  { ...user, ask: get((id) => `wallets/${id}`) },
  { ...user, ask: post((id) => `wallets/${id}/recharge`, { seconds: 60, reason: 'Mine' }) },
];

/** So many guesses, kind by kind; every other one has the real id. */
export function guessesAt(prey: Prey, count: number, random: Random): Guess[] {
  return Array.from({ length: count }, (_, at) => {
    const kind = kinds[Math.floor(at / 2) % kinds.length];
    if (!kind) throw new Error('there are kinds');
    return kind.ask(at % 2 === 0 ? prey[kind.real] : kind.random(random));
  });
}
