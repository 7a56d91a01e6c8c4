import {
  BudgetEntry,
  EnergySettings,
  RealBillEntry,
  TariffEntry,
  TariffTrial,
  type BillAnswer,
  type BillParts,
  type BudgetStanding,
  type BudgetView,
  type RealBillView,
  type EnergyNow,
  type TariffView,
  type UsesAnswer,
  type VarianceView,
} from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import { monthAt, monthsOn } from '../points/months.ts';
import { aBill, anAnswer, anEnergyNow, aTariff, someParts, somePresets, someUses } from './energy-builders.ts';
import { answer, problem, type Route } from './fake-answers.ts';
import type { FakeGateway } from './fake-gateway.ts';

/** The part of a fake gateway that knows what energy costs. */
export class FakeEnergy {
  tariffs: TariffView[] = [aTariff()];
  versions: TariffView[] = [];
  budgets: BudgetView[] = [];
  standings: Readonly<Record<string, Partial<BudgetStanding>>> = {};
  bills: RealBillView[] = [];
  now: EnergyNow = anEnergyNow();
  uses: UsesAnswer = someUses();
  settings: EnergySettings = { main: null, leftOut: [], tolerancePercent: 10, warnAfterMin: 60 };
  /** Held back until somebody lets it go. */
  gate: Promise<void> = Promise.resolve();

  constructor(given: Partial<FakeEnergy> = {}) {
    Object.assign(this, given);
  }

  bill(month: string): BillAnswer {
    const now = monthAt(Date.now());
    if (this.tariffs.length === 0) return { month, energyKwh: '212.5', why: noTariff };
    const forecast = { energyKwh: '318', total: 141_872, quarters: 900 };
    if (month === now) return anAnswer(month, { forecast });
    return anAnswer(month, { energyKwh: month === monthsOn(now, -1) ? '290' : '0' });
  }

  parts(month: string): BillParts {
    const parts = someParts({ month });
    if (this.tariffs.length > 0) return parts;
    const { currency: _currency, standing: _standing, ...rest } = parts;
    const without = <Part extends { amount?: number | undefined }>(some: readonly Part[]) =>
      some.map(({ amount: _amount, ...part }) => part);
    return { ...rest, days: without(parts.days), loads: without(parts.loads) };
  }

  variance({ entry }: RealBillView): VarianceView {
    const bill = aBill(monthAt(entry.from), '290');
    const difference = entry.total - bill.total;
    return {
      currency: bill.currency,
      real: entry.total,
      computed: bill.total,
      difference,
      percent: Math.round((difference * 1_000) / bill.total) / 10,
      parts: [
        { cause: 'energy', amount: difference - 350, sentence: '312 kWh on the bill, 290 kWh measured.' },
        { cause: 'unexplained', amount: 350, sentence: 'Enter taxes of the bill to know more.' },
      ].filter(({ amount }) => amount !== 0) as VarianceView['parts'],
      bill,
      isRepriced: false,
    };
  }

  standing({ id, entry }: BudgetView): BudgetStanding {
    const used = { used: Math.round(entry.limit * 0.62), forecast: Math.round(entry.limit * 0.93) };
    const money = entry.measure === 'money' ? { currency: 'THB' } : {};
    return { month: monthAt(Date.now()), limit: entry.limit, ...used, ...money, ...this.standings[id] };
  }
}

const noTariff = {
  code: 'bill.no-tariff',
  sentence: 'No tariff holds in this time.',
  remedy: 'Enter what the supplier charges, with the day it began.',
};

const of = ({ state }: FakeGateway) => state.energy;
let made = 1;
const newId = (prefix: string) => `${prefix}_${String(++made).padStart(8, '0')}`;

/** What is asked of what energy costs, and how it is answered. */
export const energyRoutes: readonly Route[] = [
  [
    /^GET \/bills\/([\d-]+)$/,
    async (gateway, _body, [, month = '']) => {
      await of(gateway).gate;
      return answer(200, of(gateway).bill(month));
    },
  ],
  [/^GET \/bills\/([\d-]+)\/parts$/, (gateway, _body, [, month = '']) => answer(200, of(gateway).parts(month))],
  [/^GET \/energy\/now$/, (gateway) => answer(200, of(gateway).now)],
  [/^GET \/energy\/uses\?/, (gateway) => answer(200, of(gateway).uses)],
  [/^GET \/energy\/settings$/, (gateway) => answer(200, of(gateway).settings)],
  [/^PUT \/energy\/settings$/, (gateway, body) => answer(200, (of(gateway).settings = z.parse(EnergySettings, body)))],
  [/^GET \/tariffs$/, (gateway) => answer(200, { tariffs: of(gateway).tariffs })],
  [/^GET \/tariff-presets$/, () => answer(200, { presets: somePresets })],
  [
    /^GET \/tariffs\/([^/]+)\/versions$/,
    (gateway, _body, [, id = '']) => {
      const versions = [...of(gateway).tariffs.filter((one) => one.id === id), ...of(gateway).versions];
      return versions.length > 0 ? answer(200, { versions }) : problem('not-found');
    },
  ],
  [/^POST \/tariff-trials$/, (_gateway, body) => tryOut(body)],
  [/^POST \/tariffs$/, (gateway, body) => keepTariff(gateway, body)],
  [/^PUT \/tariffs\/([^/]+)$/, (gateway, body, [, id = '']) => keepTariff(gateway, body, id)],
  [
    /^DELETE \/tariffs\/([^/?]+)/,
    (gateway, _body, [, id = '']) => {
      of(gateway).tariffs = of(gateway).tariffs.filter((one) => one.id !== id);
      return answer(204);
    },
  ],
  [/^GET \/budgets$/, (gateway) => answer(200, { budgets: of(gateway).budgets })],
  [
    /^GET \/budgets\/([^/]+)\/standing$/,
    (gateway, _body, [, id = '']) => {
      const budget = of(gateway).budgets.find((one) => one.id === id);
      return budget ? answer(200, of(gateway).standing(budget)) : problem('not-found');
    },
  ],
  [/^POST \/budgets$/, (gateway, body) => keepBudget(gateway, body)],
  [/^PUT \/budgets\/([^/]+)$/, (gateway, body, [, id = '']) => keepBudget(gateway, body, id)],
  [
    /^DELETE \/budgets\/([^/]+)$/,
    (gateway, _body, [, id = '']) => {
      of(gateway).budgets = of(gateway).budgets.filter((one) => one.id !== id);
      return answer(204);
    },
  ],
  [/^GET \/real-bills$/, (gateway) => answer(200, { bills: of(gateway).bills })],
  [/^POST \/real-bills$/, (gateway, body) => enter(gateway, body)],
  [
    /^DELETE \/real-bills\/([^/]+)$/,
    (gateway, _body, [, id = '']) => {
      of(gateway).bills = of(gateway).bills.filter((one) => one.id !== id);
      return answer(204);
    },
  ],
  [
    /^GET \/real-bills\/([^/]+)\/variance$/,
    (gateway, _body, [, id = '']) => {
      const bill = of(gateway).bills.find((one) => one.id === id);
      return bill ? answer(200, of(gateway).variance(bill)) : problem('not-found');
    },
  ],
];

/** A body that the schema does not take is refused at the fields that are wrong, as the gateway does. */
function refusal({ issues }: { readonly issues: readonly { path: PropertyKey[]; message: string }[] }): Response {
  const errors = issues.map(({ path, message }) => ({ pointer: `/${path.map(String).join('/')}`, detail: message }));
  return problem('invalid', { detail: 'Some fields are wrong.', errors });
}

function tryOut(body: unknown): Response {
  const { data, error } = z.safeParse(TariffTrial, body);
  if (!data) return refusal(error);
  const month = monthAt(Date.now());
  const { currency } = data.terms;
  return answer(200, { month, bills: data.energyKwh.map((used) => aBill(month, String(used), { currency })) });
}

function keepTariff(gateway: FakeGateway, body: unknown, id?: string): Response {
  const { data, error } = z.safeParse(TariffEntry, body);
  if (!data) return refusal(error);
  const energy = of(gateway);
  const before = energy.tariffs.find((one) => one.id === id);
  if (before) energy.versions = [{ ...before, state: 'replaced' }, ...energy.versions];
  const version = (before?.version ?? 0) + 1;
  const tariff = aTariff({ ...data, id: id ?? newId('tar'), version });
  energy.tariffs = [...energy.tariffs.filter((one) => one.id !== id), tariff];
  return answer(before ? 200 : 201, tariff);
}

function keepBudget(gateway: FakeGateway, body: unknown, id?: string): Response {
  const { data, error } = z.safeParse(BudgetEntry, body);
  if (!data) return refusal(error);
  const budget: BudgetView = { id: id ?? newId('bud'), entry: data, told: [] };
  of(gateway).budgets = [...of(gateway).budgets.filter((one) => one.id !== id), budget];
  return answer(id ? 200 : 201, budget);
}

function enter(gateway: FakeGateway, body: unknown): Response {
  const { data, error } = z.safeParse(RealBillEntry, body);
  if (!data) return refusal(error);
  const bill: RealBillView = { id: newId('bill'), entry: data, by: 'anna', at: Date.now() };
  of(gateway).bills = [bill, ...of(gateway).bills];
  return answer(201, bill);
}
