import { html, render } from 'lit';
import '../app.ts';
import { aUser } from './builders.ts';
import { aBreaker, aBusyFarm, aCalmFarm, aLinkDay, anAlarmedFarm } from './fake-farm.ts';
import { FakeGateway } from './fake-gateway.ts';
import { aCredential, aHealth, aSafeMode, aSickHealth, aSighting, FakeNetwork } from './fake-network.ts';
import { playPumps, sharingOf } from './fake-pump-farm.ts';
import { pumpDevices } from './pump-builders.ts';
import { aBusyPumpAdmin, FakePumpAdmin } from './fake-pump-admin.ts';
import { playRadio } from './fake-radio.ts';
import { aRequest, FakeWallets } from './fake-wallets.ts';

/** Shows a whole page of the web UI, at a farm and for somebody as `asked` says. */
export function showScreen(path: string, asked: URLSearchParams): void {
  localStorage.setItem('farmgate.language', asked.get('language') ?? 'en');
  if (asked.has('first')) localStorage.removeItem('farmgate.language');
  history.replaceState(null, '', path);
  const who = asked.get('who') ?? 'admin';
  const role = who === 'user' || who === 'viewer' ? who : 'admin';
  const ports = new FakeGateway({
    claimed: who !== 'unclaimed',
    signedIn: who !== 'nobody',
    user: aUser({ role, masterAdmin: role === 'admin' }),
    devices: [
      ...(asked.has('pumps') ? pumpDevices(62, asked.get('pumps') === 'busy' ? 4_800 : 0) : []),
      ...farmOf(asked.get('farm') ?? 'busy'),
    ],
    latch: asked.has('latched') ? { latched: true, by: 'anna', at: Date.now() - 60_000 } : { latched: false },
    seen: asked.get('farm') === 'empty' ? [] : [seen('outlet-a1'), seen('outlet-b2'), ...sightings()],
    network: networkOf(asked.get('farm') ?? 'busy'),
    health: asked.has('sick') ? aSickHealth() : aHealth(),
    safeMode: asked.has('safe') ? aSafeMode() : undefined,
    audit: [1, 2, 3].map((id) => entry(id)),
    sharing: asked.has('pumps') ? sharingOf(asked.get('pumps') ?? 'busy') : undefined,
    wallets: asked.get('farm') === 'empty' ? new FakeWallets({ wallets: [], entries: [] }) : walletsOf(role),
    pumpAdmin: asked.get('farm') === 'empty' ? new FakePumpAdmin() : aBusyPumpAdmin(),
    link: asked.has('new') ? [] : aLinkDay(Date.now()),
  });
  playRadio(ports);
  playPumps(ports);
  render(html`<fg-app .ports=${ports}></fg-app>`, document.body);
}

/** Of a user the minutes are those of Bao. */
function walletsOf(role: string): FakeWallets {
  const wallets = new FakeWallets({
    requests: [aRequest(), aRequest({ id: 'mrq_00000002', name: 'Chaiwat', note: '' })],
  });
  if (role !== 'admin')
    wallets.wallets = wallets.wallets.map((wallet) => ({
      ...wallet,
      user: wallet.name === 'Bao' ? 'usr_anna01' : 'x',
    }));
  if (role !== 'admin') wallets.entries = wallets.entries.map((entry) => ({ ...entry, user: 'usr_anna01' }));
  return wallets;
}

function farmOf(name: string) {
  if (name === 'empty') return [];
  if (name === 'alarm') return [...anAlarmedFarm(Date.now()), aBreaker(Date.now(), 17_100)];
  return name === 'calm' ? aCalmFarm(Date.now()) : aBusyFarm(Date.now());
}

function seen(id: string) {
  const at = Date.now();
  const address = id.slice(-2).toUpperCase();
  return {
    id,
    type: 'smart-outlet-v1',
    typeLabel: 'Smart outlet',
    address,
    demo: true,
    firstSeenAt: at - 60_000,
    lastSeenAt: at - 2_000,
  };
}

function sightings() {
  return [
    aSighting(),
    aSighting({
      id: 'old-shelly',
      type: 'shelly-gen1',
      typeLabel: 'Shelly, first generation',
      model: undefined,
      join: 'It is of the first generation, whose words this gateway does not speak.',
    }),
  ];
}

function networkOf(farm: string): FakeNetwork {
  const credentials =
    farm === 'empty'
      ? []
      : [
          aCredential({ id: 'outlet-fe', name: 'Outlet FE', adopted: true, rotatedAt: Date.now() - 60_000 }),
          aCredential({ id: 'bridge-1', name: 'Radio bridge', kind: 'bridge', adopted: true }),
          aCredential({ id: 'north-pump', name: 'North pump' }),
        ];
  return new FakeNetwork(credentials);
}

function entry(id: number) {
  const at = Date.now() - id * 90_000;
  return {
    id,
    at,
    actor: 'anna',
    from: '192.168.1.20',
    action: 'command',
    subject: 'outlet-fe relay.a',
    after: { value: true },
    result: 'accepted',
  };
}
