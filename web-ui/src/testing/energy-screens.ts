import { aUser } from './builders.ts';
import { timeOfUse, aTariff, someTerms } from './energy-builders.ts';
import { FakeEnergy } from './fake-energy.ts';
import { aBusyFarm } from './fake-farm.ts';
import type { Opening } from './mount.ts';

const user = aUser({ role: 'user', masterAdmin: false });
const devices = aBusyFarm(Date.now());
const byTime = () => new FakeEnergy({ tariffs: [aTariff({ terms: someTerms({ energy: timeOfUse }) })] });

/** The screens of energy and cost. */
export const energyScreens: Readonly<Record<string, () => Opening>> = {
  'energy and cost': () => ({ path: '/energy', devices }),
  'energy and cost by the time of use': () => ({ path: '/energy', devices, energy: byTime() }),
  'energy without a tariff': () => ({ path: '/energy', devices, energy: new FakeEnergy({ tariffs: [] }) }),
  'energy without a tariff, for a user': () => ({ path: '/energy', user, energy: new FakeEnergy({ tariffs: [] }) }),
  'energy from right to left': () => ({ path: '/energy', devices, language: 'ur' }),
};
