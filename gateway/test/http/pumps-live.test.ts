import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveMessage, type Change } from '../../src/contract/index.ts';
import { startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { LivePage } from '../../src/testing/http-live.ts';
import { HttpPump } from '../../src/testing/http-pump.ts';

let farm: HttpFarm;
let pump: HttpPump;
beforeAll(async () => {
  farm = await startFarm();
  pump = await new HttpPump(farm).build();
  await pump.pay('user', 7_200);
  await pump.pass(70, 10);
});
afterAll(() => farm.stop());

/** A page and all it is told. */
async function watcher(who: Exclude<Who, 'nobody'>): Promise<{ page: LivePage; told: Change[]; text: () => string }> {
  const { access } = await farm.bench.signIn(`${who}.login`);
  const page = await LivePage.open(farm.bench.app.port, access);
  const told: Change[] = [];
  let text = JSON.stringify(page.snapshot);
  page.socket.on('message', (frame: Buffer) => {
    text += frame.toString();
    const message = LiveMessage.parse(JSON.parse(frame.toString()));
    if (message.type === 'delta') told.push(...message.changes);
  });
  return { page, told, text: () => text };
}

it('pages are told of a run from its request to its end, of who comes when, and whose minutes changed', async () => {
  const viewer = await watcher('viewer');
  const stranger = await watcher('stranger');
  const ours = viewer.page.snapshot.sharing;
  expect(ours).toMatchObject({ billing: 'minutes', pumps: [{ id: pump.id, name: 'Deep well' }], runs: [] });
  expect(stranger.page.snapshot.sharing).toMatchObject({ pumps: [], runs: [] });
  const asked = await pump.call('POST', 'runs', 'user', { id: 'run-on-the-line', pump: pump.id, seconds: 600 });
  expect(asked.status).toBe(201);
  await pump.pass(10);
  await pump.call('POST', 'runs/run-on-the-line/stop', 'user', {});
  await pump.pass(10);
  const isTold = () => viewer.told.some((change) => change.what === 'run' && change.run.state === 'ended');
  await expect.poll(isTold).toBe(true);
  const states = viewer.told.flatMap((change) => (change.what === 'run' ? [change.run.state] : []));
  expect([...new Set(states)]).toEqual(['starting', 'running', 'stopping', 'ended']);
  const kinds = new Set(viewer.told.map(({ what }) => what));
  for (const kind of ['run', 'pump', 'wallet'] as const) expect(kinds).toContain(kind);
  // Whose minutes, and not how many.
  const money = viewer.told.filter(({ what }) => what === 'wallet');
  for (const change of money) expect(change).toEqual({ what: 'wallet', user: farm.ids.user });
  for (const mark of ['Deep well', pump.id, 'run-on-the-line', farm.ids.user])
    expect(stranger.text()).not.toContain(mark);
  viewer.page.close();
  stranger.page.close();
});

it('a page is told who comes when, at most once a second', async () => {
  await pump.pass(70, 10);
  await pump.pay('installer', 7_200);
  const viewer = await watcher('viewer');
  await pump.call('POST', 'runs', 'user', { id: 'first-in-line', pump: pump.id, seconds: 600 });
  await pump.call('POST', 'runs', 'installer', { id: 'second-in-line', pump: pump.id, seconds: 600 });
  await pump.pass(10, 1);
  const places = () => viewer.told.filter((change) => change.what === 'places');
  await expect.poll(() => places().length).toBeGreaterThan(0);
  expect(places().at(-1)).toMatchObject({ group: 'all', places: [['second-in-line', expect.any(Number)]] });
  expect(places().length).toBeLessThanOrEqual(10);
  viewer.page.close();
});
