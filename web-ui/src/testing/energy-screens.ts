import type { BudgetView } from '@farmgate/gateway/contract';
import { aUser } from './builders.ts';
import { timeOfUse, aTariff, someTerms } from './energy-builders.ts';
import { FakeEnergy } from './fake-energy.ts';
import { aBusyFarm } from './fake-farm.ts';
import type { Opening } from './mount.ts';

const user = aUser({ role: 'user', masterAdmin: false });
const devices = aBusyFarm(Date.now());
const byTime = () => new FakeEnergy({ tariffs: [aTariff({ terms: someTerms({ energy: timeOfUse }) })] });
const twoTariffs = () =>
  new FakeEnergy({
    tariffs: [aTariff(), aTariff({ id: 'tar_00000002', validFrom: Date.now() + 86_400_000 })],
    versions: [aTariff({ state: 'replaced', reason: 'The rate of Ft was wrong' })],
  });

/** One of each face: on its way, near, soon over, over, and nothing known. */
export function withBudgets(): FakeEnergy {
  const budget = (id: string, entry: Partial<BudgetView['entry']>): BudgetView => ({
    id,
    entry: { name: 'The farm', subject: { kind: 'site' }, measure: 'money', limit: 150_000, ...entry },
    told: [],
  });
  const pump = { kind: 'point', device: 'outlet-10', point: 'current.b' } as const;
  return new FakeEnergy({
    budgets: [
      budget('bud_00000001', {}),
      budget('bud_00000002', { name: 'Borehole', subject: pump, measure: 'energy', limit: 120_000 }),
      budget('bud_00000003', { name: 'Workshop' }),
      budget('bud_00000004', { name: 'House' }),
      budget('bud_00000005', { name: 'Cold store' }),
    ],
    standings: {
      bud_00000002: { used: 101_000, forecast: 119_000 },
      bud_00000003: { used: 110_000, forecast: 171_000 },
      bud_00000004: { used: 181_500, forecast: 290_000 },
      bud_00000005: { used: undefined },
    },
  });
}

export function withBills(): FakeEnergy {
  const from = Date.parse('2026-10-01T00:00:00+07:00');
  const entry = { from, to: from + 31 * 86_400_000, currency: 'THB', total: 130_250, note: 'October' };
  return new FakeEnergy({ bills: [{ id: 'bill_00000001', entry, by: 'anna', at: Date.now() }] });
}

/** The screens of energy and cost. */
export const energyScreens: Readonly<Record<string, () => Opening>> = {
  'energy and cost': () => ({ path: '/energy', devices }),
  'energy and cost by the time of use': () => ({ path: '/energy', devices, energy: byTime() }),
  'energy without a tariff': () => ({ path: '/energy', devices, energy: new FakeEnergy({ tariffs: [] }) }),
  'energy without a tariff, for a user': () => ({ path: '/energy', user, energy: new FakeEnergy({ tariffs: [] }) }),
  tariffs: () => ({ path: '/energy/tariffs', energy: twoTariffs() }),
  'no tariffs': () => ({ path: '/energy/tariffs', energy: new FakeEnergy({ tariffs: [] }) }),
  'tariffs, for a user': () => ({ path: '/energy/tariffs', user }),
  'a new tariff': () => ({ path: '/energy/tariffs/new' }),
  'a tariff of slabs': () => ({ path: '/energy/tariffs/tar_00000001', energy: twoTariffs() }),
  'a tariff by the time of use': () => ({ path: '/energy/tariffs/tar_00000001', energy: byTime() }),
  'a tariff from right to left': () => ({ path: '/energy/tariffs/tar_00000001', energy: byTime(), language: 'ur' }),
  'a tariff, for a user': () => ({ path: '/energy/tariffs/tar_00000001', user }),
  'what is measured': () => ({ path: '/energy/meters', devices }),
  'what is measured, for a user': () => ({ path: '/energy/meters', devices, user }),
  budgets: () => ({ path: '/energy/budgets', devices, energy: withBudgets() }),
  'no budgets': () => ({ path: '/energy/budgets', devices }),
  'budgets, for a user': () => ({ path: '/energy/budgets', devices, user, energy: withBudgets() }),
  'budgets from right to left': () => ({ path: '/energy/budgets', devices, energy: withBudgets(), language: 'ur' }),
  'bills of the supplier': () => ({ path: '/energy/bills', energy: withBills() }),
  'no bill of the supplier': () => ({ path: '/energy/bills' }),
  'bills of the supplier, for a user': () => ({ path: '/energy/bills', user, energy: withBills() }),
  'energy from right to left': () => ({ path: '/energy', devices, language: 'ur' }),
};
