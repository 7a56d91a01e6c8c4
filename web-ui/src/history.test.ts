import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { problem } from './testing/fake-answers.ts';
import type { FakeGateway } from './testing/fake-gateway.ts';
import { FakeHistory } from './testing/fake-history.ts';
import { sharingOf } from './testing/fake-pump-farm.ts';
import { aYoungHistory } from './testing/history-screens.ts';
import { openApp } from './testing/mount.ts';
import { pumpDevices } from './testing/pump-builders.ts';
import { findAll } from './testing/without-words.ts';

const home = location.href;
const devices = pumpDevices(62, 4_800);
const HOUR = 3_600_000;
const level = '/history?q=any&series=roof-tank/level&span=24h';

beforeEach(() => page.viewport(1280, 900));
afterAll(() => history.replaceState(null, '', home));

const first = (selector: string) => findAll(selector)[0];
const asked = ({ requests }: FakeGateway) =>
  requests.filter(({ path }) => path.startsWith('/history?')).map(({ path }) => new URLSearchParams(path.slice(9)));
const spanOf = (query: URLSearchParams | undefined) => Number(query?.get('to')) - Number(query?.get('from'));

async function drawn(): Promise<HTMLCanvasElement> {
  // The code of page and chart comes with the first of them.
  await expect.poll(() => first('.plot canvas'), { timeout: 15_000 }).toBeDefined();
  await expect.poll(() => first('fg-chart-card')?.shadowRoot?.querySelector('[aria-busy=true]')).toBeNull();
  // uPlot draws in a microtask after it has its data.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return first('.plot canvas') as HTMLCanvasElement;
}

/** How many pixels of a colour there are in the columns between two shares of the axes' width. */
function count(canvas: HTMLCanvasElement, [begin, end]: readonly [number, number], colour: readonly number[]): number {
  const over = first('.u-over');
  if (!over) throw new Error('There is no chart.');
  const ratio = canvas.width / canvas.clientWidth;
  const [left, width] = [over.offsetLeft * ratio, over.clientWidth * ratio];
  const [top, height] = [over.offsetTop * ratio, over.clientHeight * ratio];
  const from = Math.round(left + begin * width);
  const { data } = canvas
    .getContext('2d')
    ?.getImageData(from, top, Math.max(1, Math.round((end - begin) * width)), height) ?? {
    data: new Uint8ClampedArray(),
  };
  let found = 0;
  for (let at = 0; at < data.length; at += 4)
    if (colour.every((part, index) => Math.abs((data[at + index] ?? 0) - part) < 12) && (data[at + 3] ?? 0) > 200)
      found++;
  return found;
}

/** A token as red, green and blue. */
function rgb(token: string): number[] {
  const text = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}

/** Hatching is half through: what is there is neither bare nor the line. */
function covered(canvas: HTMLCanvasElement, [begin, end]: readonly [number, number]): number {
  const over = first('.u-over');
  const ratio = canvas.width / canvas.clientWidth;
  const left = Math.round(((over?.offsetLeft ?? 0) + begin * (over?.clientWidth ?? 0)) * ratio);
  const width = Math.round((end - begin) * (over?.clientWidth ?? 0) * ratio);
  // Between two lines of the grid, above all that was read.
  const top = Math.round(((over?.offsetTop ?? 0) + 4) * ratio);
  const data = canvas.getContext('2d')?.getImageData(left, top, width, 12 * ratio).data ?? new Uint8ClampedArray();
  let found = 0;
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 30) found++;
  return found / (data.length / 4);
}

describe.each(['light', 'dark'] as const)('a chart in the %s theme', (theme) => {
  test('hatches where nothing was read, and draws no line through it', async () => {
    openApp({ path: level, devices, theme });
    const canvas = await drawn();
    // Nothing was read from nine to seven hours ago, of 24.
    const [gap, before] = [[15.2 / 24, 16.8 / 24] as const, [12.2 / 24, 13.8 / 24] as const];
    await expect.poll(() => count(canvas, before, rgb('--water'))).toBeGreaterThan(40);
    expect(count(canvas, gap, rgb('--water'))).toBe(0);
    expect(covered(canvas, gap)).toBeGreaterThan(0.1);
    expect(covered(canvas, before)).toBeLessThan(0.1);
  });
});

test('a chart takes the colours of another theme at once', async () => {
  openApp({ path: level, devices, theme: 'light' });
  await drawn();
  const light = rgb('--water');
  document.documentElement.dataset['theme'] = 'dark';
  await expect
    .poll(() => count(first('.plot canvas') as HTMLCanvasElement, [0.2, 0.6], rgb('--water')))
    .toBeGreaterThan(40);
  expect(count(first('.plot canvas') as HTMLCanvasElement, [0.2, 0.6], light)).toBe(0);
});

describe('the table behind a chart', () => {
  test('is what the gateway answered, the latest first, with a row for the silence', async () => {
    const gateway = openApp({ path: level, devices });
    await drawn();
    await page.getByText('As a table').click();
    await expect.poll(() => findAll('tbody tr').length).toBe(100);
    while (moreRows().length > 0) {
      moreRows()[0]?.click();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const answer = gateway.state.history.answer(devices, asked(gateway)[0] ?? new URLSearchParams());
    const rows = findAll('tbody tr');
    const values = rows.flatMap((row) => row.querySelector('td:not(.silent)')?.textContent ?? []);
    const expected = answer.series[0]?.value.map((value) => plain(value)).toReversed();
    expect(values.slice(-200)).toEqual(expected?.slice(-200));
    expect(findAll('td.silent')).toHaveLength(1);
    expect(first('caption')?.textContent).toMatch(/a row each/);
  });

  test('is to be had as a file', async () => {
    openApp({ path: level, devices });
    await drawn();
    const link = first('a[download]') as HTMLAnchorElement;
    const query = new URL(link.href).searchParams;
    expect([new URL(link.href).pathname, query.get('series'), query.get('format')]).toEqual([
      '/api/v1/history/export',
      'roof-tank/level',
      'csv',
    ]);
  });
});

const moreRows = () => findAll('p button').filter(({ textContent }) => textContent.includes('more rows'));

function plain(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 }).format(value);
}

describe('with the keyboard alone', () => {
  async function focus(gateway: FakeGateway): Promise<void> {
    await drawn();
    first('.plot')?.focus();
    gateway.requests.length = 0;
  }

  test('plus and minus zoom, and the gateway is asked once when they rest', async () => {
    const gateway = openApp({ path: level, devices });
    await focus(gateway);
    await userEvent.keyboard('++');
    await expect.poll(() => asked(gateway).map(spanOf)).toEqual([6 * HOUR]);
    expect(location.search).toMatch(/from=\d+&to=\d+/);
    await userEvent.keyboard('-');
    await expect.poll(() => asked(gateway).map(spanOf)).toEqual([6 * HOUR, 12 * HOUR]);
  });

  test('arrows pan, and 0 goes back to the whole span', async () => {
    const gateway = openApp({ path: level, devices });
    await focus(gateway);
    await userEvent.keyboard('{ArrowLeft}');
    await expect.poll(() => asked(gateway).length).toBe(1);
    expect(Date.now() - Number(asked(gateway)[0]?.get('to'))).toBeGreaterThan(4 * HOUR);
    await userEvent.keyboard('0');
    await expect.poll(() => location.search).not.toContain('from=');
  });

  test('with Shift each value is read out, and a silence is said', async () => {
    const gateway = openApp({ path: level, devices });
    await focus(gateway);
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await expect.poll(() => first('p[aria-live]')?.textContent).toMatch(/Roof tank, Level: [\d.]+ %/);
    expect(first('[data-trace="roof-tank/level"]')?.textContent).toMatch(/[\d.]+ %/);
  });

  test('the focus is to be seen', async () => {
    const gateway = openApp({ path: level, devices });
    await focus(gateway);
    await userEvent.keyboard('{Shift}');
    expect(getComputedStyle(first('.plot') ?? document.body).outlineStyle).toBe('solid');
  });
});

test('the wheel scrolls the page until the chart was clicked', async () => {
  const gateway = openApp({ path: level, devices });
  await drawn();
  gateway.requests.length = 0;
  const turn = () =>
    first('.plot')?.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, cancelable: true, bubbles: true }));
  expect(turn()).toBe(true);
  first('.plot')?.focus();
  expect(turn()).toBe(false);
  await expect.poll(() => asked(gateway).length).toBe(1);
});

test('two fingers zoom about the one that rests', async () => {
  const gateway = openApp({ path: level, devices });
  await drawn();
  gateway.requests.length = 0;
  const plot = first('.plot');
  const box = plot?.getBoundingClientRect() ?? new DOMRect();
  const at = (type: string, pointerId: number, clientX: number) =>
    plot?.dispatchEvent(
      new PointerEvent(type, { pointerId, clientX, clientY: box.top + 50, pointerType: 'touch', bubbles: true }),
    );
  if (plot) plot.setPointerCapture = () => undefined;
  at('pointerdown', 1, box.left + 300);
  at('pointerdown', 2, box.left + 400);
  at('pointermove', 2, box.left + 500);
  at('pointerup', 2, box.left + 500);
  at('pointerup', 1, box.left + 300);
  await expect.poll(() => asked(gateway).map(spanOf)).toEqual([12 * HOUR]);
});

test('the values at the cursor do not move the chart from under it', async () => {
  await page.viewport(360, 740);
  openApp({ path: '/history?q=any&series=north-pump/current,roof-tank/level&span=24h&compare=before', devices });
  await drawn();
  const place = () => first('.u-over')?.getBoundingClientRect().top;
  const before = place();
  const over = first('.u-over')?.getBoundingClientRect() ?? new DOMRect();
  await page.elementLocator(first('.plot') ?? document.body).hover({ position: { x: over.width / 2, y: 60 } });
  await expect.poll(() => first('[data-trace="roof-tank/level"]')?.textContent).toMatch(/[\d.]+ % .*then [\d.]+ %/);
  expect(place()).toBe(before);
});

describe('what is asked', () => {
  test('is never more than 600 points a series, nor more than the screen is wide', async () => {
    const gateway = openApp({ path: level, devices });
    await drawn();
    expect(asked(gateway)[0]?.get('points')).toBe('600');
    await page.viewport(360, 740);
    const phone = openApp({ path: level, devices });
    await drawn();
    expect(asked(phone)[0]?.get('points')).toBe('360');
  });

  test('leaves the picture of before until there is the new one, and ends the question before it', async () => {
    const held = new FakeHistory();
    const gateway = openApp({ path: level, devices, history: held });
    const canvas = await drawn();
    held.gate = new Promise(() => undefined);
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch = gateway.fetch;
    Object.assign(gateway, {
      fetch: (path: string, init: RequestInit) => (
        path.includes('/history?') && signals.push(init.signal),
        fetch(path, init)
      ),
    });
    await page.getByRole('button', { name: '6 h' }).click();
    await expect.poll(() => first('.frame.is-old')).toBeDefined();
    expect(first('.plot canvas')?.isConnected).toBe(true);
    expect(canvas.width).toBeGreaterThan(0);
    await page.getByRole('button', { name: '1 h', exact: true }).click();
    await expect.poll(() => signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  });

  test('stands in the address, and Back works', async () => {
    openApp({ path: '/history?q=level', devices });
    await drawn();
    await page.getByRole('button', { name: '7 d' }).click();
    await expect.poll(() => location.search).toBe('?q=level&span=7d');
    await page.getByRole('button', { name: 'When did it run?' }).click();
    await expect.poll(() => location.search).toBe('?q=ran&span=7d');
    history.back();
    await expect
      .poll(() => page.getByRole('button', { name: 'How full?' }).element().getAttribute('aria-pressed'))
      .toBe('true');
    await expect
      .poll(() => findAll('[data-trace]').map(({ dataset }) => dataset['trace']))
      .toEqual(['roof-tank/level']);
  });

  test('goes on by itself where it ends now, and what the line tells is drawn at once', async () => {
    const gateway = openApp({ path: '/history?q=level&span=1h', devices });
    await drawn();
    await page.getByText('As a table').click();
    const top = () => first('tbody td')?.textContent?.trim();
    await expect.poll(top).toBeDefined();
    gateway.read('roof-tank', 'level', { value: 3, at: Date.now() + 61_000 });
    await expect.poll(top).toBe('3');
  });
});

describe('instead of a chart', () => {
  test('it says that nothing was read, and since when something is', async () => {
    openApp({ path: '/history?q=level', devices, history: aYoungHistory() });
    await expect
      .poll(() => first('[data-empty]')?.textContent)
      .toMatch(/Nothing was read then\.\s+The first reading is from \w+ \d+/);
  });

  test('it says what went wrong, keeps the picture, and tries again', async () => {
    const gateway = openApp({ path: level, devices });
    await drawn();
    const fetch = gateway.fetch;
    Object.assign(gateway, {
      fetch: (path: string, init: RequestInit) =>
        path.includes('/history?') ? Promise.resolve(problem('internal')) : fetch(path, init),
    });
    await page.getByRole('button', { name: '6 h' }).click();
    await expect.poll(() => first('.frame [role=alert]')).toBeDefined();
    expect(first('.plot canvas')).toBeDefined();
    Object.assign(gateway, { fetch });
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => first('.frame [role=alert]')).toBeUndefined();
  });

  test('it says that nothing of the kind is read here', async () => {
    openApp({ path: '/history?q=level', devices: [] });
    await expect.element(page.getByText('Nothing of this kind has been read yet.')).toBeVisible();
  });
});

test('a third unit does not fit, and it says so', async () => {
  openApp({ path: '/history?q=any&series=roof-tank/level,north-pump/current', devices: [...devices, aMeter()] });
  await drawn();
  await page.getByLabelText(/^Add a reading/).selectOptions('Voltage');
  await expect.element(page.getByText(/Two units fit at once/)).toBeVisible();
  expect(findAll('[data-trace]')).toHaveLength(2);
});

test('of a switch it says how long it was on', async () => {
  const gateway = openApp({ path: '/history?q=ran', devices });
  await drawn();
  const answer = gateway.state.history.answer(devices, asked(gateway)[0] ?? new URLSearchParams());
  const minutes = Math.floor((answer.series[0]?.whole?.total ?? 0) / 60);
  const text = `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  expect(first('[data-figures="north-pump/relay"]')?.textContent).toContain(text);
});

test('a peak leads to its hour', async () => {
  openApp({ path: level, devices });
  await drawn();
  await page
    .getByRole('button', { name: /^Look there/ })
    .first()
    .click();
  await expect.poll(() => location.search).toContain('from=');
});

test('from right to left time still runs from left to right', async () => {
  openApp({ path: level, devices, language: 'ur' });
  await drawn();
  expect(getComputedStyle(first('.plot') ?? document.body).direction).toBe('ltr');
  await expect.poll(() => getComputedStyle(first('.legend') ?? document.body).direction).toBe('rtl');
});

describe('a glance', () => {
  test('at the last day of a device is asked for once it is to be seen, and leads to all of it', async () => {
    await page.viewport(360, 300);
    const gateway = openApp({ path: '/devices/north-pump', devices });
    await expect.poll(() => first('fg-history-peek')).toBeDefined();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(asked(gateway)).toEqual([]);
    first('fg-history-peek')?.scrollIntoView();
    await expect.poll(() => asked(gateway).map((query) => query.get('points'))).toEqual(['120']);
    await expect
      .poll(() => first('svg[role=img]')?.getAttribute('aria-label'))
      .toMatch(/^Motor current, from [\d.]+ A to [\d.]+ A$/);
    page
      .getByRole('link', { name: 'All of its history' })
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    await expect
      .poll(() => location.pathname + location.search)
      .toBe('/history?q=any&series=north-pump/current,north-pump/relay&span=24h');
    await expect
      .poll(() => findAll('[data-trace]').map(({ dataset }) => dataset['trace']))
      .toEqual(['north-pump/current', 'north-pump/relay']);
  });

  test('hatches where nothing was read, and has a line on either side of it', async () => {
    openApp({ path: '/devices/roof-tank', devices });
    await expect.poll(() => findAll('[data-gap]').length).toBe(1);
    const [gap] = findAll('[data-gap]');
    const [left, width] = [Number(gap?.getAttribute('x')), Number(gap?.getAttribute('width'))];
    expect([left / 240, width / 240].map((share) => Math.round(share * 24))).toEqual([15, 2]);
    expect(findAll('path.line')).toHaveLength(2);
  });

  test('at a run shows what its motor took', async () => {
    const gateway = openApp({ path: '/runs/run-devi-1', devices, sharing: sharingOf('busy') });
    await expect.element(page.getByRole('heading', { name: 'While it ran' })).toBeInTheDocument();
    await expect.poll(() => asked(gateway).map((query) => query.get('series'))).toEqual(['north-pump/current']);
  });

  test('a pump leads to its history', async () => {
    openApp({ path: '/pumps/pmp_north01', devices, sharing: sharingOf('calm') });
    await expect
      .poll(() => findAll('.page a, a').map((link) => link.getAttribute('href')))
      .toContain('/history?q=any&series=north-pump/relay,north-pump/current&span=24h');
  });
});

function aMeter() {
  const [, tank] = devices;
  if (!tank) throw new Error('The fake farm has no tank.');
  return {
    ...tank,
    id: 'meter-1',
    name: 'Meter',
    points: [
      {
        definition: { id: 'voltage', kind: 'measure' as const, label: 'Voltage', unit: 'V' as const },
        reading: { value: 230, at: Date.now(), quality: 'good' as const },
      },
    ],
  };
}

describe('before anybody goes there', () => {
  const lists = ({ requests }: FakeGateway) => requests.filter(({ path }) => path === '/history/series').length;

  test('pointing at the place fetches what it shows first, and going there asks for it no more', async () => {
    const gateway = openApp({ devices });
    await expect.poll(() => first('a[href="/history"]')).toBeDefined();
    expect(lists(gateway)).toBe(0);
    first('a[href="/history"]')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await expect.poll(() => lists(gateway)).toBe(1);
    first('a[href="/history"]')?.click();
    await expect.poll(() => first('.plot'), { timeout: 15_000 }).toBeDefined();
    expect(lists(gateway)).toBe(1);
  });

  test('so does opening the menu that has it, on a phone', async () => {
    await page.viewport(360, 740);
    const gateway = openApp({ devices });
    await expect.poll(() => first('button.more')).toBeDefined();
    first('button.more')?.focus();
    await expect.poll(() => lists(gateway)).toBe(1);
  });
});
