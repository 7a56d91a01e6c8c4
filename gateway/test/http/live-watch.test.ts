import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Roster } from '../../src/contract/index.ts';
import { BRIDGE, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { LivePage } from '../../src/testing/http-live.ts';

let farm: HttpFarm;
let roster: Roster | undefined;

beforeAll(async () => {
  farm = await startFarm();
  const { client } = farm.bridge;
  client.on('message', (_topic, payload) => (roster = Roster.parse(JSON.parse(payload.toString()))));
  await client.subscribeAsync(`farm/${BRIDGE}/roster`);
});
afterAll(() => farm.stop());

const open = (who: Who = 'viewer') => LivePage.open(farm.bench.app.port, farm.tokenOf(who) ?? '');
const watch = ({ socket }: LivePage, devices: readonly string[]) =>
  socket.send(JSON.stringify({ type: 'watch', devices }));
/** Lets the gateway's clock run until the bridge has been told that the outlet is watched or not. */
async function toldWatched(isWatched: boolean): Promise<void> {
  const now = () => {
    farm.bench.clock.advance(100);
    return roster?.devices.some(({ device, watched }) => device === OUTLET && watched === true);
  };
  await expect.poll(now, { interval: 10 }).toBe(isWatched);
}

describe('a page', () => {
  it('has the device that it shows large watched until it shows another or is gone', async () => {
    await toldWatched(false);
    const page = await open();
    watch(page, [OUTLET]);
    await toldWatched(true);
    watch(page, []);
    await toldWatched(false);
    watch(page, [OUTLET]);
    await toldWatched(true);
    page.close();
    await toldWatched(false);
  });

  it('of another farm watches nothing of this one, and is not told why', async () => {
    const [ours, theirs] = [await open(), await open('stranger')];
    watch(theirs, [OUTLET]);
    watch(ours, ['outlet-none']);
    await expect.poll(() => theirs.socket.readyState).toBe(1);
    farm.bench.clock.advance(5_000);
    await toldWatched(false);
    theirs.close();
    ours.close();
  });

  it('may say so ten times at once and then twice a second', async () => {
    const page = await open();
    const closed = page.closed();
    for (let times = 0; times < 10; times += 1) watch(page, [OUTLET]);
    await toldWatched(true);
    farm.bench.clock.advance(1_000);
    watch(page, []);
    await toldWatched(false);
    expect(page.socket.readyState).toBe(1);
    for (let times = 0; times < 11; times += 1) watch(page, [OUTLET]);
    expect(await closed).toBe(1008);
    await toldWatched(false);
  });
});
