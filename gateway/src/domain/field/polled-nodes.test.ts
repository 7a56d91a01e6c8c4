import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana } from '../../testing/field-bench.ts';
import { NetworkBench } from '../../testing/network-bench.ts';

const NODE = 'poller';

let bench: NetworkBench;
beforeEach(() => {
  bench = newBench();
});
afterEach(() => bench.close());

function newBench(): NetworkBench {
  const made = new NetworkBench();
  made.make(NODE);
  hello(made);
  return made;
}

function hello(at: NetworkBench, session = 'session-1', pollS = 10): void {
  at.network.hello(NODE, { contract: 1, type: 'pump-node', session, pollS });
}

let asked = 0;
function ask(value: boolean | number, point = 'relay', at = bench): string {
  const id = `command-${++asked}`;
  at.field.commander.accept(ana, { id, device: NODE, point, value });
  return id;
}
const told = async (at = bench) => ((await at.poll(NODE)) ?? []).map(({ id }) => id);
const stateOf = (id: string) => bench.field.commander.find(ana.site, id)?.state;

describe('what a node that asks is told', () => {
  it('comes until a receipt names it', async () => {
    const on = ask(true);
    expect(await told()).toEqual([on]);
    expect(await told()).toEqual([on]);
    bench.network.report(NODE, { receipts: [{ id: on, state: 'delivered' }] });
    expect(await told()).toEqual([]);
    bench.network.report(NODE, { readings: { values: { relay: true } } });
    expect(stateOf(on)).toBe('confirmed');
  });

  it('has what is left to live, and no clock but the node needs none', async () => {
    ask(true);
    bench.clock.advance(12_000);
    expect(await bench.poll(NODE)).toEqual([{ id: expect.any(String), point: 'relay', value: true, ttlMs: 18_000 }]);
  });

  it('is no ON that has expired', async () => {
    const on = ask(true);
    bench.clock.advance(29_999);
    expect(await told()).toEqual([on]);
    bench.clock.advance(1);
    expect(await told()).toEqual([]);
  });

  it('is an OFF ahead of all else, in the place of the ON before it, however late', async () => {
    ask(90, 'lease');
    ask(true);
    const off = ask(false);
    expect((await told())[0]).toBe(off);
    expect(await told()).toHaveLength(2);
    for (let at = 0; at < 60; at++) {
      bench.clock.advance(20_000);
      await bench.poll(NODE);
    }
    expect(await told()).toEqual([off]);
  });

  it('is no ON while everything is stopped', async () => {
    const on = ask(true);
    bench.field.stopAll(ana, 'site');
    const [message, ...more] = (await bench.poll(NODE)) ?? [];
    expect(message).toMatchObject({ point: 'relay', value: false });
    expect(more).toEqual([]);
    expect(stateOf(on)).toBe('failed');
    ask(true);
    expect(await told()).toEqual([message?.id]);
  });

  it('is nothing that a node was told before it restarted, but the OFF that is owed', async () => {
    const on = ask(true);
    hello(bench, 'session-2');
    expect(await told()).toEqual([]);
    expect(stateOf(on)).toBe('failed');
    const off = ask(false);
    hello(bench, 'session-3');
    expect(await bench.poll(NODE)).toMatchObject([{ id: off, again: true }]);
  });

  it('goes on after a crash of the gateway, once it said hello', async () => {
    const off = ask(false);
    bench.crash();
    expect(await bench.poll(NODE)).toBeUndefined();
    expect(bench.network.report(NODE, {})).toBe(false);
    hello(bench);
    expect(await told()).toEqual([off]);
  });

  it('is nothing by this way once it speaks by the other', async () => {
    ask(false);
    bench.sayNode(NODE);
    expect(await bench.poll(NODE)).toBeUndefined();
    bench.network.losePublicBroker();
    expect(bench.availabilityOf(NODE)).toBe('offline');
    hello(bench);
    expect(bench.availabilityOf(NODE)).toBe('online');
    bench.network.losePublicBroker();
    expect(bench.availabilityOf(NODE)).toBe('online');
  });

  it('waits in a queue of one a point, whatever is asked', async () => {
    for (let at = 0; at < 100; at++) {
      ask(at % 2 === 0);
      ask(30 + at, 'lease');
      ask(1, 'reset');
    }
    expect(await told()).toHaveLength(3);
  });

  it('is never an ON that is not the last word, has expired or is latched, in whatever order things happen', async () => {
    const doings = [
      'on',
      'off',
      'poll',
      'report',
      'wait',
      'expire',
      'silence',
      'hello',
      'restart',
      'stop',
      'crash',
      'leave',
    ] as const;
    await assert(asyncProperty(array(constantFrom(...doings), { maxLength: 40 }), holdsThrough), { numRuns: 150 });
  });
});

async function holdsThrough(steps: readonly string[]): Promise<void> {
  const at = newBench();
  let last: { id: string; value: boolean; mono: number } | undefined;
  let [session, isLatched] = [1, false];
  hello(at, 'session-1', 20);
  try {
    for (const step of steps) {
      if (step === 'on' || step === 'off') {
        const id = ask(step === 'on', 'relay', at);
        if (at.field.commander.find(ana.site, id)) last = { id, value: step === 'on', mono: at.clock.monoMs() };
      }
      if (step === 'report') at.network.report(NODE, { readings: { values: { relay: last?.value ?? false } } });
      if (step === 'wait') at.clock.advance(7_000);
      if (step === 'expire') at.clock.advance(30_500);
      if (step === 'silence') at.clock.advance(100_000);
      if (step === 'restart') session++;
      if (step === 'hello' || step === 'restart') hello(at, `session-${session}`, 20);
      if (step === 'stop') {
        at.field.stopAll(ana, 'site');
        isLatched = true;
      }
      if (step === 'crash') at.crash();
      if (step === 'leave') at.sayNode(NODE);
      const messages = (await at.poll(NODE)) ?? [];
      const on = messages.find(({ value }) => value === true);
      if (!on) continue;
      expect(isLatched).toBe(false);
      expect(on.id).toBe(last?.id);
      expect(at.clock.monoMs() - (last?.mono ?? 0)).toBeLessThan(30_000);
      expect(on.ttlMs).toBe(30_000 - (at.clock.monoMs() - (last?.mono ?? 0)));
    }
  } finally {
    at.close();
  }
}

describe('a node that asks', () => {
  it('is there while it asks or waits, and lost after three polls without a word', async () => {
    bench.clock.advance(29_999);
    expect(bench.availabilityOf(NODE)).toBe('online');
    const waiting = bench.network.poll(NODE, 25_000);
    bench.clock.advance(25_000);
    expect(await waiting).toEqual([]);
    bench.clock.advance(29_999);
    expect(bench.availabilityOf(NODE)).toBe('online');
    bench.clock.advance(1);
    expect(bench.field.registry.find(ana.site, NODE)).toMatchObject({
      availability: 'offline',
      unavailableReason: 'It was not heard for three polls',
    });
    bench.network.report(NODE, {});
    expect(bench.availabilityOf(NODE)).toBe('online');
  });

  it('gives it a minute a poll where it does not say', () => {
    bench.network.hello(NODE, { contract: 1, type: 'pump-node' });
    bench.clock.advance(179_999);
    expect(bench.availabilityOf(NODE)).toBe('online');
    bench.clock.advance(1);
    expect(bench.availabilityOf(NODE)).toBe('offline');
  });

  it('that was lost is given the OFF that is owed, and no ON it may have done half', async () => {
    const on = ask(true);
    bench.clock.advance(30_000);
    const off = ask(false);
    expect(await told()).toEqual([off]);
    expect(stateOf(on)).toBe('failed');
  });

  it.each(['revoke', 'rotate'] as const)('is told nothing while it waits when somebody does %s', async (what) => {
    const waiting = bench.network.poll(NODE, 25_000);
    ask(90, 'lease');
    expect(await waiting).toHaveLength(1);
    bench.network.report(NODE, { receipts: [{ id: (await told())[0] ?? '', state: 'delivered' }] });
    const second = bench.network.poll(NODE, 25_000);
    bench.network.credentials[what](ana, NODE);
    expect(await second).toEqual([]);
    expect(bench.availabilityOf(NODE)).toBe('offline');
    expect(await bench.poll(NODE)).toBeUndefined();
  });
});
