import type { HistoryAnswer } from '@farmgate/gateway/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './chart-axes.ts';
import { faultsOf } from './chart-check.ts';
import { nearMisses } from './chart-misses.ts';
import { gapsOf } from './chart-shapes.ts';
import { lookAt, noteLabels } from './chart-sight.ts';
import { choose, tabTo } from './keyboard.ts';
import { claim, openDemo, type DemoStage } from './stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const MOST_POINTS = 600;
/** A year of readings, on a machine that does other work besides. */
const SLOW = { timeout: 30_000 };

let stage: DemoStage;
let page: Page;
/** Every answer about series that came to the page, the latest last. */
let answers: HistoryAnswer[];

beforeAll(async () => {
  stage = await openDemo(['--demo-past-days', '400', '--demo-life', 'no']);
  page = await stage.newPage();
  answers = [];
  page.on('response', (response) => {
    if (/\/api\/v1\/history\?/.test(response.url()) && response.ok())
      // What is left before its answer came has no body.
      void response.json().then(
        (answer: HistoryAnswer) => answers.push(answer),
        () => {},
      );
  });
  await noteLabels(page);
  await claim(page, stage.gateway);
});
afterAll(() => stage?.close());

it('has a past of 400 days', async () => {
  // The meter's is told last, and from its begin on.
  await expect.poll(() => readYesterday('meter-1/energy'), { timeout: 280_000, interval: 500 }).toBeGreaterThan(200);
}, 300_000);

const pictures = ['tank-1/level', 'meter-1/power', 'meter-1/energy'].flatMap((name) => [
  [name, '1 year', YEAR] as const,
  [name, '30 d', 30 * DAY] as const,
  [name, '24 h', DAY] as const,
  [name, '1 h', HOUR] as const,
]);
/** As the table has them, where a row is less than a day, and values are two digits and one behind the point. */
const moment = new Intl.DateTimeFormat('en', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

describe.each(['light', 'dark'] as const)('with the keyboard alone, on a phone, in the %s theme', (theme) => {
  beforeAll(async () => {
    await page.evaluate(
      (wanted) => localStorage.setItem('farmgate.preferences', JSON.stringify({ theme: wanted })),
      theme,
    );
    await page.goto(stage.gateway.url);
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    answers.length = 0;
  });

  it('the history is a key away', async () => {
    await choose(page, 'More');
    await choose(page, 'History');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await choose(page, 'How full?');
    await choose(page, '1 year');
    await answered(YEAR);
    expect(latest().series.length).toBeGreaterThan(1);
  });

  it('goes from a year to a minute and never asks for more than 600 points of a series', async () => {
    await tabTo(page, 'Chart: …');
    for (let length = YEAR; length > 61_000; length /= 2) {
      await press('+', 'End');
    }
    expect(latest().step).toBe(0);
    expect(latest().series.map(({ at }) => at.length)).not.toContain(0);
    const counts = answers.flatMap(({ series }) => series.map(({ at }) => at.length));
    expect(answers.length).toBeGreaterThan(19);
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_POINTS);
  });

  it('needs no sideways scroll', async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  it.each(pictures)(
    '%s: %s, pixel by pixel what the gateway answered, and nothing near it',
    async (name, preset, length) => {
      await show(name, preset, length);
      const sight = await lookAt(page);
      expect(faultsOf(sight, latest())).toEqual([]);
      const unseen = nearMisses(latest()).filter(([, miss]) => faultsOf(sight, miss).length === 0);
      expect(unseen.map(([how]) => how)).toEqual([]);
    },
  );

  it('hatches a power cut, and draws nothing through it', async () => {
    const { from, to } = await findSilence('meter-1/power');
    const about = `from=${from - 3 * HOUR}&to=${to + 3 * HOUR}`;
    await page.goto(`${stage.gateway.url}/history?series=meter-1/power&${about}`);
    await drawn();
    // Buckets are of another length there: its edges are within one of theirs.
    const [gap = never()] = gapsOf(latest()).filter((one) => one.from < to && one.to > from);
    expect(Math.max(Math.abs(gap.from - from), Math.abs(gap.to - to))).toBeLessThanOrEqual(600_000);
    expect(faultsOf(await lookAt(page), latest())).toEqual([]);
  });

  it('has all of it as a table too', async () => {
    await show('tank-1/level', '30 d', 30 * DAY);
    await choose(page, 'As a table');
    const { at, value, min, max } = latest().series[0] ?? { at: [], value: [], min: [], max: [] };
    await choose(page, `${at.length - 100} more rows`);
    const expected = at.map((begin, index) => [
      moment.format(begin),
      ...[value, min, max].map((list) => number.format(list[index] ?? 0)),
    ]);
    await expect.poll(() => page.locator('fg-chart-table tbody tr').count(), SLOW).toBe(at.length);
    expect(await rows()).toEqual(expected.toReversed().map((row) => row.map(plain)));
  });

  it.each([
    ['30 d', 30 * DAY],
    ['1 h', HOUR],
  ])('gives %s as a file that says the same, number for number', async (preset, length) => {
    await show('meter-1/power', preset, length);
    const { step, series } = latest();
    expect(step === 0).toBe(preset === '1 h');
    const { at, value, min, max, total, coverS } = series[0] ?? never();
    const lists = step === 0 ? [at, value] : [at, value, min, max, total, coverS];
    expect(await file()).toEqual(at.map((_, index) => lists.map((list) => list[index])));
  });
});

/** The last answer. */
function latest(): HistoryAnswer {
  const answer = answers.at(-1);
  if (!answer) throw new Error('Nothing was answered.');
  return answer;
}

/** Waits for an answer about so long a time. Unit: ms. */
async function answered(length: number): Promise<void> {
  const span = () => (answers.length === 0 ? 0 : latest().to - latest().from);
  await expect.poll(() => Math.abs(span() - length), SLOW).toBeLessThan(1_000);
}

/** Presses a key on the chart, and waits for the answer about what is shown then. */
async function press(...keys: readonly string[]): Promise<void> {
  const before = page.url();
  for (const key of keys) await page.keyboard.press(key);
  await expect.poll(() => page.url(), SLOW).not.toBe(before);
  const { searchParams } = new URL(page.url());
  const asked = { from: Number(searchParams.get('from')), to: Number(searchParams.get('to')) };
  await expect.poll(() => answers.at(-1), SLOW).toMatchObject(asked);
}

/** One series, for as long as a preset and so that it stands still: at the end of a preset is what was read since. */
async function show(name: string, preset: string, length: number): Promise<void> {
  await page.goto(`${stage.gateway.url}/history?series=${name}`);
  await drawn();
  await choose(page, preset);
  await answered(length);
  await tabTo(page, 'Chart: …');
  await press('ArrowLeft');
  await drawn();
}

/** How many readings a series had the day before today. */
async function readYesterday(name: string): Promise<number> {
  const to = Date.now() - DAY;
  const answer = await ask(`series=${name}&from=${to - DAY}&to=${to}&step=0`);
  return answer?.series[0]?.at.length ?? 0;
}

/** The longest while of the last 60 days in which a series was not read. */
async function findSilence(name: string): Promise<{ from: number; to: number }> {
  const to = Date.now() - DAY;
  const answer = await ask(`series=${name}&from=${to - 60 * DAY}&to=${to}&step=300`);
  const [longest] = gapsOf(answer ?? never()).toSorted((a, b) => b.to - b.from - (a.to - a.from));
  return longest ?? never();
}

/** What the gateway answers to whoever is signed in on the page; undefined where it refuses. */
async function ask(query: string): Promise<HistoryAnswer | undefined> {
  return page.evaluate(async (asked) => {
    const response = await fetch(`/api/v1/history?${asked}`);
    return response.ok ? ((await response.json()) as HistoryAnswer) : undefined;
  }, query);
}

/** What is in each cell of the table. */
async function rows(): Promise<string[][]> {
  const cells = await page
    .locator('fg-chart-table tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  return cells.map((row) => row.map(plain));
}

/** What the page's link to a file leads to, with the session of the page: the time and the numbers of each line. */
async function file(): Promise<number[][]> {
  const text = await page
    .locator('fg-chart-card a[download]')
    .evaluate(async (link) => (await fetch((link as HTMLAnchorElement).href)).text());
  const [, ...lines] = text.trim().split('\r\n');
  return lines.map((line) => {
    const [time = '', , , , ...cells] = line.split(',');
    const numbers = cells.filter((cell) => cell !== 'good').map(Number);
    return [Date.parse(time), ...numbers.slice(0, 5)];
  });
}

function never(): never {
  throw new Error('There is nothing of it.');
}

/** Waits for the picture of the last answer. */
async function drawn(): Promise<void> {
  await page.locator('fg-chart-card canvas').waitFor();
  await expect.poll(() => page.locator('[aria-busy=true]').count(), SLOW).toBe(0);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
