import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Order } from '@farmgate/rf-bridge';
import { type Request, decodeFrame, fromHex, parseRequest } from '@farmgate/rf-bridge/codec';
import { LinkBench } from './link-bench.ts';

const ids = [0xfe, 0x10, 0x11];

/** One thing that happens to a link. Times are in ms. */
type Happening =
  | { readonly what: 'wait'; readonly ms: number }
  | { readonly what: 'order'; readonly node: number; readonly change: Order['change']; readonly ttlMs: number }
  | { readonly what: 'again'; readonly which: number }
  | { readonly what: 'lost' | 'opened' }
  | { readonly what: 'dead' | 'repair'; readonly node: number };

const node = fc.constantFrom(...ids);
const change: fc.Arbitrary<Order['change']> = fc.oneof(
  fc.record({ kind: fc.constant('relay'), socket: fc.constantFrom('a', 'b'), on: fc.boolean() } as const),
  fc.record({ kind: fc.constant('set-threshold'), ma: fc.integer({ min: 100, max: 30_000 }) } as const),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('wait'), ms: fc.integer({ min: 0, max: 3_000 }) } as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('order'),
      node,
      change,
      ttlMs: fc.integer({ min: 1, max: 5_000 }),
    } as const),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('again'), which: fc.nat(20) } as const) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('lost', 'opened') } as const) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('dead', 'repair'), node } as const) },
);

test('whatever happens, an ON is never sent too late, too often or over a later OFF, and OFF goes first', () => {
  fc.assert(
    fc.property(
      fc.array(happening, { minLength: 5, maxLength: 40 }),
      fc.constantFrom(0, 0.1, 0.3),
      fc.integer({ min: 1, max: 1_000 }),
      (happenings, loss, seed) => {
        const bench = new LinkBench({ ids, loss, seed });
        const given = play(bench, happenings);
        bench.link.opened();
        bench.clock.advance(20_000);
        checkTransmissions(bench, given);
        checkEnds(bench, given);
      },
    ),
    { numRuns: 300 },
  );
});

function play(bench: LinkBench, happenings: readonly Happening[]): Order[] {
  const given: Order[] = [];
  let isOpen = true;
  for (const step of happenings) {
    if (step.what === 'wait') bench.clock.advance(step.ms);
    else if (step.what === 'order') given.push(giveOrder(bench, step));
    else if (step.what === 'again') askAgain(bench, given, step.which);
    else if (step.what === 'lost' && isOpen) bench.link.lost();
    else if (step.what === 'opened' && !isOpen) bench.link.opened();
    else if (step.what === 'dead' || step.what === 'repair') bench.fault(`${step.node.toString(16)}:${step.what}`);
    if (step.what === 'lost') isOpen = false;
    if (step.what === 'opened') isOpen = true;
  }
  return given;
}

function giveOrder(bench: LinkBench, { node, change, ttlMs }: Extract<Happening, { what: 'order' }>): Order {
  const isOff = change.kind === 'relay' && !change.on;
  return bench.order(change, { node, ...(isOff ? {} : { expiresAt: bench.clock.monoMs() + ttlMs }) });
}

/** An order that was given before comes once more, as after a reconnection of the broker. */
function askAgain(bench: LinkBench, given: readonly Order[], which: number): void {
  const order = given[which % Math.max(given.length, 1)];
  if (order) bench.link.accept({ ...order, again: true });
}

/** What the line saw: each transmission against all orders that were given before it. */
function checkTransmissions(bench: LinkBench, given: readonly Order[]): void {
  let before = -Infinity;
  for (const { at, hex, orders } of bench.sent) {
    expect(at - before).toBeGreaterThanOrEqual(100 - 1e-6);
    before = at;
    const { node, request } = requestIn(hex);
    if (!isOff(request)) expect(openOffs(bench, given.slice(0, orders), at)).toEqual([]);
    if (request.kind === 'relay' && request.on)
      expect(mayBeOn(given.slice(0, orders), { node, request, at })).toBe(true);
  }
  for (const order of given) {
    const tries = bench.receipts.filter(({ id }) => id === order.id).map((receipt) => receipt.try ?? 0);
    if (!isOff(order.change)) expect(Math.max(0, ...tries)).toBeLessThanOrEqual(5);
  }
}

/** The last order for this socket is an ON, and it has not expired. */
function mayBeOn(
  given: readonly Order[],
  { node, request, at }: { node: number; request: Request; at: number },
): boolean {
  const last = given.findLast((order) => order.node === node && socketOf(order.change) === socketOf(request));
  return last !== undefined && !isOff(last.change) && at < (last.expiresAt ?? -Infinity);
}

function socketOf(request: Request): string {
  return request.kind === 'relay' ? request.socket : 'none';
}

/** OFFs that have neither ended nor been given back to be asked for again when `at` came. */
function openOffs(bench: LinkBench, given: readonly Order[], at: number): string[] {
  const isOver = (id: string) =>
    bench.receipts.some((told) => told.id === id && told.at <= at && told.state !== 'sent');
  return given.filter(({ id, change }) => isOff(change) && !isOver(id)).map(({ id }) => id);
}

/** Nothing is forgotten: every order has ended by a receipt, and a delivered one was received by its node. */
function checkEnds(bench: LinkBench, given: readonly Order[]): void {
  for (const order of given) {
    const ends = bench.receipts.filter(({ id, state }) => id === order.id && state !== 'sent');
    expect(ends.length).toBeGreaterThan(0);
    if (ends.some(({ state }) => state === 'delivered')) expect(wasReceived(bench, order)).toBe(true);
  }
}

function wasReceived(bench: LinkBench, { node, change }: Order): boolean {
  return bench.farm.received(node).some((hex) => JSON.stringify(requestIn(hex).request) === JSON.stringify(change));
}

function requestIn(hex: string): { node: number; request: Request } {
  const frame = decodeFrame(fromHex(hex));
  const request = frame && parseRequest(frame);
  if (!frame || !request) throw new Error(`${hex} is no request`);
  return { node: frame.target, request };
}

function isOff(change: Request): boolean {
  return change.kind === 'relay' && !change.on;
}
