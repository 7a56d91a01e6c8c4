import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoPlant, seededRandom } from '@farmgate/virtual-farm';
import { DemoLife } from '../../src/app/demo/demo-life.ts';
import { lowerDevices } from '../../src/app/demo/demo-pumps.ts';
import { demoPeople } from '../../src/app/demo/demo-people.ts';
import { EnergySettingsDesk } from '../../src/domain/energy/energy-settings-desk.ts';
import { silentLog } from '../../src/domain/log.ts';
import { SharingBench, sharingSite } from '../../src/testing/sharing-bench.ts';
import { SqliteAuditLog } from '../../src/store/audit.ts';
import { SqliteEnergySettingsStore } from '../../src/store/energy-settings.ts';
import { sql } from '../../src/store/database.ts';
import { SqlitePeopleStore } from '../../src/store/people.ts';

const MINUTE = 60;
const NO_PASSWORD = 'none';

let bench: SharingBench;
let life: DemoLife;
let ids = 0;

beforeEach(() => {
  bench = new SharingBench({
    pumps: 0,
    users: 1,
    adopts: (device) => !lowerDevices.has(device),
    plant: () => ({ ...demoPlant, grid: { ...demoPlant.grid, sagsPerDay: 0 } }),
  });
  bench.db.run(sql.updateTable('users').set({ master_admin: 1 }));
  life = liven();
});

afterEach(() => {
  life.stop();
  const { wrongTurns } = bench;
  bench.close();
  if (wrongTurns.length > 0) throw new Error(wrongTurns.join('; '));
});

function liven(): DemoLife {
  const { db, field, side, clock } = bench;
  const made = new DemoLife({
    db,
    field,
    side,
    clock,
    store: store(),
    audit: new SqliteAuditLog(db, clock),
    energy: new EnergySettingsDesk({
      store: new SqliteEnergySettingsStore(db),
      findDevice: (site, device) => field.registry.find(site, device),
      audit: new SqliteAuditLog(db, clock),
    }),
    log: silentLog,
    random: seededRandom(7),
    newId: (prefix) => `${prefix}_demo${String(++ids).padStart(6, '0')}`,
    noPassword: () => NO_PASSWORD,
  });
  made.start();
  return made;
}

function store(): SqlitePeopleStore {
  return new SqlitePeopleStore(bench.db);
}

function sites(): { own: string; lower: string } {
  const lower = store()
    .all()
    .find(({ login }) => login === 'imran.demo')?.site;
  return { own: sharingSite, lower: lower ?? '' };
}

function census() {
  const { own, lower } = sites();
  return {
    people: store()
      .all()
      .map(({ login, site }) => [login, site]),
    pumps: [own, lower].map((site) => bench.side.pumps.list(site).map(({ name }) => name)),
    given: [own, lower].map(
      (site) => bench.wallets.entries(site, { limit: 100 }).filter(({ kind }) => kind === 'recharge').length,
    ),
  };
}

function runs(site = sharingSite) {
  return bench.sharing.list(site, { limit: 500 });
}

test('two villages with twelve people, their pumps and their minutes, whom nobody can sign in as', () => {
  bench.pass(30);
  const { people, pumps } = census();
  expect(people).toHaveLength(demoPeople.length + 1);
  expect(new Set(people.map(([, site]) => site)).size).toBe(2);
  expect(pumps).toEqual([['North well', 'Old well', 'Mill pump', 'Orchard pump'], ['River pump']]);
  const simulated = store()
    .all()
    .filter(({ login }) => login.endsWith('.demo'));
  expect(new Set(simulated.map(({ passwordHash }) => passwordHash))).toEqual(new Set([NO_PASSWORD]));
  expect(simulated.filter(({ role }) => role === 'viewer')).toHaveLength(1);
  const receipt = bench.side.walletDesk.receipt(sharingSite, 2);
  expect(receipt).toMatchObject({ ok: true, value: { seconds: 14_400, reason: 'demo' } });
  for (const site of Object.values(sites())) expect(bench.side.grids.view(site).sources).toHaveLength(1);
});

test('within ten minutes people take turns, and within an hour much has happened, all of it by the rules', () => {
  bench.pass(10 * MINUTE);
  expect(runs().filter(({ startedAt }) => startedAt !== undefined).length).toBeGreaterThanOrEqual(2);
  bench.pass(50 * MINUTE);
  const reasons = new Set(runs().map(({ reason }) => reason));
  expect(reasons).toContain('completed');
  expect(runs().length).toBeGreaterThan(10);
  expect(runs(sites().lower).length).toBeGreaterThan(3);
  expect(bench.alerts.some(({ rule }) => rule.startsWith('pump-'))).toBe(true);
  for (const site of Object.values(sites())) expect(bench.wallets.verify(site).faults).toEqual([]);
});

test('the power fails: the turns of both villages are held and go on by themselves', () => {
  let cut = 0;
  for (; cut < 3_600 && bench.turning.length === 0; cut++) bench.pass(1);
  const running = Object.values(sites()).flatMap((site) => runs(site).filter(({ state }) => state === 'running'));
  bench.fault('grid:outage');
  bench.pass(2 * MINUTE);
  for (const { id } of running)
    expect(Object.values(sites()).map((site) => bench.sharing.find(site, id)?.state)).toContain('hold');
  bench.fault('grid:repair');
  bench.pass(40 * MINUTE);
  for (const { id } of running)
    expect(Object.values(sites()).map((site) => bench.sharing.find(site, id)?.reason)).toContainEqual(
      expect.stringMatching(/completed|stopped-by-user|protection/),
    );
});

test('after a restart nobody and nothing is there twice, and what a visitor took away stays away', () => {
  bench.pass(MINUTE);
  const gone = bench.side.pumps.list(sharingSite).find(({ name }) => name === 'Orchard pump');
  bench.side.pumps.setService(bench.actor(), gone?.id ?? '', 'it is sold');
  for (const { id, pump, state } of runs())
    if (pump === gone?.id && state !== 'ended') bench.sharing.end(bench.actor(), id, { why: 'it is sold' });
  bench.pass(5);
  expect(bench.side.pumps.remove(bench.actor(), gone?.id ?? '').ok).toBe(true);
  store()
    .forSite(sharingSite)
    .remove(store().findByLogin('dalia.demo')?.id ?? '');
  const before = census();
  life.stop();
  bench.die();
  bench.revive();
  life = liven();
  bench.pass(MINUTE);
  expect(census()).toEqual(before);
});
