import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetEntry } from '../../contract/index.ts';
import { month } from '../../testing/tariff-bench.ts';
import { ANA, HILL, must, TariffDeskBench, VALLEY } from '../../testing/tariff-desk-bench.ts';

const november = month('2026-11');
const pump = { device: 'pump-1', point: 'energy' };
const farm: BudgetEntry = { name: 'Farm', subject: { kind: 'site' }, measure: 'money', limit: 10_000 };
const energy: BudgetEntry = { ...farm, name: 'Wh', measure: 'energy', limit: 10_000 };
const refusal = (outcome: { ok: boolean }) => ('refusal' in outcome ? outcome.refusal : undefined);

let bench: TariffDeskBench;
// The last quarter of the month: nothing is left to forecast but that.
beforeEach(() => (bench = new TariffDeskBench('2026-11-30T17:46:00Z')));
afterEach(() => bench.close());

const add = (entry: BudgetEntry) => must(bench.budgets.add(bench.actor(), entry));
const told = () => bench.alerts.splice(0).map(([name, { level, percent }]) => `${name} ${level} at ${percent}`);

describe('budgets', () => {
  it('are kept, changed and removed, each with an entry in the audit', () => {
    const made = add(farm);
    expect(made).toEqual({ id: 'bud_00000001', entry: farm, told: [] });
    expect(bench.budgets.list(HILL)).toEqual([made]);
    const changed = must(bench.budgets.change(bench.actor(), made.id, { ...farm, limit: 5 }));
    expect(bench.budgets.list(HILL)).toEqual([changed]);
    expect(must(bench.budgets.remove(bench.actor(), made.id))).toBeUndefined();
    expect(bench.over).toEqual([made.id, made.id]);
    expect(bench.budgets.list(HILL)).toEqual([]);
    expect(bench.audited.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['budget.add', undefined, farm],
      ['budget.change', farm, { ...farm, limit: 5 }],
      ['budget.remove', { ...farm, limit: 5 }, undefined],
    ]);
  });

  it('of another site do not exist', () => {
    const { id } = add(farm);
    const stranger = bench.actor(VALLEY);
    expect(bench.budgets.list(VALLEY)).toEqual([]);
    expect(refusal(bench.budgets.change(stranger, id, farm))).toMatchObject({ code: 'not-found' });
    expect(refusal(bench.budgets.remove(stranger, id))).toMatchObject({ code: 'not-found' });
  });

  it('are for points that are there', () => {
    const wrong: BudgetEntry = { ...farm, subject: { kind: 'point', ...pump } };
    const why = { code: 'invalid', detail: 'There is no point energy of pump-1 here.', pointer: '/subject/point' };
    expect(refusal(bench.budgets.add(bench.actor(), wrong))).toEqual(why);
    const { id } = add(farm);
    expect(refusal(bench.budgets.change(bench.actor(), id, wrong))).toEqual(why);
    bench.use(november.from, 1, pump);
    expect(add(wrong).entry).toEqual(wrong);
  });

  it('are for people of the site', () => {
    const wrong: BudgetEntry = { ...farm, subject: { kind: 'user', user: 'user_nobody1' } };
    const why = { code: 'invalid', detail: 'There is nobody user_nobody1 here.', pointer: '/subject/user' };
    expect(refusal(bench.budgets.add(bench.actor(), wrong))).toEqual(why);
  });

  it('say how they stand this month', async () => {
    const money = add(farm);
    expect(must(await bench.budgets.standing(bench.actor(), money.id))).toEqual({ month: '2026-11', limit: 10_000 });
    bench.enter();
    bench.fillBefore(Date.parse('2026-11-30T17:45:00Z'), 0.01);
    expect(must(await bench.budgets.standing(bench.actor(), money.id))).toEqual({
      month: '2026-11',
      limit: 10_000,
      used: 1_920,
      forecast: 1_930,
      currency: 'BDT',
    });
    const standing = must(await bench.budgets.standing(bench.actor(), add(energy).id));
    expect(standing).toEqual({ month: '2026-11', limit: 10_000, used: 1_920, forecast: 1_930 });
    expect(refusal(await bench.budgets.standing(bench.actor(VALLEY), money.id))).toMatchObject({ code: 'not-found' });
  });

  it('are fifty at most', () => {
    for (let at = 0; at < 50; at += 1) add(farm);
    expect(refusal(bench.budgets.add(bench.actor(), farm))).toMatchObject({ code: 'conflict' });
  });
});

describe('a look at the budgets', () => {
  it('tells each level once, also over a restart', async () => {
    bench.enter();
    add(farm);
    add(energy);
    await bench.budgets.look();
    expect(told()).toEqual([]);
    bench.use(november.from, 6);
    await bench.budgets.look();
    expect(told()).toEqual(['Farm 50 at 60', 'Wh 50 at 60']);
    await bench.budgets.look();
    expect(told()).toEqual([]);
    expect(bench.budgets.list(HILL)[0]).toMatchObject({ month: '2026-11', told: ['50'] });
    bench.use(november.from + 900_000, 4);
    await bench.budgets.look();
    expect(told()).toEqual(['Farm 100 at 100', 'Wh 100 at 100']);
    bench.clock.advance(900_000);
    await bench.budgets.look();
    expect(told()).toEqual([]);
    expect(bench.budgets.list(HILL)[0]).toMatchObject({ month: '2026-12', told: [] });
    expect(bench.over).toEqual(['bud_00000002', 'bud_00000003']);
  });

  it('tells that the forecast passes a budget', async () => {
    bench.enter();
    bench.fillBefore(november.to - 900_000, 1);
    add({ ...farm, limit: 192_500 });
    add({ ...energy, limit: 192_500 });
    await bench.budgets.look();
    expect(told()).toEqual(['Farm 80 at 99', 'Farm forecast at 100', 'Wh 80 at 99', 'Wh forecast at 100']);
  });

  it('measures energy without a tariff, and money not', async () => {
    add(farm);
    add(energy);
    bench.use(november.from, 20);
    await bench.budgets.look();
    expect(told()).toEqual(['Wh 100 at 200']);
  });

  it('measures one point', async () => {
    bench.use(november.from, 9, pump);
    bench.use(november.from, 100);
    add({ ...energy, subject: { kind: 'point', ...pump } });
    await bench.budgets.look();
    expect(told()).toEqual(['Wh 80 at 90']);
  });

  it('measures the runs of one person, in energy and in money', async () => {
    const subject = { kind: 'user', user: ANA } as const;
    add({ ...farm, subject });
    add({ ...energy, subject });
    bench.person = { milliWh: 4_999_400n };
    await bench.budgets.look();
    expect(told()).toEqual([]);
    bench.person = { milliWh: 4_999_500n, cost: 8_100, forecast: { milliWh: 10_001_000n, cost: 9_000 } };
    await bench.budgets.look();
    expect(told()).toEqual(['Farm 80 at 81', 'Wh 50 at 50', 'Wh forecast at 100']);
  });

  it('tells anew of a budget that became another one, and not of one with another name', async () => {
    bench.use(november.from, 20);
    const { id } = add(energy);
    await bench.budgets.look();
    expect(told()).toEqual(['Wh 100 at 200']);
    must(bench.budgets.change(bench.actor(), id, { ...energy, name: 'New' }));
    await bench.budgets.look();
    expect([told(), bench.over]).toEqual([[], []]);
    must(bench.budgets.change(bench.actor(), id, { ...energy, limit: 20_000 }));
    expect(bench.over).toEqual([id]);
    await bench.budgets.look();
    expect(told()).toEqual(['Wh 100 at 100']);
  });

  it('leaves alone what was changed while it measured', async () => {
    bench.use(november.from, 20);
    const { id } = add(energy);
    const looking = bench.budgets.look();
    must(bench.budgets.change(bench.actor(), id, { ...energy, limit: 90_000 }));
    await looking;
    expect(told()).toEqual([]);
    expect(bench.budgets.list(HILL)[0]?.entry.limit).toBe(90_000);
  });
});
