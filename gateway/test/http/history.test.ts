import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HistoryAnswer } from '../../src/contract/index.ts';
import { BRIDGE, loginOf, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
let farm: HttpFarm;
/** When the first reading was. */
let began: number;
const tokens: Partial<Record<Who, string>> = {};

beforeAll(async () => {
  farm = await startFarm();
  began = farm.bench.clock.wallMs();
  // Two hours, a reading each minute: 1 A for the first, 3 A for the second.
  for (let minute = 0; minute < 120; minute++) {
    const value = minute < 60 ? 1_000 : 3_000;
    await farm.bridge.say(OUTLET, 'readings', { values: { 'current.a': value, 'trip.a': minute >= 90 } });
    farm.bench.clock.advance(MINUTE_MS);
  }
  // Their sessions of two hours ago are over.
  for (const who of ['viewer', 'user', 'admin', 'stranger'] as const)
    tokens[who] = (await farm.bench.signIn(loginOf(who))).access;
});
afterAll(() => farm.stop());

const get = (path: string, who: Who = 'viewer') =>
  farm.bench.call('GET', `/api/v1/history${path}`, { token: tokens[who] });
const span = () => `from=${began}&to=${began + 2 * HOUR_MS}`;
const series = `series=${OUTLET}/current.a`;

describe('the history over HTTP', () => {
  it('tells what has one', async () => {
    const { series: all } = JSON.parse((await get('/series')).text) as { series: { point: string }[] };
    expect(all.find(({ point }) => point === 'current.a')).toMatchObject({
      device: OUTLET,
      kind: 'measure',
      unit: 'mA',
      label: 'Current A',
      former: false,
      firstAt: began,
    });
  });

  it('answers each reading as it was, and buckets of a length that was asked for', async () => {
    const raw = HistoryAnswer.parse(JSON.parse((await get(`?${series}&${span()}&step=0`)).text));
    expect(raw.series[0]?.at).toHaveLength(120);
    expect(raw.series[0]?.value.slice(59, 61)).toEqual([1_000, 3_000]);
    const hours = HistoryAnswer.parse(JSON.parse((await get(`?${series},${OUTLET}/trip.a&${span()}&step=3600`)).text));
    expect(hours).toMatchObject({ step: 3_600, timeZone: 'Asia/Bangkok', gapS: 360 });
    const [current, trip] = hours.series;
    expect(current?.max.at(-1)).toBe(3_000);
    expect(current?.whole).toMatchObject({ min: 1_000, max: 3_000, first: 1_000, last: 3_000 });
    // On from the ninetieth reading to the last one.
    expect(trip?.total.reduce((sum, seconds) => sum + seconds, 0)).toBe(29 * 60);
  });

  it('never has more points than were asked for', async () => {
    for (const points of [2, 10, 50, 600]) {
      const answer = HistoryAnswer.parse(JSON.parse((await get(`?${series}&${span()}&points=${points}`)).text));
      expect(answer.series[0]?.at.length).toBeLessThanOrEqual(points);
    }
  });

  it('knows the last reading and the highest', async () => {
    expect(JSON.parse((await get(`/last?${series}`)).text)).toEqual({
      last: [{ device: OUTLET, point: 'current.a', at: began + 119 * MINUTE_MS, value: 3_000 }],
    });
    const { peaks } = JSON.parse((await get(`/peaks?${series}&${span()}&count=2`)).text) as { peaks: object[] };
    expect(peaks).toMatchObject([{ max: 3_000 }, { max: 3_000 }]);
  });

  it('exports the same as CSV and as lines of JSON', async () => {
    const csv = await get(`/export?${series}&${span()}`);
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('time,local,device,point,value,quality');
    expect(lines).toHaveLength(121);
    const json = await get(`/export?${series}&${span()}&format=jsonl&step=3600`);
    const rows = json.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { value: number });
    expect(rows.at(-1)).toMatchObject({ device: OUTLET, point: 'current.a', max: 3_000 });
  });

  it.each([
    ['no series', () => `?${span()}`, 422],
    ['a series that is none', () => `?series=x&${span()}`, 422],
    [
      'twenty-one series',
      () => `?series=${Array.from({ length: 21 }, () => `${OUTLET}/current.a`).join(',')}&${span()}`,
      422,
    ],
    ['a step that is none', () => `?${series}&${span()}&step=7`, 422],
    ['a span that ends before it begins', () => `?${series}&from=${began}&to=${began}`, 422],
    ['each reading of a month', () => `?${series}&from=${began - 31 * 24 * HOUR_MS}&to=${began}&step=0`, 422],
    ['ten years by the minute', () => `?${series}&from=0&to=${began}&step=60`, 422],
    ['a time that is none', () => `?${series}&from=yesterday&to=${began}`, 422],
    ['what never was', () => `?series=outlet-aa/current.a&${span()}`, 404],
  ])('refuses %s', async (_what, path, status) => {
    expect(await get(path())).toMatchObject({ status });
  });

  it('is another farm’s business nowhere', async () => {
    expect(await get(`?${series}&${span()}`, 'stranger')).toMatchObject({ status: 404 });
    expect((await get('/series', 'stranger')).text).toBe('{"series":[]}');
  });

  it('begins with what is read from now on of a device that has just come', async () => {
    const at = farm.bench.clock.wallMs();
    const path = `?series=outlet-1a/current.a&from=${at - HOUR_MS}&to=${at + 1}`;
    await farm.bridge.hear(BRIDGE, 'outlet-1a', '1A');
    expect((await get(path)).status).toBe(404);
    await farm.bench.call('POST', '/api/v1/seen/outlet-1a/adopt', { token: tokens.admin, body: {} });
    expect(HistoryAnswer.parse(JSON.parse((await get(path)).text)).series[0]?.at).toEqual([]);
    await farm.bridge.say('outlet-1a', 'readings', { values: { 'current.a': 500 } });
    expect(HistoryAnswer.parse(JSON.parse((await get(path)).text)).series[0]?.value).toEqual([500]);
  });

  it('of a device is forgotten by who may, and after a PIN or password', async () => {
    const forget = (who: Who) => farm.bench.call('DELETE', `/api/v1/history/devices/${OUTLET}`, { token: tokens[who] });
    expect(await forget('user')).toMatchObject({ status: 403, code: 'not-allowed' });
    expect(await forget('admin')).toMatchObject({ status: 403, code: 'confirm-first' });
    expect((await get(`/last?${series}`)).text).toContain('3000');
  });

  it('takes in a table: first it says what is in it, then it has it', async () => {
    const send = async (csv: string, check = false, who: Who = 'admin') => {
      const body = { csv, check };
      const { status, text } = await farm.bench.call('POST', '/api/v1/history/import', { token: tokens[who], body });
      return { status, body: JSON.parse(text) as unknown };
    };
    expect(await send('time')).toMatchObject({ status: 403, body: { code: 'confirm-first' } });
    for (const who of ['admin', 'stranger'] as const) await farm.bench.confirm(tokens[who]);
    const at = began - 40 * 24 * HOUR_MS;
    const csv = `time,${OUTLET}/current.a\n${new Date(at).toISOString()},700\n${at + MINUTE_MS},900\n`;
    const found = {
      readings: 2,
      series: [{ device: OUTLET, point: 'current.a', readings: 2, firstAt: at, lastAt: at + MINUTE_MS }],
    };
    expect(await send(csv, true)).toMatchObject({ status: 200, body: { ...found, taken: false } });
    expect(await get(`?${series}&from=${at}&to=${at + HOUR_MS}&step=0`)).toMatchObject({
      text: expect.stringContaining('"at":[]'),
    });
    expect(await send(csv)).toMatchObject({ status: 200, body: { ...found, taken: true } });
    const answer = HistoryAnswer.parse(JSON.parse((await get(`?${series}&from=${at}&to=${at + HOUR_MS}&step=0`)).text));
    expect(answer.series[0]?.value).toEqual([700, 900]);
    expect(await send(`${csv}yesterday,4\n`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/csv', detail: expect.stringMatching(/^Line 4: “yesterday” is no time/) }] },
    });
    expect(await send(`time,${OUTLET}/current.a\n`)).toMatchObject({ status: 422 });
    expect(await send(csv, true, 'user')).toMatchObject({ status: 403 });
    expect(await send(csv, true, 'stranger')).toMatchObject({ status: 200, body: { readings: 0, faultCount: 1 } });
  });
});
