import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { aTariff, someTerms, timeOfUse } from './testing/energy-builders.ts';
import { FakeEnergy } from './testing/fake-energy.ts';
import type { FakeGateway } from './testing/fake-gateway.ts';
import { openApp } from './testing/mount.ts';
import { findAll } from './testing/without-words.ts';

const home = location.href;
const user = aUser({ role: 'user', masterAdmin: false });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const field = (name: string) => findAll(`[name="${name}"]`)[0] as HTMLInputElement | undefined;
const trial = () => findAll('[data-trial]')[0]?.textContent;
const sent = ({ requests }: FakeGateway, method: 'POST' | 'PUT') =>
  requests.filter((one) => one.method === method && one.path.startsWith('/tariffs')).map(({ body }) => body);
const shown = async (text: string | RegExp) => {
  await expect.element(page.getByText(text).first()).toBeVisible();
};

async function fill(name: string, value: string): Promise<void> {
  await expect.poll(() => field(name)).toBeDefined();
  await page.elementLocator(field(name) ?? document.body).fill(value);
}

async function choose(name: string, option: string): Promise<void> {
  await expect.poll(() => field(name)).toBeDefined();
  await page.elementLocator(field(name) ?? document.body).selectOptions(option);
}

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('the tariffs', () => {
  test('say which holds now, and since when', async () => {
    const later = aTariff({ id: 'tar_00000002', validFrom: Date.now() + 86_400_000 });
    openApp({ path: '/energy/tariffs', energy: new FakeEnergy({ tariffs: [aTariff(), later] }) });
    await shown('holds now');
    await shown('still to come');
    await shown('from the beginning');
    await shown('฿3.2484 a kWh');
  });

  test('are only shown to a user', async () => {
    openApp({ path: '/energy/tariffs', user });
    await shown('Only an admin of this farm changes tariffs.');
    expect(page.getByRole('link', { name: /Change/ }).query()).toBeNull();
    expect(page.getByRole('link', { name: 'Add a tariff' }).query()).toBeNull();
  });
});

describe('a new tariff', () => {
  const first = () => openApp({ path: '/energy/tariffs/new', energy: new FakeEnergy({ tariffs: [] }) });

  test('begins with one of a supplier, which says what is not sure and where it comes from', async () => {
    const gateway = first();
    await shown('Thailand');
    await shown('Bangladesh');
    const preset = () => findAll('[data-preset="th-home-1.2"]')[0];
    expect(preset()?.textContent).toContain('Not all of its figures could be traced');
    expect(preset()?.textContent).toContain('Rates: schedule 1.2 of PEA and MEA.');
    await button('Begin with PEA/MEA home, 1.2').click();
    await expect.poll(() => field('validFrom')?.value).toBe('2023-01-01T00:00');
    // The very first tariff changes no bill.
    expect(field('reason')).toBeUndefined();
    await button('Save').click();
    await shown('holds now');
    expect(sent(gateway, 'POST')).toEqual([{ terms: someTerms(), validFrom: Date.parse('2023-01-01T00:00:00+07:00') }]);
  });

  test('of one’s own shows what a month would cost while it is written', async () => {
    first();
    await button('Write your own').click();
    await shown('Shown once all that is needed is filled in.');
    await fill('name', 'Village');
    await fill('currency', 'bdt');
    await shown(/to ৳0\.01/);
    await fill('rate', '5');
    await expect.poll(trial).toMatch(/^৳/);
    const before = trial();
    await page.getByLabelText('kWh in the month').fill('200');
    await userEvent.keyboard('{Tab}');
    await expect.poll(trial).not.toBe(before);
    await shown('200 kWh would cost');
  });

  test('says at each field what is wrong, and what is mended is marked no more', async () => {
    const gateway = first();
    await button('Write your own').click();
    await button('By slabs').click();
    await fill('currency', 'BAHT');
    await fill('slabs/0/rate', '3,25');
    await button('Save').click();
    await shown(/^Not saved. Look at the fields marked red/);
    await shown('must be the three letters of a currency in ISO 4217, such as THB');
    expect(field('slabs/0/rate')?.getAttribute('aria-invalid')).toBe('true');
    expect(sent(gateway, 'POST')).toHaveLength(1);
    await fill('slabs/0/rate', '3.25');
    await expect.poll(() => field('slabs/0/rate')?.getAttribute('aria-invalid')).toBe('false');
    expect(field('currency')?.getAttribute('aria-invalid')).toBe('true');
    await fill('slabs/1/rate', '4');
    await fill('currency', 'THB');
    await shown('Not saved. Look at the fields marked red: 1');
    await fill('name', 'Village');
    await expect.element(page.getByText(/^Not saved/)).not.toBeInTheDocument();
  });
});

describe('a tariff that is there', () => {
  const path = '/energy/tariffs/tar_00000001';

  test('is changed with a reason, since it changes the past', async () => {
    const gateway = openApp({ path });
    await fill('fixed/0/rate', '38.22');
    await fill('reason', 'The meter is a larger one');
    await button('Save').click();
    await expect.poll(() => location.pathname).toBe('/energy/tariffs');
    const fixed = [{ name: 'Service charge', rate: '38.22', per: 'month' as const }];
    expect(sent(gateway, 'PUT')).toEqual([
      { terms: someTerms({ fixed }), validFrom: 0, reason: 'The meter is a larger one' },
    ]);
  });

  test('has rows that are added and taken away', async () => {
    const gateway = openApp({ path });
    await button('Add a slab').click();
    await fill('slabs/2/upToKwh', '800');
    await fill('slabs/3/rate', '6');
    await button('Take away: Ft').click();
    await fill('reason', 'As of the new notice');
    await button('Save').click();
    await expect.poll(() => location.pathname).toBe('/energy/tariffs');
    expect(sent(gateway, 'PUT')).toMatchObject([
      {
        terms: {
          surcharges: [],
          energy: { slabs: [{ upToKwh: 150 }, { upToKwh: 400 }, { upToKwh: 800, rate: '4.4217' }, { rate: '6' }] },
        },
      },
    ]);
  });

  test('is left only when somebody means it', async () => {
    openApp({ path });
    await fill('name', 'Another');
    await page.getByRole('link', { name: '← Tariffs' }).click();
    await shown('Leave without saving?');
    await button('Cancel').click();
    expect(location.pathname).toBe(path);
    await page.getByRole('link', { name: '← Tariffs' }).click();
    await button('Leave').click();
    await expect.poll(() => location.pathname).toBe('/energy/tariffs');
  });

  test('is left unasked where nothing was changed', async () => {
    openApp({ path });
    await expect.poll(() => field('name')?.value).toBe('PEA/MEA home, 1.2');
    await page.getByRole('link', { name: '← Tariffs' }).click();
    await expect.poll(() => location.pathname).toBe('/energy/tariffs');
  });

  test('is taken away with a reason', async () => {
    const gateway = openApp({ path });
    await button('Take this tariff away').click();
    await page.getByLabelText(/The one before it holds on/).fill('Entered twice');
    await page.getByRole('dialog').getByRole('button', { name: 'Take this tariff away' }).click();
    await shown('There is no tariff yet.');
    expect(gateway.requests.map(({ method, path: asked }) => `${method} ${asked}`)).toContain(
      'DELETE /tariffs/tar_00000001?reason=Entered%20twice',
    );
  });

  test('goes back to what it was', async () => {
    const old = aTariff({ state: 'replaced', terms: someTerms({ name: 'As it was' }) });
    openApp({ path, energy: new FakeEnergy({ tariffs: [aTariff({ version: 2 })], versions: [old] }) });
    await button('Go back to version 1').click();
    await expect.poll(() => field('name')?.value).toBe('As it was');
    await shown('Its figures are in the form. Save to let them hold again.');
  });

  test('is not to be written by a user', async () => {
    openApp({ path, user });
    await shown('Only an admin of this farm changes tariffs.');
    expect(field('name')).toBeUndefined();
  });
});

describe('the week of a tariff', () => {
  const path = '/energy/tariffs/tar_00000001';
  const open = () =>
    openApp({
      path,
      energy: new FakeEnergy({ tariffs: [aTariff({ terms: someTerms({ energy: timeOfUse }) })] }),
    });
  const windows = async (gateway: FakeGateway) => {
    await fill('reason', 'The times are others');
    await button('Save').click();
    await expect.poll(() => sent(gateway, 'PUT')).toHaveLength(1);
    const [body] = sent(gateway, 'PUT') as { terms: { energy: typeof timeOfUse } }[];
    return body?.terms.energy.windows;
  };

  test('is drawn by tap and by keyboard', async () => {
    const gateway = open();
    await page.getByRole('gridcell', { name: 'Saturday 09:00 to 10:00: Off peak' }).click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await expect.element(page.getByRole('gridcell', { name: 'Saturday 10:00 to 11:00: On peak' })).toBeInTheDocument();
    const saturday = { days: [6], from: 540, to: 660, period: 'On peak' };
    expect(await windows(gateway)).toEqual([...timeOfUse.windows, saturday]);
  });

  test('is given back to the usual period, to the quarter of an hour', async () => {
    const gateway = open();
    await page.getByText('To the quarter of an hour').click();
    await choose('days', 'Friday');
    await fill('from', '21:30');
    await fill('to', '22:00');
    await choose('period', 'Off peak');
    await button('Draw it').click();
    await expect.element(page.getByRole('gridcell', { name: 'Friday 21:00 to 22:00: several' })).toBeInTheDocument();
    expect(await windows(gateway)).toEqual([
      { ...timeOfUse.windows[0], days: [1, 2, 3, 4] },
      { ...timeOfUse.windows[0], days: [5], to: 1_290 },
    ]);
  });

  test('follows a period that gets another name', async () => {
    const gateway = open();
    await fill('periods/0/name', 'Day');
    await expect
      .element(page.getByRole('gridcell', { name: 'Monday 09:00 to 10:00: Day', exact: true }))
      .toBeInTheDocument();
    expect(await windows(gateway)).toEqual([{ ...timeOfUse.windows[0], period: 'Day' }]);
  });
});
