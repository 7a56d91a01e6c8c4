import { aUser } from './builders.ts';
import { aBusyPumpAdmin } from './fake-pump-admin.ts';
import { aRequest, aWallet, FakeWallets, someEntries } from './fake-wallets.ts';
import type { Opening } from './mount.ts';

const user = aUser({ id: 'usr_bao002', name: 'Bao', role: 'user', masterAdmin: false });
const wallets = () =>
  new FakeWallets({
    requests: [aRequest(), aRequest({ id: 'mrq_00000002', state: 'rejected', decidedBy: 'anna', reason: 'Pay first' })],
  });

/** The screens of who runs the farm, and of one's own minutes. */
export const farmAdminScreens: Readonly<Record<string, () => Opening>> = {
  'everybody’s minutes': () => ({ path: '/wallets', wallets: wallets() }),
  'everybody’s minutes, of nobody': () => ({ path: '/wallets', wallets: new FakeWallets({ wallets: [] }) }),
  'everybody’s minutes, from right to left': () => ({ path: '/wallets', wallets: wallets(), language: 'ur' }),
  'the minutes of a person': () => ({ path: '/wallets/usr_bao002' }),
  'a receipt': () => ({ path: '/receipts/41' }),
  'a receipt that is not there': () => ({ path: '/receipts/42' }),
  ledger: () => ({ path: '/ledger' }),
  'my minutes': () => ({ path: '/wallet', user, wallets: wallets() }),
  'my minutes, from right to left': () => ({ path: '/wallet', user, wallets: wallets(), language: 'ur' }),
  'my minutes, of which none are left': () => ({
    path: '/wallet',
    user,
    wallets: new FakeWallets({ wallets: [aWallet({ balanceS: 0, isLow: true })], entries: someEntries(Date.now()) }),
  }),
  'pumps to be set up': () => ({ path: '/pump-setup', pumpAdmin: aBusyPumpAdmin() }),
  'no pump to be set up': () => ({ path: '/pump-setup' }),
  'a new pump': () => ({ path: '/pump-setup/new', pumpAdmin: aBusyPumpAdmin() }),
  'a pump and its motor': () => ({ path: '/pump-setup/pmp_000001', pumpAdmin: aBusyPumpAdmin() }),
  'a pump and its motor, from right to left': () => ({
    path: '/pump-setup/pmp_000001',
    pumpAdmin: aBusyPumpAdmin(),
    language: 'ur',
  }),
  'pumps, for a user': () => ({ path: '/pump-setup', user, pumpAdmin: aBusyPumpAdmin() }),
  grid: () => ({ path: '/grid', pumpAdmin: aBusyPumpAdmin() }),
  'grid, from right to left': () => ({ path: '/grid', pumpAdmin: aBusyPumpAdmin(), language: 'ur' }),
  'grid, without sources': () => ({ path: '/grid' }),
  'grid, for a user': () => ({ path: '/grid', user, pumpAdmin: aBusyPumpAdmin() }),
  alerts: () => ({ path: '/alerts', pumpAdmin: aBusyPumpAdmin() }),
  'no alerts': () => ({ path: '/alerts' }),
};
