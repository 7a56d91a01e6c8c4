import { generate, parser, type Packet } from 'mqtt-packet';
import { PacketGuard, type GuardStep, type PacketFacts } from '../../src/broker/guard/index.ts';
import type { Random } from '../../src/testing/http-random.ts';

/** A packet as a well-made client sends it. */
export function makePacket(random: Random): Buffer {
  return random.percent(20) ? makeConnect(random) : makeLater(random);
}

/** A CONNECT as a well-made client sends it. */
export function makeConnect(random: Random): Buffer {
  const id = makeName(random);
  const will = { topic: `farm/${id}/status`, payload: makePayload(random), qos: makeQos(random), retain: flip(random) };
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: id,
    keepalive: random.below(65_536),
    username: id,
    password: random.bytes(random.below(60)),
    ...(flip(random) ? { will } : {}),
  });
}

/** What a client may send once it was let in. */
export function makeLater(random: Random): Buffer {
  const messageId = 1 + random.below(65_535);
  const kinds: (() => Packet)[] = [
    () => {
      const qos = makeQos(random);
      const dup = qos > 0 && flip(random);
      const fields = { topic: makeTopic(random), payload: makePayload(random), retain: flip(random) };
      return { cmd: 'publish', ...fields, qos, dup, ...(qos > 0 ? { messageId } : {}) };
    },
    () => {
      const subscriptions = some(random, () => ({ topic: makeFilter(random), qos: makeQos(random) }));
      return { cmd: 'subscribe', messageId, subscriptions };
    },
    () => ({ cmd: 'unsubscribe', messageId, unsubscriptions: some(random, () => makeFilter(random)) }),
    () => ({ cmd: random.pick(['puback', 'pubrec', 'pubrel', 'pubcomp'] as const), messageId }),
    () => ({ cmd: random.pick(['pingreq', 'disconnect'] as const) }),
  ];
  return generate(random.pick(kinds)());
}

/** The same packet with one byte changed, missing or too many. */
export function withOneByteChanged(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  switch (random.below(8)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), random.bytes(1), bytes.subarray(at)]);
    default: {
      const changed = Buffer.from(bytes);
      // The first bytes hold what is easiest to get wrong.
      const where = flip(random) ? random.below(Math.min(bytes.length, 14)) : at;
      changed.writeUInt8(flip(random) ? random.below(256) : bytes.readUInt8(where) ^ (1 << random.below(8)), where);
      return changed;
    }
  }
}

/** Gives bytes to a guard in pieces of at most `size`, lets everybody in at once, and answers all that came out. */
export function stepsOf(guard: PacketGuard, bytes: Buffer, size = bytes.length): GuardStep[] {
  const steps: GuardStep[] = [];
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) {
    guard.feed(bytes.subarray(at, at + Math.max(1, size)));
    for (let step = guard.next(); step.kind !== 'more'; step = guard.next()) {
      if (step.kind === 'waiting') {
        guard.accept();
        continue;
      }
      steps.push(step);
      if (step.kind === 'refused') return steps;
    }
  }
  return steps;
}

/** A guard that has let its client in. */
export function acceptedGuard(random: Random): PacketGuard {
  const guard = new PacketGuard();
  stepsOf(guard, makeConnect(random));
  guard.accept();
  return guard;
}

/** What the library's parser makes of what the guard let through; a sentence where it does not read the same fields. */
export function findDisagreement(bytes: Buffer, facts: PacketFacts): string | undefined {
  const seen: Packet[] = [];
  const errors: Error[] = [];
  const library = parser({ protocolVersion: 4 });
  library.on('packet', (packet) => seen.push(packet));
  library.on('error', (error: Error) => errors.push(error));
  const left = library.parse(bytes);
  const [packet] = seen;
  if (errors[0]) return `the library refuses it: ${errors[0].message}`;
  if (!packet || seen.length > 1 || left !== 0) return `the library sees ${seen.length} packets and ${left} bytes more`;
  const [ours, theirs] = [textOf(facts), textOf(fieldsOf(packet))];
  return ours === theirs ? undefined : `the guard reads ${ours}, the library ${theirs}`;
}

function fieldsOf(packet: Packet): object {
  switch (packet.cmd) {
    case 'connect': {
      const { clientId, username, password, keepalive, will } = packet;
      const fields = will && { qos: will.qos, retain: will.retain, topic: will.topic, payload: will.payload };
      return { kind: 'connect', clientId, username, password, keepAliveS: keepalive, will: fields };
    }
    case 'publish': {
      const { topic, payload, qos, messageId: id, retain, dup } = packet;
      return { kind: 'publish', topic, payload, qos, id, retain, dup };
    }
    case 'subscribe':
      return {
        kind: 'subscribe',
        id: packet.messageId,
        filters: packet.subscriptions.map(({ topic, qos }) => ({ topic, qos })),
      };
    case 'unsubscribe':
      return { kind: 'unsubscribe', id: packet.messageId, filters: packet.unsubscriptions };
    case 'pingreq':
    case 'disconnect':
      return { kind: packet.cmd };
    default:
      return { kind: packet.cmd, id: packet.messageId };
  }
}

function textOf(fields: object): string {
  return JSON.stringify(fields);
}

const levels = [
  'farm',
  'outlet-fe',
  'commands',
  'readings',
  '\u092a\u0902\u092a',
  'a b',
  '',
  '\u{1f69c}',
  'x'.repeat(40),
];

function makeTopic(random: Random): string {
  return some(random, () => random.pick(levels)).join('/') || 'farm';
}

function makeFilter(random: Random): string {
  const filter =
    some(random, () => (random.percent(20) ? '+' : random.pick(levels)))
      .slice(0, 6)
      .join('/') || '+';
  return random.percent(20) ? `${filter}/#` : filter;
}

function makePayload(random: Random): Buffer {
  return random.percent(5) ? random.bytes(random.below(3_000)) : random.bytes(random.below(50));
}

function makeName(random: Random): string {
  return random.pick(['node-1', 'bridge-7', 'a', `n${'0'.repeat(47)}`]);
}

function makeQos(random: Random): 0 | 1 | 2 {
  return random.pick([0, 1, 2] as const);
}

function flip(random: Random): boolean {
  return random.percent(50);
}

/** One to eight. */
function some<Item>(random: Random, make: () => Item): Item[] {
  return Array.from({ length: 1 + random.below(8) }, make);
}
