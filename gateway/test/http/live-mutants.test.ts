import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OUTLET, startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import { sayLive } from '../../src/testing/http-frames.ts';
import { LivePage } from '../../src/testing/http-live.ts';
import { Random } from '../../src/testing/http-random.ts';
import { exchange } from '../../src/testing/http-wire.ts';
import { makeWrongFrames, makeWrongUpgrade, upgradeRequest } from './live-mutants.ts';

const SEED = 20_261_122;
const UPGRADES = 1_500;
const FRAMES = 3_500;
/** What a close frame may say to whoever says anything at all. */
const anyCode: readonly unknown[] = [1000, 1002, 1005, 1007, 1008, 1009];

let farm: HttpFarm;
/** Somebody who looks on all the while. */
let witness: LivePage;

beforeAll(async () => {
  farm = await startFarm();
  witness = await LivePage.open(farm.bench.app.port, token());
});
afterAll(async () => {
  witness.close();
  await farm.stop();
});

const token = () => farm.tokenOf('viewer') ?? '';

async function viewers(): Promise<number> {
  const { text } = await farm.bench.call('GET', '/metrics');
  return Number(/^farmgate_live_viewers (\d+)$/m.exec(text)?.[1]);
}

describe('the live socket', () => {
  it(`lets nobody in with any of ${UPGRADES} wrong upgrades`, async () => {
    const random = new Random(SEED);
    const found: string[] = [];
    for (let at = 0; at < UPGRADES; at += 1) {
      const { name, request } = makeWrongUpgrade(random, token());
      const answer = await exchange(farm.bench.app.port, request, { halfClose: false });
      const status = typeof answer === 'string' ? answer : answer.status;
      if (typeof status === 'string' || ((status < 400 || status >= 500) && !isPage(answer)))
        found.push(`${name}: ${status}`);
    }
    expect(found).toEqual([]);
    await expect.poll(viewers).toBe(1);
  });

  it(`ends with a reason after each of ${FRAMES} things that are not to be said`, async () => {
    const random = new Random(SEED);
    const found: string[] = [];
    for (let at = 0; at < FRAMES; at += 1) {
      const { name, bytes, codes } = makeWrongFrames(random);
      const andGo = codes.length === 0;
      const { status, end } = await sayLive(farm.bench.app.port, { request: upgradeRequest(token()), bytes, andGo });
      const isRight = andGo ? end === 'ended' || anyCode.includes(end) : codes.some((code) => code === end);
      if (status !== 101 || !isRight) found.push(`${name}: ${status} ${end}`);
    }
    expect(found).toEqual([]);
    await expect.poll(viewers).toBe(1);
  });

  it('goes on telling whoever keeps to the rules', async () => {
    const told = once(witness.socket, 'message');
    const body = { name: 'Barn' };
    await farm.bench.call('PATCH', `/api/v1/devices/${OUTLET}`, { token: farm.tokenOf('master'), body });
    expect(String((await told)[0])).toContain('Barn');
  });
});

/** What asks for no upgrade at all is a page's request, and is answered with the web UI. */
function isPage(answer: Awaited<ReturnType<typeof exchange>>): boolean {
  return typeof answer !== 'string' && answer.status === 200 && answer.headers.get('upgrade') === undefined;
}
