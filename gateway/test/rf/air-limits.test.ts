import { describe, expect, test } from 'vitest';
import { LinkBench, off, on } from './link-bench.ts';

/** Cycle of N legacy outlets by the model of the radio, with loss p a packet. Unit: ms. */
const limits = [
  { nodes: 8, loss: 0, limitMs: 1_570 },
  { nodes: 8, loss: 0.01, limitMs: 1_630 },
  { nodes: 32, loss: 0.01, limitMs: 6_500 },
  { nodes: 64, loss: 0.01, limitMs: 13_100 },
];

describe('the poll cycle', () => {
  test.each(limits)('of $nodes nodes at loss $loss stays within 12 % of $limitMs ms', ({ nodes, loss, limitMs }) => {
    const ids = Array.from({ length: nodes }, (_, i) => 0x20 + i);
    const bench = new LinkBench({ ids, loss, timing: { pollEveryMs: 0, scanBusyMs: 1e9 } });
    const began = bench.clock.monoMs();
    bench.clock.advance(30 * limitMs);
    const whole = bench.readings.filter(({ currents }) => currents.a !== undefined && currents.b !== undefined);
    expect(((bench.clock.monoMs() - began) / whole.length) * nodes).toBeLessThan(limitMs * 1.12);
  });
});

describe('commands at 10 % loss', () => {
  test('are acknowledged within five tries, all but one in a thousand, and what is acknowledged was done', () => {
    const bench = new LinkBench({ ids: [0xfe], loss: 0.1, seed: 5, timing: { scanEveryMs: 1e9 } });
    const orders = Array.from({ length: 2_000 }, (_, i) => {
      const order = bench.order(i % 2 === 0 ? on : off);
      bench.clock.advance(2_500);
      const isDone = bench.lastOf(order.id)?.state === 'delivered';
      if (isDone) expect(bench.farm.outlets.get(0xfe)?.isLoadOn('a')).toBe(i % 2 === 0);
      return isDone;
    });
    expect(orders.filter(Boolean).length).toBeGreaterThanOrEqual(orders.length * 0.999);
  });
});

describe('an acknowledged command', () => {
  test.each([
    { fault: 'fe:lying-ack', what: 'was not carried out: no current', expected: 0 },
    { fault: 'fe.a:tripped', what: 'met a tripped socket', expected: 'tripped' },
    { fault: 'fe.a:load=0', what: 'has no load: no current either', expected: 0 },
  ])('that $what is told apart by what is read back', ({ fault, expected }) => {
    const bench = new LinkBench({ ids: [0xfe] });
    bench.clock.advance(1_000);
    bench.fault(fault);
    const { id } = bench.order(on);
    bench.clock.advance(900);
    expect(bench.lastOf(id)?.state).toBe('delivered');
    const read = bench.readings.at(-1)?.currents.a;
    expect(typeof read === 'number' && read < 20 ? 0 : read).toBe(expected);
  });
});

describe('a flood of commands', () => {
  test('uses up its part of the hour and leaves an OFF its air at once', () => {
    const duty = { share: 0.002, packetMs: 15.5 };
    const bench = new LinkBench({ duty });
    for (let at = 0; at < 600_000; at += 100) {
      bench.order(at % 200 === 0 ? on : { kind: 'set-threshold', ma: 5_000 }, { node: 0x10 });
      bench.clock.advance(100);
    }
    expect(bench.link.airUse).toMatchObject({ isFull: true });
    expect(bench.link.airUse.percent).toBeLessThanOrEqual(90);
    const given = bench.clock.monoMs();
    const { id } = bench.order(off);
    bench.clock.advance(1_000);
    const done = bench.receipts.find((told) => told.id === id && told.state === 'delivered');
    expect((done?.at ?? Infinity) - given).toBeLessThan(500);
    const hour = bench.sent.filter(({ at }) => at > bench.clock.monoMs() - 3_600_000).length * duty.packetMs;
    expect(hour).toBeLessThanOrEqual(duty.share * 3_600_000);
  });
});
