import type { Actor } from '../../domain/people/actor.ts';
import { newPerson } from '../../domain/people/person.ts';
import { newSite } from '../../domain/people/sites.ts';
import { doOnce, keepLower, madeSoFar } from './demo-memory.ts';
import type { DemoParts } from './demo-parts.ts';
import { demoPeople, lowerVillage, type DemoPerson, type Village } from './demo-people.ts';
import { demoGrids, demoGroups, demoPumps, lowerDevices, mainMeter } from './demo-pumps.ts';

const GIVEN_S = 4 * 3_600;

/**
 * Makes what the demo lives in, as soon as what it needs is there: a second site, people, pumps, groups, grids and minutes. What is made
 * once is not made again, whatever a visitor does to it.
 */
export class DemoVillage {
  readonly #parts: DemoParts;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  /** Whatever can be made now. */
  make(): void {
    const { db } = this.#parts;
    const owner = this.#parts.store.firstMasterAdmin();
    if (!owner) return;
    doOnce(db, 'lower', () => this.#makeLower());
    for (const person of demoPeople) doOnce(db, `person ${person.login}`, () => this.#addPerson(person, owner.site));
    const sites = this.sites();
    for (const device of lowerDevices) doOnce(db, `device ${device}`, () => this.#adopt(device, sites.lower));
    for (const id of Object.keys(demoGroups)) doOnce(db, `group ${id}`, () => this.#addGroup(id, sites.own));
    for (const { setup, village } of demoPumps)
      doOnce(db, `pump ${setup.device}`, () => this.#addPump(setup, sites[village]));
    for (const village of ['own', 'lower'] as const)
      doOnce(db, `grid ${village}`, () => this.#setUpGrid(village, sites[village]));
    doOnce(db, 'main meter', () => this.#setUpMain(sites.own));
  }

  /** Of each village; empty while it is nobody's. */
  sites(): Readonly<Record<Village, string>> {
    const { db, store } = this.#parts;
    return { own: store.firstMasterAdmin()?.site ?? '', lower: madeSoFar(db).lower ?? '' };
  }

  #makeLower(): boolean {
    const { store, clock, newId, db } = this.#parts;
    const site = newSite({ id: newId('site'), ...lowerVillage }, clock.wallMs());
    store.insertSite(site);
    keepLower(db, site.id);
    return true;
  }

  #addPerson({ login, name, role, village }: DemoPerson, own: string): boolean {
    const { store, audit, clock, newId, noPassword, side } = this.#parts;
    const site = village === 'own' ? own : this.sites().lower;
    if (store.findByLogin(login)) return true;
    const taken = store.forSite(site).list();
    // Nobody can sign in as them before an admin has set a password.
    const newcomer = { id: newId('user'), login, name, role, passwordHash: noPassword() };
    const user = newPerson(newcomer, { taken, listed: false, now: clock.wallMs() });
    store.forSite(site).insert(user);
    const actor = keeper(site);
    audit.write({ actor, action: 'user.add', subject: login, after: { name, role }, result: 'done' });
    if (role !== 'viewer')
      side.wallets.recharge(actor, { user: user.id, seconds: GIVEN_S, reason: 'demo', key: `demo:${user.id}` });
    return true;
  }

  #adopt(device: string, site: string): boolean {
    const { registry } = this.#parts.field;
    if (!registry.listSeen(site).some(({ id, demo }) => id === device && demo)) return false;
    return registry.adopt(keeper(site), device, {}).ok;
  }

  #addGroup(id: string, site: string): boolean {
    const group = demoGroups[id];
    if (group) this.#parts.side.desk.saveGroup(keeper(site), id, group);
    return true;
  }

  #addPump(setup: (typeof demoPumps)[number]['setup'], site: string): boolean {
    const needed = new Set([
      setup.device,
      setup.tank?.device,
      ...Object.values(setup.wiring ?? {}).map((at) => at.device),
    ]);
    for (const device of needed) if (device !== undefined && !this.#has(site, device)) return false;
    return this.#parts.side.pumps.add(keeper(site), setup).ok;
  }

  #setUpGrid(village: Village, site: string): boolean {
    const settings = demoGrids[village];
    for (const source of settings.sources)
      if (source.kind !== 'timetable' && !this.#has(site, source.point.device)) return false;
    return this.#parts.side.grids.setUp(keeper(site), settings).ok;
  }

  #setUpMain(site: string): boolean {
    if (!this.#has(site, mainMeter.device)) return false;
    return this.#parts.energy.save(keeper(site), { ...this.#parts.energy.of(site), main: mainMeter }).ok;
  }

  #has(site: string, device: string): boolean {
    return this.#parts.field.registry.find(site, device) !== undefined;
  }
}

/** Who keeps the demo going. */
export function keeper(site: string): Actor {
  return { userId: '', name: 'demo', site, role: 'admin', masterAdmin: false, from: 'machine' };
}
