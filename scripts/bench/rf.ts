import type { Order } from '@farmgate/rf-bridge';
import { percentile } from './pairs.ts';
import { held, type Context, type Goal, type Group, type Result } from './result.ts';
import { RfAir, limits, type Given } from './rf-air.ts';
import { FifoAir } from './rf-fifo.ts';

const SEED = 20_261_121;
const HOUR_MS = 3_600_000;
const COUNTS = [8, 32, 64, 250] as const;

/** The radio link at the edge of what physics allows: the product's link, the tests' outlets, virtual time. */
export const rf: Group = {
  name: 'rf',
  run: async (context) => [
    ...cycles(context),
    ...(ackNames.some(context.wants) ? acks(context) : []),
    ...(dutyShares.some(({ name }) => context.wants(name) || context.wants(`${name}.off`)) ? duties(context) : []),
  ],
};

const ackNames = [
  'rf.ack.p50.n8',
  'rf.ack.p50.n250',
  'rf.ack.p50.flat',
  'rf.ack.p99.p10',
  'rf.confirmed.p10',
  'rf.false',
];
const dutyShares = [
  { name: 'rf.duty.d10', share: 0.1 },
  { name: 'rf.duty.d01', share: 0.01 },
];

function cycles(context: Context): Result[] {
  return COUNTS.flatMap((nodes) =>
    [
      { loss: 0.01, share: '01', most: 1.12 },
      { loss: 0.1, share: '10', most: 1.35 },
    ].flatMap(({ loss, share, most }) => {
      const goal: Goal = {
        name: `rf.cycle.n${nodes}.p${share}`,
        unit: 'x',
        most,
        against: `the model's limit, ${nodes} x ${limits.pollMs.toFixed(1)} ms`,
        method: `mean time from one current of a socket to its next, ${nodes} outlets polled without a pause, ${loss * 100} % of packets lost`,
      };
      return context.wants(goal.name) ? [cycle(context, goal, nodes, loss)] : [];
    }),
  );
}

/** A half-answered poll counts for the socket it brought alone: both sockets of every outlet must come round. */
function cycle(context: Context, goal: Goal, nodes: number, loss: number): Result {
  context.note(`Polling ${nodes} outlets at ${loss * 100} % loss`);
  const air = new RfAir({ nodes, loss, seed: SEED });
  const lengthMs = Math.max(2_400_000, 60 * nodes * limits.pollMs);
  air.clock.advance(30_000 + nodes * limits.pollMs);
  const before = air.reads.length;
  air.clock.advance(lengthMs);
  const reads = air.reads.length - before;
  const meanMs = (lengthMs * 2 * nodes) / reads;
  const perSocket = new Map<string, number>();
  for (const { node, socket } of air.reads.slice(before))
    perSocket.set(`${node}${socket}`, (perSocket.get(`${node}${socket}`) ?? 0) + 1);
  const counts = [...perSocket.values()];
  const seen = `${(meanMs / 1000).toFixed(2)} s; readings a socket ${Math.min(...counts)} to ${Math.max(...counts)}`;
  return held(goal, meanMs / (nodes * limits.pollMs), seen);
}

function acks(context: Context): Result[] {
  const p50s = [8, 250].map((nodes) => ({ nodes, times: ackTimes(context, nodes, 0.01, 3_000) }));
  const [few, many] = p50s.map(({ times }) => percentile(times, 0.5));
  const results = p50s.map(({ nodes, times }) =>
    held(
      {
        name: `rf.ack.p50.n${nodes}`,
        unit: 'ms over',
        most: 5,
        against: `the limit, ${limits.commandMs.toFixed(1)} ms and half a poll, ${(limits.pollMs / 2).toFixed(1)} ms`,
        method: '3,000 commands among polls without a pause, 1 % of packets lost: from the order to its ACK',
      },
      percentile(times, 0.5) - limits.commandMs - limits.pollMs / 2,
      `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
    ),
  );
  const flat: Goal = {
    name: 'rf.ack.p50.flat',
    unit: 'x',
    most: 1.1,
    against: 'the same with 8 outlets',
    method: 'p50 with 250 outlets',
  };
  return [...results, held(flat, (many ?? Number.NaN) / (few ?? Number.NaN)), ...atTenPercent(context)];
}

function atTenPercent(context: Context): Result[] {
  const nodes = 32;
  context.note('10,000 commands at 10 % loss');
  const { air, given } = commands({ nodes, loss: 0.1, count: 10_000 });
  const times = given.flatMap(({ at, ackedAt }) => (ackedAt === undefined ? [] : [ackedAt - at]));
  const theirs = fifoTimes('plain', nodes, 10_000);
  const best = fifoTimes('commands-first', nodes, 10_000);
  const outcomes = judge(air, given);
  return [
    held(
      {
        name: 'rf.ack.p99.p10',
        unit: 'x',
        most: 0.6,
        against: 'a FIFO scheduler with 350 ms time-out and as many tries',
        method: '10,000 commands among polls without a pause, 10 % of packets lost',
      },
      percentile(times, 0.99) / percentile(theirs, 0.99),
      `p99 ${percentile(times, 0.99).toFixed(0)} against ${percentile(theirs, 0.99).toFixed(0)} ms; one that sends commands before polls and tries again at once: ${percentile(best, 0.99).toFixed(0)} ms`,
    ),
    held(
      {
        name: 'rf.confirmed.p10',
        unit: '% missed',
        most: 0.1,
        words: '>= 99.9 % acknowledged in 5 tries and done',
        against: "the virtual outlets' own record",
        method: 'of 10,000 commands at 10 % loss, the share that was not both acknowledged and done',
      },
      (100 * (given.length - outcomes.confirmed)) / given.length,
      `${outcomes.confirmed} of ${given.length}`,
    ),
    held(
      {
        name: 'rf.false',
        unit: 'commands',
        most: 0,
        against: "the virtual outlets' own record",
        method: 'the same commands: acknowledged, and not done',
      },
      outcomes.lies,
    ),
  ];
}

function ackTimes(context: Context, nodes: number, loss: number, count: number): number[] {
  context.note(`${count} commands to ${nodes} outlets at ${loss * 100} % loss`);
  const { given } = commands({ nodes, loss, count });
  return given.flatMap(({ at, ackedAt }) => (ackedAt === undefined ? [] : [ackedAt - at]));
}

/** Commands at random moments to random sockets; each socket is told the other thing than last time. */
function commands({ nodes, loss, count }: { nodes: number; loss: number; count: number }): {
  air: RfAir;
  given: Given[];
} {
  const air = new RfAir({ nodes, loss, seed: SEED });
  air.keepsReads = false;
  air.clock.advance(60_000);
  const isOn = new Map<number, boolean>();
  const given = Array.from({ length: count }, (_, at) => {
    const node = air.anyNode();
    const on = !(isOn.get(node) ?? false);
    isOn.set(node, on);
    const order: Order = {
      id: `order-${at}-of-many`,
      node,
      change: { kind: 'relay', socket: 'b', on },
      ...(on ? { expiresAt: air.clock.monoMs() + 30_000 } : {}),
    };
    const one = air.give(order);
    air.clock.advance(1_500 + 1_000 * air.random());
    return one;
  });
  air.clock.advance(60_000);
  return { air, given };
}

function fifoTimes(kind: 'plain' | 'commands-first', nodes: number, count: number): number[] {
  const air = new FifoAir({ nodes, loss: 0.1, seed: SEED }, kind);
  air.clock.advance(60_000);
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    air.command(air.anyNode(), { kind: 'relay', socket: 'b', on: at % 2 === 0 }, (took) => {
      if (took !== undefined) times.push(took);
    });
    air.clock.advance(1_500 + 1_000 * air.random());
  }
  air.clock.advance(60_000);
  return times;
}

/** Held against what the outlets took as meant for them: each acknowledged command was received after it was given. */
function judge(air: RfAir, given: readonly Given[]): { confirmed: number; lies: number } {
  const closed = new Map<number, { at: number; closed: boolean }[]>();
  for (const truth of air.contacts) {
    if (truth.socket !== 'b') continue;
    const ofNode = closed.get(truth.node) ?? [];
    closed.set(truth.node, ofNode);
    ofNode.push({ at: truth.at, closed: truth.closed });
  }
  const wasDone = ({ order, at, ackedAt }: Given) => {
    const wanted = order.change.kind === 'relay' && order.change.on;
    const events = closed.get(order.node) ?? [];
    return events.some((event) => event.at >= at && event.at <= (ackedAt ?? Infinity) && event.closed === wanted);
  };
  const acked = given.filter(({ ackedAt }) => ackedAt !== undefined);
  const confirmed = acked.filter(wasDone).length;
  return { confirmed, lies: acked.length - confirmed };
}

function duties(context: Context): Result[] {
  return dutyShares.flatMap(({ name, share }) => duty(context, name, share));
}

/** Three hours of polls and a flood of ON and settings, with an OFF now and then. */
function duty(context: Context, name: string, share: number): Result[] {
  context.note(`Three hours of a flood at ${share * 100} % duty cycle`);
  const air = new RfAir({ nodes: 32, loss: 0.02, seed: SEED, duty: { share, packetMs: limits.packetMs } });
  air.keepsReads = false;
  const offs: Given[] = [];
  let count = 0;
  for (let at = 0; at < 3 * HOUR_MS; at += 100) {
    const node = air.anyNode();
    const isOff = at % 60_000 === 59_900;
    const expires = isOff ? {} : { expiresAt: air.clock.monoMs() + 30_000 };
    const change: Order['change'] =
      at % 300 === 0 ? { kind: 'set-threshold', ma: 5_000 } : { kind: 'relay', socket: isOff ? 'a' : 'b', on: !isOff };
    const one = air.give({ id: `flood-${count++}-order`, node, change, ...expires });
    if (isOff) offs.push(one);
    else air.given.delete(one.order.id);
    air.clock.advance(100);
  }
  air.clock.advance(HOUR_MS);
  const late = offs.map(({ at, ackedAt }) => ((ackedAt ?? Infinity) - at) / 1000);
  return [
    held(
      {
        name,
        unit: '% of the profile',
        most: 100,
        against: 'the profile',
        method: `the fullest hour, at whatever moment it begins, of three hours in which 10 commands a second are given, ${share * 100} % allowed`,
      },
      (100 * fullestHour(air.sentAt) * limits.packetMs) / (HOUR_MS * share),
    ),
    held(
      {
        name: `${name}.off`,
        unit: 's',
        most: 60,
        words: '<= 60, in the same hour',
        against: 'a fixed limit',
        method: 'the longest any OFF took to its ACK in that flood',
      },
      Math.max(...late),
      `${offs.length} OFF, p50 ${percentile(late, 0.5).toFixed(2)} s`,
    ),
  ];
}

function fullestHour(sentAt: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [last, at] of sentAt.entries()) {
    while ((sentAt[first] ?? 0) <= at - HOUR_MS) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
