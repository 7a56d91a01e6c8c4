import { setTimeout as sleep } from 'node:timers/promises';
import { topicOf } from '@farmgate/gateway/contract';
import { credentialOf } from '../../gateway/src/testing/net-core.ts';
import { findMosquitto, startMosquitto, type BrokerProcess } from './mosquitto.ts';
import { Crowd } from './mqtt-crowd.ts';
import { PublicSide } from './mqtt-public.ts';
import { comparePairs, type Compared } from './pairs.ts';
import { cpuMsOf, pssKbOf } from './process-cost.ts';
import { held, skipped, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';

const SAYERS = 100;
const HEARERS = 1_000;
const PER_SECOND = 5_000;
const WINDOW_MS = 3_000;
const TICK_MS = 2;
const SETTLE_MS = 300;
const LOOK_MS = 20;
/** Messages, some 1,500 a second. */
const WARM_UP = 6_000;
/** What was said last is still on its way for so long at most: then not the same was measured on both sides. */
const LATEST_MS = 15_000;
/** Where a machine with other work cannot keep the pace, both sides are waited for alike: more would lie in queues, not in a broker. */
const MOST_UNDER_WAY = 1_000;
/** Readings name another point each time, so that none takes the place of one that is still on its way. */
const POINTS = 60;
/** The mark of whoever speaks and hears for the gateway at the peer. */
const GATEWAY = 'gateway';

const against = 'mosquitto, the same messages from the same clients';
const paced: Goal = {
  name: 'mqtt.cpu.paced',
  unit: 'x',
  most: 2.5,
  against,
  method: `CPU of the broker's process while ${SAYERS} nodes say ${PER_SECOND} readings a second, QoS 1, and the gateway hears them all; median of five alternating pairs`,
};
const fanout: Goal = {
  name: 'mqtt.cpu.fanout',
  unit: 'x',
  most: 2,
  against,
  method: `CPU of the broker's process while the gateway says ${PER_SECOND} commands a second to ${HEARERS} nodes, each on a topic of its own, QoS 1; median of five alternating pairs`,
};
const rss: Goal = {
  name: 'mqtt.rss',
  unit: 'kB',
  most: 50,
  against: 'its own size without clients; mosquitto beside it',
  method: `proportional set size that ${HEARERS} connections with a subscription each add, a connection`,
};
const far: Readonly<Record<string, number>> = { [paced.name]: 1.25, [fanout.name]: 1, [rss.name]: 15 };

/** What it costs to serve nodes on the network. */
export const mqtt: Group = {
  name: 'mqtt',
  run: async (context) => {
    const program = findMosquitto();
    if (program === undefined) return [paced, fanout, rss].map((goal) => skipped(goal, 'mosquitto (Debian)'));
    const results: Result[] = [];
    if (context.wants(paced.name)) results.push(await withBrokers(context, program, SAYERS, measurePaced));
    if (context.wants(fanout.name) || context.wants(rss.name))
      results.push(...(await withBrokers(context, program, HEARERS, measureMany)));
    return results;
  },
};

/** Both brokers, and who is to be their clients. */
interface Sides {
  readonly ours: PublicSide;
  readonly theirs: BrokerProcess;
  readonly ids: readonly string[];
  readonly context: Context;
}

function withBrokers<Value>(
  context: Context,
  program: string,
  clients: number,
  work: (sides: Sides) => Promise<Value>,
): Promise<Value> {
  const ids = Array.from({ length: clients }, (_, at) => `node-${at}`);
  return withScratch(context.root, async (dir) => {
    const theirs = await startMosquitto(program, dir);
    try {
      const ours = await PublicSide.start(
        context.root,
        dir,
        ids.map((id) => credentialOf(id, 'node')),
      );
      try {
        return await work({ ours, theirs, ids, context });
      } finally {
        await ours.stop();
      }
    } finally {
      await theirs.stop();
    }
  });
}

async function measurePaced({ ours, theirs, ids, context }: Sides): Promise<Result> {
  context.note(`${SAYERS} nodes say ${PER_SECOND} readings a second`);
  const [here, there, gateway] = [new Crowd(), new Crowd(), new Crowd()];
  await here.open(ours.port, ids);
  await there.open(theirs.port, ids);
  await gateway.open(theirs.port, [GATEWAY], () => 'farm/+/readings');
  const sayBy = (crowd: Crowd) => (at: number) =>
    crowd.say(
      (id) => topicOf(id, 'readings'),
      `{"values":{"current${Math.floor(at / SAYERS) % POINTS}":${at % 10_000}}}`,
    );
  await warmUp((at) => here.say((id) => topicOf(id, 'readings'), `{"values":{"current":${at}}}`));
  const compared = await comparePairs(
    () => cpuWhile(ours, sayBy(here), () => ours.heard),
    () => cpuWhile(theirs, sayBy(there), () => gateway.heard),
  );
  for (const crowd of [here, there, gateway]) crowd.close();
  return resultOf(paced, compared);
}

async function measureMany({ ours, theirs, ids, context }: Sides): Promise<Result[]> {
  context.note(`${HEARERS} nodes connect`);
  const [here, there, gateway] = [new Crowd(), new Crowd(), new Crowd()];
  const ownKb = await perConnection(ours, () => here.open(ours.port, ids, (id) => topicOf(id, 'commands')));
  const theirKb = await perConnection(theirs, () => there.open(theirs.port, ids, (id) => topicOf(id, 'commands')));
  const size = held(rss, ownKb, `mosquitto ${theirKb.toFixed(1)} kB; ${distance(rss, ownKb)}`);
  if (!context.wants(fanout.name)) return [size];
  context.note(`The gateway says ${PER_SECOND} commands a second`);
  await gateway.open(theirs.port, [GATEWAY]);
  const topicAt = (at: number) => topicOf(ids[at % ids.length] ?? '', 'commands');
  const commandAt = (at: number) => ({ id: `command-${at}`, point: 'relay', value: true, ttlMs: 30_000 });
  const compared = await comparePairs(
    () =>
      cpuWhile(
        ours,
        (at) => ours.core.publish(topicAt(at), commandAt(at)),
        () => here.heard,
      ),
    () =>
      cpuWhile(
        theirs,
        (at) => gateway.say(() => topicAt(at), JSON.stringify(commandAt(at)), 0),
        () => there.heard,
      ),
  );
  for (const crowd of [here, there, gateway]) crowd.close();
  return [resultOf(fanout, compared), size];
}

/** What runs in a virtual machine of a language is compiled while it runs; nobody's day begins with 5,000 messages a second. */
async function warmUp(say: (at: number) => void): Promise<void> {
  for (let at = 0; at < WARM_UP; at += 1) {
    say(at);
    if (at % 5 === 0) await sleep(TICK_MS);
  }
  await sleep(SETTLE_MS);
}

/** CPU of a broker while so many messages a second are said, all of which must arrive. Unit: ms. */
async function cpuWhile(broker: BrokerProcess, say: (at: number) => void, heard: () => number): Promise<number> {
  const { pid } = broker;
  const [before, heardBefore, startedMs] = [cpuMsOf(pid), heard(), performance.now()];
  let said = 0;
  const arrived = () => heard() - heardBefore;
  for (let passedMs = 0; passedMs < WINDOW_MS; passedMs = performance.now() - startedMs) {
    const due = Math.min((passedMs / 1_000) * PER_SECOND, arrived() + MOST_UNDER_WAY);
    for (; said < due; said += 1) say(said);
    await sleep(TICK_MS);
  }
  const deadlineMs = performance.now() + LATEST_MS;
  while (arrived() < said) {
    if (performance.now() > deadlineMs)
      throw new Error(`Of ${said} messages ${arrived()} arrived. The broker said last:\n${broker.said}`);
    await sleep(LOOK_MS);
  }
  return (cpuMsOf(pid) - before) / said;
}

async function perConnection({ pid }: BrokerProcess, connect: () => Promise<void>): Promise<number> {
  await sleep(SETTLE_MS);
  const before = pssKbOf(pid);
  await connect();
  await sleep(SETTLE_MS);
  return (pssKbOf(pid) - before) / HEARERS;
}

function resultOf(goal: Goal, { ratio, ours, theirs }: Compared): Result {
  const us = (ms: number) => `${(ms * 1_000).toFixed(0)} us`;
  return held(goal, ratio, `${us(ours)} against ${us(theirs)} a message; ${distance(goal, ratio)}`);
}

/** How far it still is to what is wanted in the end. */
function distance({ name, unit }: Goal, value: number): string {
  const wanted = far[name] ?? Number.NaN;
  const times = value / wanted;
  return times <= 1
    ? `the far goal of ${wanted} ${unit} is reached`
    : `${times.toFixed(1)} times the far goal of ${wanted} ${unit}`;
}
