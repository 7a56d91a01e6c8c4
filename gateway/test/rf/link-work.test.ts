import { describe, expect, test } from 'vitest';
import type { RadioAnswer, RadioAsk } from '@farmgate/gateway/contract';
import { demoOutlets } from '@farmgate/virtual-farm';
import { LinkBench, off } from './link-bench.ts';

const pair: RadioAsk = { id: 'work-0001', ask: 'pair', address: '20', thresholdMa: 6_000 };

/** A factory-new outlet beside two of the farm. */
function benchWithNew(options: { loss?: number; seed?: number } = {}): LinkBench {
  const [spec] = demoOutlets([0x01], 0x01);
  const bench = new LinkBench({ ...options, more: spec ? [{ ...spec, thresholdMa: 0xffff }] : [] });
  bench.clock.advance(3_000);
  return bench;
}

function ended(bench: LinkBench): Extract<RadioAnswer, { kind: 'ended' }> | undefined {
  return bench.answers.find((answer) => answer.kind === 'ended');
}

function stepsDone(bench: LinkBench): string[] {
  return bench.answers.flatMap((answer) => (answer.kind === 'step' && answer.state === 'done' ? [answer.step] : []));
}

describe('pairing', () => {
  test('gives a factory-new outlet our master, its id and its threshold, in that order', () => {
    const bench = benchWithNew();
    bench.farm.outlets.get(0x01)?.pressButton();
    bench.link.ask(pair);
    bench.clock.advance(20_000);
    expect(stepsDone(bench)).toEqual(['free', 'master', 'id', 'threshold', 'check']);
    expect(ended(bench)).toMatchObject({ ok: true });
    expect(bench.farm.outlets.get(0x01)).toMatchObject({ id: 0x20, thresholdMa: 6_000 });
    expect(bench.heard).toContain(0x20);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('comes through where ACKs are lost (seed %i)', (seed) => {
    const bench = benchWithNew({ loss: 0.2, seed });
    bench.farm.outlets.get(0x01)?.pressButton();
    bench.link.ask(pair);
    bench.clock.advance(60_000);
    expect(ended(bench)).toMatchObject({ ok: true });
    expect(bench.farm.outlets.get(0x01)?.id).toBe(0x20);
  });

  test('says what to look after where the outlet is not in config mode', () => {
    const bench = benchWithNew();
    bench.link.ask(pair);
    bench.clock.advance(30_000);
    expect(ended(bench)).toMatchObject({ ok: false, note: expect.stringContaining('config mode') });
  });

  test('refuses an id at which somebody answers', () => {
    const bench = benchWithNew();
    bench.link.ask({ ...pair, address: 'FE' });
    bench.clock.advance(30_000);
    expect(ended(bench)).toMatchObject({ ok: false, note: expect.stringContaining('already') });
    expect(bench.farm.outlets.get(0x01)?.id).toBe(0x01);
  });
});

describe('a walk test', () => {
  test('sends a PING every half second, tells the last ten, and ends by itself', () => {
    const bench = new LinkBench();
    bench.clock.advance(3_000);
    bench.link.ask({ id: 'work-0001', ask: 'walk', address: 'FE', seconds: 10 });
    bench.clock.advance(15_000);
    const pings = bench.answers.filter((answer) => answer.kind === 'ping');
    expect(pings.length).toBeGreaterThanOrEqual(17);
    expect(pings.at(-1)).toMatchObject({ answered: true, lastTen: { answered: 10, of: 10 } });
    expect(ended(bench)).toMatchObject({ ok: true });
  });

  test('shows an outlet that falls silent, and polls of the others go on', () => {
    const bench = new LinkBench();
    bench.clock.advance(3_000);
    bench.link.ask({ id: 'work-0001', ask: 'walk', address: 'FE', seconds: 20 });
    bench.clock.advance(5_000);
    bench.fault('fe:dead');
    const before = bench.readings.length;
    bench.clock.advance(10_000);
    const last = bench.answers.filter((answer) => answer.kind === 'ping').at(-1);
    expect(last).toMatchObject({ answered: false, lastTen: { answered: 0, of: 10 } });
    expect(bench.readings.length - before).toBeGreaterThanOrEqual(4);
  });

  test('gives way to an OFF', () => {
    const bench = new LinkBench();
    bench.clock.advance(3_000);
    bench.link.ask({ id: 'work-0001', ask: 'walk', address: '10', seconds: 20 });
    bench.clock.advance(2_000);
    const given = bench.clock.monoMs();
    const { id } = bench.order(off);
    bench.clock.advance(1_000);
    expect(
      (bench.receipts.find((told) => told.id === id && told.state === 'delivered')?.at ?? Infinity) - given,
    ).toBeLessThan(500);
  });

  test('is stopped, and other work is refused while it lasts', () => {
    const bench = new LinkBench();
    bench.link.ask({ id: 'work-0001', ask: 'walk', address: 'FE', seconds: 60 });
    bench.link.ask({ id: 'work-0002', ask: 'scan' });
    bench.link.ask({ id: 'work-0003', ask: 'stop' });
    expect(bench.answers.filter(({ kind }) => kind === 'ended')).toMatchObject([
      { id: 'work-0002', ok: false, note: expect.stringContaining('busy') },
      { id: 'work-0001', ok: false, note: 'It was stopped' },
      { id: 'work-0003', ok: true },
    ]);
  });

  test('ends in words when the port is gone', () => {
    const bench = new LinkBench();
    bench.link.ask({ id: 'work-0001', ask: 'walk', address: 'FE', seconds: 60 });
    bench.link.lost();
    expect(ended(bench)).toMatchObject({ ok: false, note: expect.stringContaining('port') });
  });
});

test('a search finds who answers, whoever they belong to, and says how far it is', () => {
  const bench = new LinkBench({ ids: [0x05, 0x80, 0xfe], members: [0xfe], loss: 0.1, seed: 3 });
  bench.clock.advance(3_000);
  bench.link.ask({ id: 'work-0001', ask: 'scan' });
  bench.clock.advance(400_000);
  const found = bench.answers.flatMap((answer) => (answer.kind === 'found' ? [answer.address] : []));
  expect(found.toSorted()).toEqual(['05', '80', 'FE']);
  expect(bench.answers.filter(({ kind }) => kind === 'progress').length).toBeGreaterThan(10);
  expect(ended(bench)).toMatchObject({ ok: true, note: '3 outlets answer' });
});

describe('work that was stopped while its PING is in the air', () => {
  test.each<[string, RadioAsk]>([
    ['set-master', { id: 'work-0002', ask: 'set-master', address: '10', to: '05' }],
    ['ping', { id: 'work-0002', ask: 'ping', address: '10' }],
  ])('leaves its answer to no later %s', (_name, later) => {
    const bench = new LinkBench();
    bench.clock.advance(3_000);
    bench.fault('10:dead');
    bench.link.ask({ id: 'work-0001', ask: 'walk', address: 'FE', seconds: 60 });
    const isAsked = () => bench.sent.at(-1)?.hex.startsWith('AA FE 02 01') ?? false;
    for (let ms = 0; ms < 5_000 && !isAsked(); ms++) bench.clock.advance(1);
    expect(isAsked()).toBe(true);
    bench.link.ask({ id: 'work-0003', ask: 'stop' });
    bench.link.ask(later);
    bench.clock.advance(30_000);
    expect(bench.answers.filter(({ id }) => id === later.id).at(-1)).toMatchObject({ kind: 'ended', ok: false });
  });
});

describe('pairing of an outlet', () => {
  test('tells of no outlet at the id that it had from the factory', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const bench = benchWithNew({ loss: 0.3, seed });
      bench.farm.outlets.get(0x01)?.pressButton();
      bench.link.ask(pair);
      bench.clock.advance(60_000);
      expect(bench.heard).not.toContain(0x01);
    }
  });
});
