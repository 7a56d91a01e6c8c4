/** What everybody signs in with. */
export const PASSWORD = 'water-and-sun';

/** What was made, by what places call it. */
export interface Village {
  readonly pump: string;
  readonly run: string;
  /** Who has the run. */
  readonly person: string;
  readonly tariff: string;
}

type Body = Readonly<Record<string, unknown>>;

/** A place with what it is of. */
export function placeIn(village: Village, place: string): string {
  return place.replace(/:(pump|run|person|tariff)/, (_, kind: keyof Village) => village[kind]);
}

/**
 * Two pumps of one group, on these switches, and four people with minutes: Maya has a run, Tariq and Lucia wait, Noor does nothing; a tariff, a
 * budget and a bill. For who is `ana`.
 */
export async function makeVillage(url: string, setups: readonly Body[]): Promise<Village> {
  const ana = await enter(url, 'ana');
  const pumps: string[] = [];
  for (const [index, setup] of setups.entries())
    pumps.push(await ana('POST', '/pumps', { name: ['North well', 'Old well'][index], motor, ...setup }));
  const [pump = ''] = pumps;
  const ids: string[] = [];
  const runs: string[] = [];
  for (const [name, minutes] of people) {
    const login = name.toLowerCase();
    const id = await addPerson(ana, name);
    ids.push(id);
    if (minutes > 0) runs.push(await (await enter(url, login))('POST', '/runs', { pump, seconds: 60 * minutes }));
  }
  return { pump, run: runs[0] ?? '', person: ids[0] ?? '', tariff: await enterMoney(ana) };
}

/** What the supplier charges, a bill of it, and a budget; answers the id of the tariff. */
async function enterMoney(ana: Call): Promise<string> {
  const tariff = await ana('POST', '/tariffs', { terms, validFrom: 0 });
  await ana('POST', '/budgets', { name: 'The farm', subject: { kind: 'site' }, measure: 'money', limit: 150_000 });
  const [from, to] = [Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1)];
  await ana('POST', '/real-bills', { from, to, currency: 'THB', total: 130_250, energyKwh: '312.5' });
  return tariff;
}

/** With the minutes of their runs. */
const people = [
  ['Maya', 20],
  ['Tariq', 10],
  ['Lucia', 15],
  ['Noor', 0],
] as const;
const motor = { phases: 3, kw: 2.2, nominalV: 230, ratedMa: 4_918, flowLpm: 84 };

const terms = {
  name: 'Valley electric',
  currency: 'THB',
  energy: {
    kind: 'slabs',
    slabs: [{ upToKwh: 150, rate: '3.2484' }, { upToKwh: 400, rate: '4.2218' }, { rate: '4.4217' }],
  },
  fixed: [{ name: 'Service charge', rate: '24.62', per: 'month' }],
  surcharges: [{ name: 'Ft', rate: '0.1623' }],
  taxes: [{ name: 'VAT', percent: '7', on: 'all' }],
};

type Call = (method: string, path: string, body: Body) => Promise<string>;

async function addPerson(call: Call, name: string): Promise<string> {
  const id = await call('POST', '/users', { name, login: name.toLowerCase(), role: 'user', password: PASSWORD });
  const paid = { id: crypto.randomUUID(), seconds: 7_200, reason: '200 in cash' };
  await call('POST', `/wallets/${id}/recharge`, paid);
  return id;
}

/** Signs in; what is called then answers the id of what it made. */
async function enter(url: string, login: string): Promise<Call> {
  const { accessToken } = await send(url, '/session', { body: { login, password: PASSWORD, session: 'bearer' } });
  return async (method, path, body) => (await send(url, path, { method, body, token: accessToken })).id ?? '';
}

interface Sent {
  readonly method?: string;
  readonly body: Body;
  readonly token?: string | undefined;
}

async function send(url: string, path: string, { method = 'POST', body, token }: Sent) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
  return JSON.parse(said) as { readonly id?: string; readonly accessToken?: string };
}
