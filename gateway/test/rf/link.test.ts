import { describe, expect, test } from 'vitest';
import { LinkBench, off, on } from './link-bench.ts';

/** The frames of the four relay commands to FE from master 02. */
const ON_A = 'AA FE 02 02 00 01 FF BB';
const OFF_A = 'AA FE 02 03 00 01 FE BB';

describe('a command', () => {
  test('reaches the outlet byte for byte and is delivered by its ACK', () => {
    const bench = new LinkBench();
    bench.clock.advance(2_000);
    const { id } = bench.order(on);
    bench.clock.advance(500);
    expect(bench.farm.received(0xfe)).toContain(ON_A);
    expect(bench.farm.outlets.get(0xfe)?.isLoadOn('a')).toBe(true);
    const states = bench.receipts.filter((receipt) => receipt.id === id).map(({ state }) => state);
    expect(states).toEqual(['sent', 'delivered']);
  });

  test('in idle air is acknowledged after the time of two packets and no more', () => {
    const bench = new LinkBench({ ids: [0xfe], timing: { scanEveryMs: 1e9, pollEveryMs: 1e9 } });
    bench.clock.advance(5_000);
    const began = bench.clock.monoMs();
    const { id } = bench.order(on);
    bench.clock.advance(500);
    const [sent, delivered] = bench.receipts.filter((receipt) => receipt.id === id);
    expect(sent?.at).toBe(began);
    expect((delivered?.at ?? 0) - began).toBeLessThanOrEqual(110);
  });

  test('is read back at once and 5 s after its ACK', () => {
    const bench = new LinkBench({ ids: [0xfe], timing: { pollEveryMs: 1e6, scanEveryMs: 1e9 } });
    bench.clock.advance(1_000);
    const { id } = bench.order(on);
    bench.clock.advance(8_000);
    const ackedAt = bench.receipts.find((receipt) => receipt.id === id && receipt.state === 'delivered')?.at ?? 0;
    const reads = bench.readings.filter(({ at }) => at > ackedAt);
    expect(reads.map(({ at }) => Math.floor((at - ackedAt) / 1_000))).toEqual([0, 5]);
    expect(reads.every(({ currents }) => Number(currents.a) > 4_000)).toBe(true);
  });

  test('to a dead node is tried five times and fails with no-ack', () => {
    const bench = new LinkBench();
    bench.fault('fe:dead');
    const { id } = bench.order(on);
    bench.clock.advance(5_000);
    expect(bench.receipts.filter((receipt) => receipt.id === id && receipt.state === 'sent').length).toBe(5);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'no-ack', try: 5, of: 5 });
  });

  test('with an id that is known is not carried out again, its last receipt is told again', () => {
    const bench = new LinkBench();
    const order = bench.order(on);
    bench.clock.advance(1_000);
    bench.link.accept(order);
    bench.clock.advance(1_000);
    expect(bench.farm.received(0xfe).filter((hex) => hex === ON_A).length).toBe(1);
    expect(bench.receipts.filter(({ state }) => state === 'delivered').length).toBe(2);
  });

  test('that is to be carried on but is not known is refused and never begun', () => {
    const bench = new LinkBench();
    const { id } = bench.order(on, { resume: true });
    bench.clock.advance(1_000);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'no-ack' });
    expect(bench.farm.received(0xfe)).not.toContain(ON_A);
  });

  test('is failed at its expiry and not transmitted when the port is gone', () => {
    const bench = new LinkBench();
    bench.link.lost();
    const { id, expiresAt } = bench.order(on);
    bench.clock.advance(31_000);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'expired', at: expiresAt });
    bench.link.opened();
    bench.clock.advance(5_000);
    expect(bench.farm.received(0xfe)).not.toContain(ON_A);
  });

  test('that expires between two tries is not tried again', () => {
    const bench = new LinkBench();
    bench.clock.advance(1_000);
    bench.fault('fe:dead');
    const { id, expiresAt = 0 } = bench.order(on, { expiresAt: bench.clock.monoMs() + 700 });
    bench.clock.advance(5_000);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'expired' });
    expect(bench.commandsSent.every(({ at }) => at < expiresAt)).toBe(true);
  });

  test('for a setting is told with the value the node acknowledged', () => {
    const bench = new LinkBench();
    bench.order({ kind: 'set-threshold', ma: 3_233 });
    bench.clock.advance(1_000);
    expect(bench.farm.received(0xfe)).toContain('AA FE 02 07 0C A1 56 BB');
    expect(bench.thresholds).toEqual([3_233]);
  });
});

describe('OFF', () => {
  test('overtakes an ON that is being tried, which is then superseded and not sent again', () => {
    const bench = new LinkBench();
    bench.clock.advance(1_000);
    bench.fault('fe:dead');
    const { id } = bench.order(on);
    bench.clock.advance(400);
    bench.order(off);
    const accepted = bench.clock.monoMs();
    bench.clock.advance(5_000);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'superseded' });
    expect(bench.commandsSent.filter(({ at, hex }) => hex === ON_A && at >= accepted)).toEqual([]);
  });

  test('goes before every waiting ON, setting and poll', () => {
    const bench = new LinkBench({ ids: [0xfe, 0x10, 0x11] });
    bench.link.lost();
    bench.clock.advance(1_000);
    bench.order({ kind: 'set-threshold', ma: 5_000 });
    bench.order(on);
    bench.order(off, { node: 0x11 });
    const before = bench.sent.length;
    bench.link.opened();
    bench.clock.advance(2_000);
    const codes = bench.sent.slice(before, before + 3).map(({ hex }) => hex.slice(9, 11));
    expect(codes).toEqual(['03', '02', '07']);
  });

  test('waits for a search of an id that nobody has no longer than an ACK can take', () => {
    const bench = new LinkBench({ ids: [0xfe], timing: { pollEveryMs: 1e9, scanEveryMs: 1e9 } });
    bench.clock.advance(100);
    const searchedAt = bench.sent.at(-1)?.at ?? 0;
    expect(bench.sent.map(({ hex }) => hex.slice(0, 11))).toEqual(['AA 03 02 01']);
    bench.order(off);
    bench.clock.advance(400);
    expect((bench.commandsSent[0]?.at ?? Infinity) - searchedAt).toBeLessThanOrEqual(160);
  });

  test('that is owed goes first when its node is heard again', () => {
    const bench = new LinkBench();
    bench.clock.advance(1_000);
    bench.fault('fe:dead');
    const { id } = bench.order(off);
    bench.clock.advance(10_000);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'no-ack' });
    bench.fault('fe:repair');
    bench.clock.advance(5_000);
    expect(bench.lastOf(id)).toMatchObject({ state: 'delivered', try: 6, of: 5 });
    const frames = bench.farm.received(0xfe).slice(-4);
    expect(frames).toContain(OFF_A);
  });

  test('asked for again while its node is silent is sent once a time, without a burst', () => {
    const bench = new LinkBench({ timing: { pollEveryMs: 1e6 } });
    bench.clock.advance(1_000);
    bench.fault('fe:dead');
    const order = bench.order(off);
    bench.clock.advance(10_000);
    const before = bench.commandsSent.length;
    bench.link.accept({ ...order, again: true });
    bench.clock.advance(2_000);
    expect(bench.commandsSent.length - before).toBe(1);
    expect(bench.lastOf(order.id)).toMatchObject({ state: 'failed', reason: 'no-ack', try: 6 });
  });

  test('asked for again after its ACK is sent once more: after a trip the node closes by itself', () => {
    const bench = new LinkBench();
    const order = bench.order(off);
    bench.clock.advance(1_000);
    bench.link.accept({ ...order, again: true });
    bench.clock.advance(1_000);
    expect(bench.farm.received(0xfe).filter((hex) => hex === OFF_A).length).toBe(2);
  });

  test('asked for again over a later ON is not sent', () => {
    const bench = new LinkBench();
    const order = bench.order(off);
    bench.clock.advance(1_000);
    bench.order(on);
    bench.clock.advance(1_000);
    bench.link.accept({ ...order, again: true });
    bench.clock.advance(1_000);
    expect(bench.farm.outlets.get(0xfe)?.isLoadOn('a')).toBe(true);
  });

  test('to a dead node does not hold up the first OFF of another', () => {
    const bench = new LinkBench({ ids: [0xfe, 0x10, 0x11] });
    bench.clock.advance(1_000);
    bench.fault('fe:dead');
    bench.order(off);
    bench.order(off, { node: 0x10 });
    bench.order(off, { node: 0x11 });
    bench.clock.advance(1_000);
    expect(bench.receipts.filter(({ state }) => state === 'delivered').length).toBe(2);
  });
});

describe('a node that hangs on another bridge now', () => {
  const others = [{ id: 0x10, watched: false }];

  test('is not sent the ON that waited for the port', () => {
    const bench = new LinkBench();
    bench.clock.advance(1_000);
    bench.link.lost();
    const { id } = bench.order(on);
    bench.link.setMembers(others);
    bench.link.opened();
    bench.clock.advance(5_000);
    expect(bench.commandsSent).toEqual([]);
    expect(bench.lastOf(id)).toMatchObject({ state: 'failed', reason: 'no-ack' });
  });

  test('is not switched off by an OFF that was owed to it, over a later ON of the other', () => {
    const bench = new LinkBench();
    bench.clock.advance(1_000);
    bench.fault('fe:dead');
    bench.order(off);
    bench.clock.advance(10_000);
    bench.link.setMembers(others);
    const before = bench.commandsSent.length;
    bench.fault('fe:repair');
    bench.clock.advance(120_000);
    expect(bench.heard.filter((node) => node === 0xfe).length).toBeGreaterThan(1);
    expect(bench.commandsSent.length).toBe(before);
  });

  test('is sent no OFF once more that was given to it before it came back', () => {
    const bench = new LinkBench();
    const order = bench.order(off);
    bench.clock.advance(1_000);
    bench.link.setMembers(others);
    bench.link.setMembers([...others, { id: 0xfe, watched: false }]);
    const before = bench.commandsSent.length;
    bench.link.accept({ ...order, again: true });
    bench.clock.advance(1_000);
    expect(bench.commandsSent.length).toBe(before + 1);
  });
});

describe('polling', () => {
  test('reads the nodes in turn, evenly, and ends a poll on its second report', () => {
    const ids = Array.from({ length: 8 }, (_, i) => 0x20 + i);
    const bench = new LinkBench({ ids, timing: { pollEveryMs: 0, scanBusyMs: 1e9 } });
    bench.clock.advance(20_000);
    const counts = ids.map((id) => bench.readings.filter(({ node }) => node === id).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    // The model's limit for eight legacy outlets is 1.57 s.
    expect(bench.link.cycleMs).toBeLessThanOrEqual(1_570 * 1.12);
  });

  test('attributes reports to the node just asked, whatever their sender says', () => {
    const bench = new LinkBench({ ids: [0xfe, 0x10] });
    bench.order(on, { node: 0x10 });
    bench.clock.advance(3_000);
    const last = (id: number) => bench.readings.findLast(({ node }) => node === id)?.currents.a;
    expect(last(0x10)).toBeGreaterThan(200);
    expect(last(0xfe)).toBeLessThan(100);
  });

  test('tells a trip in place of a current', () => {
    const bench = new LinkBench({ ids: [0x11] });
    bench.order(on, { node: 0x11 });
    bench.clock.advance(1_000);
    expect(bench.readings.at(-1)?.currents.a).toBe('tripped');
  });

  test('calls a node offline after three silent polls and asks it less and less often', () => {
    const bench = new LinkBench({ ids: [0xfe], timing: { scanEveryMs: 1e9 } });
    bench.clock.advance(3_000);
    bench.fault('fe:dead');
    bench.clock.advance(10_000);
    expect(bench.silent.map(({ node }) => node)).toEqual([0xfe]);
    const polls = () => bench.sent.filter(({ hex }) => hex.startsWith('AA FE 02 04')).length;
    const before = polls();
    bench.clock.advance(600_000);
    expect(polls() - before).toBeLessThan(20);
    bench.fault('fe:repair');
    bench.clock.advance(61_000);
    expect(bench.heard.filter((node) => node === 0xfe).length).toBe(2);
  });

  test('with many watched nodes still comes round to the others', () => {
    const ids = Array.from({ length: 16 }, (_, i) => 0x20 + i);
    const bench = new LinkBench({ ids });
    bench.link.setMembers(ids.map((id) => ({ id, watched: id < 0x2c })));
    bench.clock.advance(30_000);
    for (const id of ids) expect(bench.readings.filter(({ node }) => node === id).length).toBeGreaterThan(3);
  });

  test('from the wrong master is never answered: the nodes count as silent', () => {
    const bench = new LinkBench({ master: 0x01 });
    bench.clock.advance(10_000);
    expect(bench.readings).toEqual([]);
    expect(bench.silent.map(({ node }) => node).toSorted((a, b) => a - b)).toEqual([0x10, 0xfe]);
  });
});

describe('the search for outlets', () => {
  test('finds one that nobody has adopted, announces it and goes on asking it', () => {
    const bench = new LinkBench({ ids: [0x05], members: [] });
    bench.clock.advance(10_000);
    expect(bench.heard).toEqual([0x05]);
    bench.clock.advance(90_000);
    expect(bench.heard.length).toBeGreaterThanOrEqual(3);
    expect(bench.readings).toEqual([]);
  });

  test('reaches every id', () => {
    const bench = new LinkBench({ ids: [], members: [] });
    bench.clock.advance(300_000);
    const asked = new Set(bench.sent.map(({ hex }) => hex.slice(3, 5)));
    expect(asked.size).toBe(0xfe - 0x03 + 1);
  });
});
