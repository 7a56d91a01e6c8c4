import axe from 'axe-core';
import { afterAll, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { aBreaker, aBusyFarm, aLinkDay, anAlarmedFarm } from './testing/fake-farm.ts';
import { aCredential, aSafeMode, aSickHealth, aSighting, FakeNetwork } from './testing/fake-network.ts';
import { sharingOf } from './testing/fake-pump-farm.ts';
import type { FakeSharing } from './testing/fake-sharing.ts';
import { pumpDevices } from './testing/pump-builders.ts';
import { aRegistration, FakePeople } from './testing/fake-people.ts';
import { energyScreens } from './testing/energy-screens.ts';
import { farmAdminScreens } from './testing/farm-admin-screens.ts';
import { historyScreens } from './testing/history-screens.ts';
import { openApp, type Opening } from './testing/mount.ts';

const home = location.href;
const latched = { latched: true, by: 'anna', at: Date.now() };
const screens: Readonly<Record<string, Opening>> = {
  ...Object.fromEntries(
    Object.entries({ ...farmAdminScreens, ...historyScreens, ...energyScreens }).map(([name, open]) => [name, open()]),
  ),
  language: { language: undefined },
  claim: { claimed: false, signedIn: false },
  'sign in': { signedIn: false },
  home: {},
  'home without devices': { devices: [] },
  'home, stopped': { latch: latched },
  devices: { path: '/devices' },
  device: { path: '/devices/outlet-fe' },
  'device with a day of its link': { path: '/devices/outlet-fe', link: aLinkDay(Date.now()) },
  'home with alarms and a breaker': { devices: [...anAlarmedFarm(Date.now()), aBreaker(Date.now(), 17_000)] },
  'device with alarms': { path: '/devices/outlet-ff', devices: anAlarmedFarm(Date.now()) },
  bridge: { path: '/devices/bridge-1' },
  'walk test': { path: '/devices/outlet-fe/walk' },
  'a new outlet': { path: '/add/new' },
  'another outlet in place of one': { path: '/devices/outlet-fe/replace' },
  'device, from right to left': { path: '/devices/outlet-fe', link: aLinkDay(Date.now()), language: 'ur' },
  'walk test, from right to left': { path: '/devices/outlet-fe/walk', language: 'ur' },
  'a device that is not there': { path: '/devices/ghost' },
  'add a device': { path: '/add' },
  'a device on WiFi': { path: '/add/wifi' },
  'a plug that was seen on the network': { path: '/add/wifi/tasmota-4f2a10', seen: [aSighting()] },
  'add a device, with one that cannot join': {
    path: '/add',
    seen: [aSighting(), aSighting({ id: 'x', type: 'lamp' })],
  },
  'nobody may sign in': { path: '/credentials' },
  'who may sign in': {
    path: '/credentials',
    network: new FakeNetwork([aCredential({ id: 'outlet-fe', adopted: true }), aCredential()]),
  },
  'how one signs in': { path: '/credentials/bridge-1' },
  health: { path: '/health' },
  'bad health': { path: '/health', health: aSickHealth() },
  'safe mode': { safeMode: aSafeMode() },
  'safe mode, for a user, from right to left': {
    safeMode: aSafeMode(),
    user: aUser({ role: 'user', masterAdmin: false }),
    path: '/devices',
    language: 'ur',
  },
  'a device on WiFi, from right to left': { path: '/add/wifi', language: 'ur' },
  ...pumpScreens(),
  stop: { path: '/stop' },
  stopped: { path: '/stop', latch: latched },
  'sign in with other ways': {
    signedIn: false,
    people: new FakePeople({ open: [{ name: 'Green Valley', mayAsk: true, showsPeople: true }] }),
  },
  people: { path: '/people' },
  person: { path: '/people/usr_bao002' },
  'person, suspended': {
    path: '/people/usr_bao002',
    users: [
      aUser({
        id: 'usr_bao002',
        name: 'Bao',
        suspended: true,
        suspendedFor: 'Lent the key',
        role: 'installer',
        expiresAt: 0,
      }),
    ],
  },
  'a person that is not there': { path: '/people/usr_nobody' },
  'waiting to join': {
    path: '/people/waiting',
    people: new FakePeople({ waiting: [aRegistration(), aRegistration({ id: 'reg_two00001', isTaken: true })] }),
  },
  'nobody waits': { path: '/people/waiting' },
  sites: { path: '/sites' },
  'preferences, from right to left': {
    path: '/preferences',
    language: 'ur',
    user: aUser({ role: 'user', hasPin: true }),
  },
  record: { path: '/audit' },
  preferences: { path: '/preferences' },
  nowhere: { path: '/nowhere' },
  'from right to left': { language: 'ur' },
};

/** The screens of shared pumps, for who uses them and for who runs the farm. */
function pumpScreens(): Record<string, Opening> {
  const user = aUser({ role: 'user', masterAdmin: false });
  const devices = pumpDevices(62, 4_800);
  const pump = '/pumps/pmp_north01';
  return {
    'home of a pump user': { user, devices, sharing: sharingOf('calm') },
    'home of a pump user who waits': { user, devices, sharing: sharingOf('wait') },
    'home of a pump user whose pump runs': { user, devices, sharing: sharingOf('mine') },
    'home of a pump user, from right to left': { user, devices, sharing: sharingOf('hold'), language: 'ur' },
    'home with pumps': { sharing: sharingOf('busy') },
    'home with pumps and long words': { sharing: sharingOf('long') },
    'a pump that does not run': { path: pump, user, devices, sharing: sharingOf('why') },
    'a pump in a power cut': { path: pump, user, devices, sharing: sharingOf('hold') },
    'a pump and long words': { path: pump, devices, sharing: sharingOf('long') },
    'a pump that is not there': { path: '/pumps/pmp_ghost1', devices, sharing: sharingOf('calm') },
    queue: { path: '/queue', devices, sharing: sharingOf('busy') },
    'queue for a user, from right to left': {
      path: '/queue',
      user,
      devices,
      sharing: sharingOf('wait'),
      language: 'ur',
    },
    'queue of nobody': { path: '/queue', sharing: sharingOf('calm') },
    'my runs': { path: '/runs', user, devices, sharing: sharingOf('wait') },
    'a run': { path: '/runs/run-devi-1', devices, sharing: withUse(sharingOf('busy')) },
    'a run that is not there': { path: '/runs/run-ghost-1', devices, sharing: sharingOf('busy') },
    'wall board': { path: '/wall', devices, sharing: sharingOf('busy') },
    'wall board in a power cut': { path: '/wall', devices, sharing: sharingOf('hold') },
  };
}

/** With what the run of Devi took. */
function withUse(sharing: FakeSharing): FakeSharing {
  const water = { litres: 12_840, litresBy: 'plate', kwhPerM3: '0.22' } as const;
  const use = { energyKwh: '2.8', estimated: true, missingS: 0, currency: 'THB', cost: 1_264, costPerM3: 98, ...water };
  sharing.details.set('run-devi-1', { trail: [], commands: [], use });
  return sharing;
}

afterAll(() => history.replaceState(null, '', home));

describe.each(['light', 'dark'] as const)('every screen in the %s theme', (theme) => {
  test.each(Object.keys(screens))('%s: axe finds nothing', async (name) => {
    await page.viewport(360, 740);
    await open(name, theme);
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    expect(
      violations.map(({ id, nodes }) => [
        id,
        ...nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`),
      ]),
    ).toEqual([]);
  });
});

test.each(Object.keys(screens))('%s: no sideways scroll at 320 px', async (name) => {
  await page.viewport(320, 640);
  await open(name, 'light');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

async function open(name: string, theme: 'light' | 'dark'): Promise<void> {
  openApp({ devices: aBusyFarm(Date.now()), theme, ...screens[name] });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  await expect.poll(() => document.querySelector('fg-app')?.shadowRoot?.querySelector('[aria-busy]')).toBeNull();
  // Fonts, lazy elements and locales settle within a few frames.
  await new Promise((resolve) => setTimeout(resolve, 150));
}
