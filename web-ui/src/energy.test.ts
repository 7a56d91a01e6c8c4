import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { monthName } from './i18n/months.ts';
import { monthAt, monthsOn } from './points/months.ts';
import { aUser } from './testing/builders.ts';
import { anEnergyNow, aTariff, someTerms } from './testing/energy-builders.ts';
import { problem } from './testing/fake-answers.ts';
import { FakeEnergy } from './testing/fake-energy.ts';
import { aBusyFarm } from './testing/fake-farm.ts';
import { openApp } from './testing/mount.ts';
import { findAll } from './testing/without-words.ts';

const home = location.href;
const now = monthAt(Date.now());
const devices = aBusyFarm(Date.now());
const user = aUser({ role: 'user', masterAdmin: false });
const shown = async (text: string | RegExp) => {
  await expect.element(page.getByText(text).first()).toBeVisible();
};

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('what energy costs', () => {
  test('is said so far, as it will be, and beside other months', async () => {
    openApp({ path: '/energy', devices });
    await shown('So far this month');
    await shown('฿866.95');
    await shown('will come to about ฿1,418.72');
    const compared = () => findAll('[data-compared]')[0]?.textContent ?? '';
    await expect.poll(compared).toContain(monthName(monthsOn(now, -1)));
    expect(compared()).toMatch(/฿1,230\.50.*15 % more now/s);
    expect(compared()).toContain('nothing known');
  });

  test('of a month that is over is no forecast, and its address holds it', async () => {
    openApp({ path: '/energy', devices });
    await shown('So far this month');
    await page.getByRole('button', { name: 'The month before' }).click();
    const before = monthsOn(now, -1);
    await shown(`In ${monthName(before)}`);
    expect(location.search).toBe(`?month=${before}`);
    expect(page.getByText(/will come to about/).query()).toBeNull();
    history.back();
    await shown('So far this month');
  });

  test('says how far the slabs are, and where the month will end', async () => {
    openApp({ path: '/energy', devices });
    await shown('you are here');
    await shown('188 kWh until the next slab.');
  });

  test('what is estimated or missing is said', async () => {
    const energy = new FakeEnergy();
    const bill = energy.bill(now);
    const marks = { estimatedPercent: 12.5, missingQuarters: 10, gaps: [], untariffed: [], untariffedKwh: '3.4' };
    energy.bill = (month) => ({ ...bill, month, ...(bill.bill ? { bill: { ...bill.bill, marks } } : {}) });
    openApp({ path: '/energy', devices, energy });
    await shown(/^12.5 % of the energy is estimated/);
    await shown('Nothing was measured for 2 h in all.');
    await shown(/^3.4 kWh were used while no tariff held/);
  });

  test('is read day by day with the keyboard', async () => {
    openApp({ path: '/energy', devices });
    const bars = page.getByRole('slider', { name: 'Day by day' });
    await expect.element(bars).toBeVisible();
    (bars.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await expect.element(bars).toHaveAttribute('aria-valuetext', expect.stringMatching(/ 1.*: ฿34\.00/));
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(bars).toHaveAttribute('aria-valuetext', expect.stringMatching(/ 2.*: ฿40\.50/));
    await page.getByRole('button', { name: 'Energy', exact: true }).click();
    await expect.element(bars).toHaveAttribute('aria-valuetext', expect.stringMatching(/: 9\.5 kWh/));
  });

  test('is shared out to what used it, by the names people gave', async () => {
    openApp({ path: '/energy', devices });
    await shown('Outlet 10, Borehole pump');
    await shown('Not measured by itself');
    await shown('1 that used nothing');
  });

  test('stands line by line, and is to be had as PDF and CSV', async () => {
    openApp({ path: '/energy', devices });
    await shown('62.5 kWh × 4.2218');
    const links = findAll('a[download]').map((link) => new URL((link as HTMLAnchorElement).href).pathname);
    expect(links).toEqual([`/api/v1/bills/${now}/sheet.pdf`, `/api/v1/bills/${now}/sheet.csv`]);
  });
});

describe('what flows now', () => {
  test('is said with what an hour of it costs, and what the next unit costs', async () => {
    openApp({ path: '/energy', devices });
    await shown('฿10.04 an hour');
    await shown('2.14 kW');
    await shown(/The next unit costs ฿4.691/);
    await shown('150 to 400 kWh · 188 kWh left at it');
    await shown('Borehole pump');
    await shown('not measured');
  });

  test('of which nothing is known says why', async () => {
    const why = { code: 'energy.no-meter', sentence: 'Nothing measures the whole site.', remedy: 'Add a meter.' };
    const now = anEnergyNow({ power: null, whyNoPower: why, price: null, costPerHour: null, loads: [] });
    openApp({ path: '/energy', devices, energy: new FakeEnergy({ now }) });
    await shown('Nothing measures the whole site. Add a meter.');
    await shown('No switched load is on.');
  });

  test('is not said of a month that is over', async () => {
    openApp({ path: `/energy?month=${monthsOn(now, -1)}`, devices });
    await shown('The bill, line by line');
    expect(page.getByText('No switched load is on.').query()).toBeNull();
    expect(findAll('[data-now]')).toHaveLength(0);
  });
});

test('what people’s runs took is said, the most first', async () => {
  openApp({ path: '/energy', devices });
  await shown('What people’s runs took');
  const names = () => findAll('.name').map(({ textContent }) => textContent);
  await expect.poll(names).toEqual(expect.arrayContaining(['Anna', 'Bao']));
  expect(names().indexOf('Anna')).toBeLessThan(names().indexOf('Bao'));
  await shown('31.9 kWh · 47,300 L · runs: 9');
  await shown(/which are in no sum: 1/);
});

describe('where something is missing', () => {
  test('an admin is invited to choose a tariff, and sees the energy', async () => {
    openApp({ path: '/energy', devices, energy: new FakeEnergy({ tariffs: [] }) });
    await expect.element(page.getByRole('link', { name: 'Choose a tariff' })).toBeVisible();
    await shown('213 kWh');
    expect(findAll('[data-empty=tariff]')).toHaveLength(1);
  });

  test('a user is told whom to ask', async () => {
    openApp({ path: '/energy', devices, user, energy: new FakeEnergy({ tariffs: [] }) });
    await shown('Ask an admin of this farm to enter the tariff.');
    expect(page.getByRole('link', { name: 'Choose a tariff' }).query()).toBeNull();
  });

  test('a farm without any meter is told what it needs', async () => {
    const energy = new FakeEnergy();
    energy.bill = (month) => ({ month, energyKwh: '0' });
    energy.parts = (month) => ({ month, days: [], hours: Array.from({ length: 24 }, () => '0'), loads: [] });
    openApp({ path: '/energy', devices, energy });
    await shown('Nothing here measures energy');
  });

  test('a failure is said and can be tried again', async () => {
    const gateway = openApp({ path: '/energy', devices });
    gateway.refusals.set(`GET /bills/${now}`, problem('internal', { detail: 'The history is being read.' }));
    await shown('The history is being read.');
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown('So far this month');
  });

  test('waiting is said', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    openApp({ path: '/energy', devices, energy: new FakeEnergy({ gate: promise }) });
    await shown('Loading…');
    resolve();
    await shown('So far this month');
  });
});

test('slabs of two tariffs in a month are not shown as one', async () => {
  const began = Date.now() - 60_000;
  const energy = new FakeEnergy({ tariffs: [aTariff({ validFrom: began, terms: someTerms() })] });
  openApp({ path: '/energy', devices, energy });
  await shown('The bill, line by line');
  expect(page.getByText('you are here').query()).toBeNull();
});
