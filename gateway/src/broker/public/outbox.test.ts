import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Outbox, type Saying } from './outbox.ts';

const say = (word: Saying['word'], payload: object, device = 'node-1'): Saying => ({
  credential: 'node-1',
  device,
  word,
  payload,
});

/** Everything, in the order in which it goes. */
function drain(outbox: Outbox, nowMono = 0): Saying[] {
  const all: Saying[] = [];
  for (let next = outbox.take(nowMono); next; next = outbox.take(nowMono)) all.push(next);
  return all;
}

describe('the outbox', () => {
  it('keeps the newest reading of each point, with its age', () => {
    const outbox = new Outbox();
    outbox.putReadings('node-1', 'node-1', { values: { level: 40, power: 100 } }, 1_000);
    outbox.putReadings('node-1', 'node-1', { values: { level: 41 } }, 3_000);
    outbox.putReadings('node-1', 'node-1', { values: { level: 39 }, ageMs: 2_500 }, 4_000);
    expect(drain(outbox, 5_000).map(({ payload }) => payload)).toEqual([
      { values: { power: 100 }, ageMs: 4_000 },
      { values: { level: 41 }, ageMs: 2_000 },
    ]);
  });

  it('keeps of hello and status the last one said', () => {
    const outbox = new Outbox();
    outbox.put(say('status', { online: false }));
    outbox.put(say('receipts', { id: 'a' }));
    outbox.put(say('status', { online: true }));
    expect(drain(outbox)).toEqual([say('receipts', { id: 'a' }), say('status', { online: true })]);
  });

  it('drops no receipt: it takes no more than it has room for', () => {
    const outbox = new Outbox();
    const taken = Array.from({ length: 100 }, (_, id) => id).filter((id) => outbox.put(say('receipts', { id })));
    expect(taken).toHaveLength(64);
    expect(drain(outbox).map(({ payload }) => payload)).toEqual(taken.map((id) => ({ id })));
    expect(outbox.put(say('receipts', { id: 100 }))).toBe(true);
  });

  it('puts what did not arrive before the rest, unless something newer is there', () => {
    const outbox = new Outbox();
    outbox.put(say('receipts', { id: 'a' }));
    outbox.put(say('receipts', { id: 'b' }));
    outbox.put(say('status', { online: true }));
    const taken = outbox.take(0);
    if (taken) outbox.giveBack(taken, 0);
    expect(drain(outbox).map(({ payload }) => payload)).toEqual([{ id: 'a' }, { id: 'b' }, { online: true }]);
    outbox.put(say('status', { online: false }));
    outbox.giveBack(say('status', { online: true }), 0);
    expect(drain(outbox)).toEqual([say('status', { online: false })]);
  });

  it('gives readings back without touching newer ones', () => {
    const outbox = new Outbox();
    outbox.putReadings('node-1', 'node-1', { values: { level: 40, power: 5 } }, 0);
    const taken = outbox.take(0);
    outbox.putReadings('node-1', 'node-1', { values: { level: 50 } }, 100);
    if (taken) outbox.giveBack(taken, 0);
    expect(drain(outbox, 200).map(({ payload }) => payload)).toEqual([
      { values: { power: 5 }, ageMs: 200 },
      { values: { level: 50 }, ageMs: 100 },
    ]);
  });

  it('forgets who may no longer speak, and the room it took', () => {
    const outbox = new Outbox();
    for (let id = 0; id < 64; id += 1) outbox.put(say('receipts', { id }, 'outlet-1'));
    outbox.putReadings('node-1', 'node-1', { values: { level: 1 } }, 0);
    outbox.keepOnly((_credential, device) => device === 'node-1');
    expect(outbox.size).toBe(1);
    expect(outbox.put(say('receipts', { id: 1 }))).toBe(true);
  });

  it('drops readings that are older than a day', () => {
    const outbox = new Outbox();
    outbox.putReadings('node-1', 'node-1', { values: { level: 1 } }, 0);
    expect(outbox.take(86_400_001)).toBeUndefined();
    expect(outbox.size).toBe(0);
  });

  it('holds no more than the contract has points, however many names are made up', () => {
    const outbox = new Outbox();
    for (let at = 0; at < 1_000; at += 1) outbox.putReadings('node-1', 'node-1', { values: { [`p${at}`]: at } }, at);
    expect(drain(outbox, 1_000)).toHaveLength(64);
  });

  it('ends with the newest value of each point, whatever did not arrive', () => {
    const steps = fc.array(
      fc.record({
        point: fc.constantFrom('a', 'b', 'c'),
        ms: fc.nat(50),
        does: fc.constantFrom('say', 'send', 'lose'),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const outbox = new Outbox();
        const arrived = new Map<string, { value: unknown; at: number }>();
        const said = new Map<string, number>();
        let now = 0;
        const arrive = ({ payload }: Saying, at: number) => {
          const { values, ageMs = 0 } = payload as { values: Record<string, number>; ageMs?: number };
          for (const [point, value] of Object.entries(values))
            if ((arrived.get(point)?.at ?? -1) <= at - ageMs) arrived.set(point, { value, at: at - ageMs });
        };
        for (const [value, { point, ms, does }] of all.entries()) {
          now += ms + 1;
          if (does === 'say') {
            outbox.putReadings('n', 'n', { values: { [point]: value } }, now);
            said.set(point, value);
            continue;
          }
          const next = outbox.take(now);
          if (next && does === 'send') arrive(next, now);
          if (next && does === 'lose') outbox.giveBack(next, now);
        }
        for (const rest of drain(outbox, now)) arrive(rest, now);
        expect(new Map([...arrived].map(([point, { value }]) => [point, value]))).toEqual(said);
      }),
    );
  });
});
