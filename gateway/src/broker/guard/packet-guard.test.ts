import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectPacket, pingPacket, publishPacket, subscribePacket } from '../../testing/http-mqtt.ts';
import { MAX_PACKET_BYTES, MAX_STRANGER_BYTES, PacketGuard, type GuardStep } from './packet-guard.ts';

const good = { clientId: 'node-1', username: 'node-1', password: 'secret' };
const connect = connectPacket(good);
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** All that comes out; whoever may be let in is let in. */
function pass(chunks: readonly Buffer[], guard = new PacketGuard()): GuardStep[] {
  const steps: GuardStep[] = [];
  for (const chunk of chunks) {
    guard.feed(chunk);
    for (let step = guard.next(); step.kind !== 'more'; step = guard.next()) {
      if (step.kind === 'waiting') guard.accept();
      else steps.push(step);
      if (step.kind === 'refused') return steps;
    }
  }
  return steps;
}

const last = (steps: readonly GuardStep[]) => steps.at(-1);
const reasonOf = (steps: readonly GuardStep[]) => {
  const step = last(steps);
  return step?.kind === 'refused' ? step.refusal.message : step?.kind;
};
const afterConnect = (packet: Buffer) => reasonOf(pass([connect, packet]));

describe('the packet guard', () => {
  it('lets whole packets through byte for byte, however they arrive', () => {
    const packets = [
      connect,
      publishPacket('farm/node-1/readings', Buffer.from('{}')),
      subscribePacket('a/+'),
      pingPacket,
    ];
    const bytes = Buffer.concat(packets);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
        const steps = pass(chunks);
        expect(steps.map((step) => (step.kind === 'packet' ? step.bytes : step))).toEqual(packets);
      }),
    );
  });

  it('refuses at the same place whatever the pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (noise, size) => {
        const bytes = Buffer.concat([connect, noise]);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(pass(chunks)).toEqual(pass([bytes]));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        pass([Buffer.from(noise)]);
        pass([connect, Buffer.from(noise)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets nothing by before the CONNECT was accepted', () => {
    const guard = new PacketGuard();
    guard.feed(Buffer.concat([connect, pingPacket]));
    expect(guard.next().kind).toBe('packet');
    expect(guard.next().kind).toBe('waiting');
    guard.accept();
    expect(guard.next()).toMatchObject({ kind: 'packet', bytes: pingPacket });
  });

  it('holds no more than a little of one who was not let in', () => {
    const guard = new PacketGuard();
    guard.feed(Buffer.concat([connect, Buffer.alloc(MAX_STRANGER_BYTES, pingPacket)]));
    guard.next();
    expect(guard.next().kind).toBe('waiting');
    guard.feed(pingPacket);
    expect(guard.next().kind).toBe('refused');
  });

  it('stays with its refusal', () => {
    const guard = new PacketGuard();
    guard.feed(pingPacket);
    expect(guard.next().kind).toBe('refused');
    guard.feed(connect);
    expect(guard.next().kind).toBe('refused');
  });

  it('refuses a length before the packet is there', () => {
    expect(reasonOf(pass([hex('10 fe 1f')]))).toMatch(/4097|4096 at most/);
    expect(afterConnect(hex('30 fe ff 03'))).toMatch(/65536 at most/);
  });

  it.each([
    ['a longest one of a stranger', MAX_STRANGER_BYTES, 'packet'],
    [
      'one byte more',
      MAX_STRANGER_BYTES + 1,
      `a packet of ${MAX_STRANGER_BYTES + 1} bytes, of ${MAX_STRANGER_BYTES} at most`,
    ],
  ])('takes %s as it should', (_name, size, outcome) => {
    const empty = connectPacket({ ...good, will: { topic: 'farm/node-1/status', payload: '' } }).length + 1;
    const will = { topic: 'farm/node-1/status', payload: 'x'.repeat(size - empty) };
    const packet = connectPacket({ ...good, will });
    expect(packet.length).toBe(size);
    expect(reasonOf(pass([packet]))).toBe(outcome);
  });

  it.each([
    ['the longest message', MAX_PACKET_BYTES, 'packet'],
    [
      'one byte more',
      MAX_PACKET_BYTES + 1,
      `a packet of ${MAX_PACKET_BYTES + 1} bytes, of ${MAX_PACKET_BYTES} at most`,
    ],
  ])('takes %s as it should', (_name, size, outcome) => {
    const packet = publishPacket('t', Buffer.alloc(size - 7));
    expect(packet.length).toBe(size);
    expect(afterConnect(packet)).toBe(outcome);
  });
});

describe('of a CONNECT the guard', () => {
  it.each([
    ['another protocol', connectPacket({ ...good, protocol: 'MQIsdp', level: 3 }), 'protocol'],
    ['version 5', connectPacket({ ...good, level: 5 }), 'protocol'],
    ['version 3', connectPacket({ ...good, level: 3 }), 'protocol'],
    ['the bit of a bridge in the version', connectPacket({ ...good, level: 0x84 }), 'protocol'],
    ['an empty client id', connectPacket({ ...good, clientId: '' }), 'identifier'],
    ['a long client id', connectPacket({ ...good, clientId: 'a'.repeat(49) }), 'identifier'],
    ['nobody', connectPacket({ clientId: 'node-1' }), 'not-authorized'],
    ['a name without a secret', connectPacket({ clientId: 'node-1', username: 'node-1' }), 'not-authorized'],
    ['a session to be kept', withFlags(0xc0), 'not-authorized'],
    ['an empty client id with a session to be kept', withFlags(0xc0, ''), 'identifier'],
    ['a long password', connectPacket({ ...good, password: 'x'.repeat(129) }), 'credentials'],
    ['a secret without a name', withFlags(0x42), undefined],
    ['the reserved flag', withFlags(0xc3), undefined],
    ['QoS 3 of a will', withFlags(0xde), undefined],
    ['QoS of no will', withFlags(0xca), undefined],
    ['a kept will that is none', withFlags(0xe2), undefined],
    ['NUL in the client id', connectPacket({ ...good, clientId: 'a\u0000b' }), undefined],
    ['a control character in the name', connectPacket({ ...good, username: 'a\u0085b' }), undefined],
    ['a will on a wildcard', connectPacket({ ...good, will: { topic: 'farm/+/status', payload: '' } }), undefined],
    ['a will on nothing', connectPacket({ ...good, will: { topic: '', payload: '' } }), undefined],
    ['bytes at the end', grown(connect), undefined],
    ['flags of the packet', Buffer.concat([hex('11'), connect.subarray(1)]), undefined],
    ['a length in more bytes than needed', hex('10 80 00'), undefined],
    ['a length of five bytes', hex('10 80 80 80 80'), undefined],
    ['a message first', publishPacket('t', Buffer.alloc(1)), undefined],
  ])('refuses %s', (_name, packet, answer) => {
    const step = last(pass([packet]));
    expect(step?.kind).toBe('refused');
    expect(step?.kind === 'refused' && step.refusal.answer).toBe(answer);
  });

  it('reads who it is and what its will says', () => {
    const will = { topic: 'farm/node-1/status', payload: '{"online":false}' };
    expect(pass([connectPacket({ ...good, will })])).toMatchObject([
      {
        facts: { kind: 'connect', clientId: 'node-1', username: 'node-1', keepAliveS: 0, will: { topic: will.topic } },
      },
    ]);
  });

  it('refuses a second one', () => {
    expect(afterConnect(connect)).toBe('a second CONNECT');
  });
});

describe('after the CONNECT the guard refuses', () => {
  const publish = (topic: string | Uint8Array) => publishPacket(topic, Buffer.from('x'));
  it.each([
    ['an empty topic', publish('')],
    ['a wildcard to publish on', publish('farm/+/status')],
    ['# to publish on', publish('farm/#')],
    ['nine levels', publish('a/'.repeat(8))],
    ['NUL in a topic', publish('a\u0000')],
    ['a control character in a topic', publish('a\nb')],
    ['U+FFFF in a topic', publish('a\uffff')],
    ['bytes that are no text', publish(Buffer.from([0xff, 0xfe]))],
    ['half a pair of UTF-16 in a topic', publish(Buffer.from([0x66, 0xed, 0xa0, 0x80]))],
    ['an overlong letter', publish(Buffer.from([0xc0, 0x80]))],
    ['a topic longer than its packet', hex('30 04 00 05 61 62')],
    ['QoS 3', hex('36 05 00 01 61 00 01')],
    ['a second time with QoS 0', hex('38 03 00 01 61')],
    ['packet id 0', hex('32 05 00 01 61 00 00')],
    ['packet id 0 of an answer', hex('40 02 00 00')],
    ['no packet id', hex('32 03 00 01 61')],
    ['an answer that is too long', hex('40 03 00 01 00')],
    ['an answer that is too short', hex('40 01 00')],
    ['a PUBREL without its flag', hex('60 02 00 01')],
    ['a SUBSCRIBE without its flag', Buffer.concat([hex('80'), subscribePacket('a').subarray(1)])],
    ['a SUBSCRIBE to nothing', hex('82 02 00 01')],
    ['a SUBSCRIBE with packet id 0', hex('82 06 00 00 00 01 61 00')],
    ['a SUBSCRIBE without a QoS', hex('82 05 00 01 00 01 61')],
    ['a SUBSCRIBE with QoS 3', hex('82 06 00 01 00 01 61 03')],
    ['an option of version 5', hex('82 06 00 01 00 01 61 04')],
    ['an empty filter', subscribePacket('')],
    ['# in the middle', subscribePacket('a/#/b')],
    ['# as part of a level', subscribePacket('a/b#')],
    ['+ as part of a level', subscribePacket('a+/b')],
    ['a filter of nine levels', subscribePacket('+/+/+/+/+/+/+/+/+')],
    ['an UNSUBSCRIBE from nothing', hex('a2 02 00 01')],
    ['an UNSUBSCRIBE from an illegal filter', hex('a2 05 00 01 00 01 00')],
    ['a long PINGREQ', hex('c0 01 00')],
    ['a long DISCONNECT', hex('e0 01 00')],
    ['a CONNACK', hex('20 02 00 00')],
    ['a SUBACK', hex('90 03 00 01 00')],
    ['an UNSUBACK', hex('b0 02 00 01')],
    ['a PINGRESP', hex('d0 00')],
    ['packet 0', hex('00 00')],
    ['an AUTH', hex('f0 00')],
  ])('%s', (_name, packet) => {
    expect(last(pass([connect, packet]))?.kind).toBe('refused');
  });
});

it('lets eight levels and filters with wildcards pass: who may hear them is not its to judge', () => {
  const packets = [publishPacket('a/b/c/d/e/f/g/h', Buffer.alloc(0)), subscribePacket('#'), subscribePacket('+/$x/#')];
  expect(pass([connect, ...packets]).map(({ kind }) => kind)).toEqual(['packet', 'packet', 'packet', 'packet']);
});

/** A CONNECT with other flags, and no will in it. */
function withFlags(flags: number, clientId = 'node-1'): Buffer {
  const packet = Buffer.from(connectPacket({ ...good, clientId }));
  packet.writeUInt8(flags, 9);
  return packet;
}

/** One byte more than its fields, and its length says so. */
function grown(packet: Buffer): Buffer {
  const longer = Buffer.concat([packet, Buffer.from([0])]);
  longer.writeUInt8(longer.readUInt8(1) + 1, 1);
  return longer;
}
