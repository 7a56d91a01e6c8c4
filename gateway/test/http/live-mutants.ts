import { frameBytes, OPCODES, type FrameDraft } from '../../src/testing/http-frames.ts';
import type { Random } from '../../src/testing/http-random.ts';
import { nastyBodies, nastyHeaders, nastyJson } from './nasty.ts';

/** An upgrade that nobody may be let in with. */
export interface WrongUpgrade {
  readonly name: string;
  readonly request: Buffer;
}

type Headers = Record<string, string | undefined>;

const goodHeaders = (token: string): Headers => ({
  Host: '127.0.0.1',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  Authorization: `Bearer ${token}`,
});

/** An upgrade that is right. */
export function upgradeRequest(token: string): Buffer {
  return requestOf('GET', '/api/v1/live', goodHeaders(token));
}

const wrongPaths = [
  '/',
  '/api/v1',
  '/api/v1/live/',
  '/api/v1/LIVE',
  '/api/v1/live/x',
  '//api/v1/live',
  '/api/v1/devices',
]
  .concat(['*', '/__proto__', '/constructor', '/toString', 'http://evil.example/api/v1/live', '/api/v1/%6Cive', '/%'])
  .concat([`/${'a'.repeat(5_000)}`, '/api/v1/live%00', '/api/v1/live/../live', '/hasOwnProperty']);

/** Each by itself keeps anybody out. Undefined takes the header away. */
const wrongHeaders: readonly Headers[] = [
  ...['evil.example', 'evil.example:8080', '', '[::1', 'user@127.0.0.1', '127.0.0.1.evil.example'].map((Host) => ({
    Host,
  })),
  ...['http://evil.example', 'null', 'http://127.0.0.1:1', '', 'file://', 'http://127.0.0.1.evil.example', 'x'].map(
    (Origin) => ({ Origin }),
  ),
  ...['cross-site', 'same-site', 'x', ''].map((site) => ({ 'Sec-Fetch-Site': site })),
  ...[undefined, '', 'Bearer', 'Bearer x', `Bearer ${'A'.repeat(43)}`, 'Basic b3duZXI6eA==', 'Bearer a b'].map(
    (Authorization) => ({ Authorization }),
  ),
  ...['fg_access=x', 'fg_access=', '=;=', '__proto__=x'].map((Cookie) => ({ Authorization: undefined, Cookie })),
  ...[undefined, '', 'short', 'dGhlIHNhbXBsZSBub25jZQ', '!'.repeat(24), 'A'.repeat(400)].map((key) => ({
    'Sec-WebSocket-Key': key,
  })),
  ...[undefined, '', '0', '12', '14', '13, 8', 'x', '9'.repeat(50)].map((version) => ({
    'Sec-WebSocket-Version': version,
  })),
  ...['', ',', 'a b', 'a,a', '\u00e9'].map((protocol) => ({ 'Sec-WebSocket-Protocol': protocol })),
  ...['h2c', 'websocket2', 'WebSockets, x', ''].map((Upgrade) => ({ Upgrade })),
  ...[undefined, 'close', 'keep-alive'].map((Connection) => ({ Connection })),
];
const wrongMethods = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'get', 'X'];

/** An upgrade with at least one thing wrong that must keep it out, and perhaps more that is strange. */
export function makeWrongUpgrade(random: Random, token: string): WrongUpgrade {
  const headers = goodHeaders(token);
  let [method, path, name] = ['GET', '/api/v1/live', ''];
  const kind = random.below(10);
  if (kind < 2) name = path = random.pick(wrongPaths);
  else if (kind === 2) name = method = random.pick(wrongMethods);
  else {
    const wrong = random.pick(wrongHeaders);
    Object.assign(headers, wrong);
    name = JSON.stringify(wrong);
  }
  const strange = nastyHeaders.filter((header) => !/^(connection|upgrade)/i.test(header));
  const more = random.percent(30) ? [random.pick(strange)] : [];
  return {
    name: `${name.slice(0, 80)} ${more.join('').slice(0, 40)}`,
    request: requestOf(method, path, headers, more),
  };
}

function requestOf(method: string, path: string, headers: Headers, more: readonly string[] = []): Buffer {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...lines, ...more].join('\r\n')}\r\n\r\n`, 'latin1');
}

/** What a page may say wrongly, and how it may end. */
export interface WrongFrames {
  readonly name: string;
  readonly bytes: Buffer;
  /** Close codes of which one must come; empty where the other side may just go. */
  readonly codes: readonly number[];
}

const { continuation, text, binary, close, ping, pong } = OPCODES;
const PROTOCOL = 1002;
const NOT_TEXT = 1007;
const UNWANTED = 1008;
const TOO_BIG = 1009;

type Kind = (random: Random) => WrongFrames;

const one = (name: string, codes: readonly number[], make: (random: Random) => FrameDraft): Kind => {
  return (random) => ({ name, codes, bytes: frameBytes(make(random)) });
};
const hello = Buffer.from('hello');

const watch = (devices: unknown) => JSON.stringify({ type: 'watch', devices });
/** Almost what a page may say. */
const wrongWatches: readonly string[] = [
  ...[undefined, null, 'outlet-fe', {}, 1, [1], [null], [['outlet-fe']], [''], ['Outlet-FE'], ['a--b'], ['a/b']].map(
    watch,
  ),
  ...[['*'], ['#'], ['+'], ['outlet-fe '], ['a'.repeat(49)], Array<string>(17).fill('outlet-fe')].map(watch),
  '[]',
  '"watch"',
  'null',
  `[${watch([])}]`,
  `${watch([])} ${watch([])}`,
  '{"type":"watch"}',
  '{"type":"Watch","devices":[]}',
  '{"type":"watch","devices":[],"site":"site_second0001"}',
  '{"type":"watch","devices":[],"__proto__":{}}',
  '{"type":"unwatch","devices":[]}',
  '{"devices":["outlet-fe"]}',
];

/** Kinds of wrong frames; each is made anew by chance. */
const kinds: readonly Kind[] = [
  one('a command', [UNWANTED], (random) => ({
    opcode: text,
    payload: Buffer.from(`{"type":"command","value":${random.pick(nastyJson).slice(0, 2_000)}}`),
  })),
  one('some body', [UNWANTED, TOO_BIG, NOT_TEXT], (random) => ({
    opcode: text,
    payload: Buffer.from(random.pick(nastyBodies)),
  })),
  one('a watch that is none', [UNWANTED], (random) => ({
    opcode: text,
    payload: Buffer.from(random.pick(wrongWatches)),
  })),
  one('a watch in bytes', [UNWANTED], () => ({ opcode: binary, payload: Buffer.from(watch(['outlet-fe'])) })),
  (random) => ({
    name: 'a flood of watches',
    codes: [UNWANTED],
    bytes: Buffer.concat(
      Array.from({ length: 11 + random.below(300) }, () =>
        frameBytes({ opcode: text, payload: Buffer.from(watch(random.percent(50) ? ['outlet-fe'] : [])) }),
      ),
    ),
  }),
  one('bytes', [UNWANTED], (random) => ({ opcode: binary, payload: random.bytes(random.below(4_000)) })),
  one('nothing', [UNWANTED], () => ({ opcode: text, payload: Buffer.alloc(0) })),
  one('text that is none', [NOT_TEXT], (random) => ({
    opcode: text,
    payload: Buffer.concat([random.bytes(20), Buffer.from([0xff])]),
  })),
  one('too much', [TOO_BIG], (random) => ({ opcode: binary, payload: Buffer.alloc(4_097 + random.below(100_000)) })),
  one('a huge length', [TOO_BIG, PROTOCOL], (random) => ({
    opcode: text,
    payload: hello,
    lengthBytes: 8,
    length: random.pick([2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, 4_097n]),
  })),
  one('without a mask', [PROTOCOL], (random) => ({
    opcode: random.pick([text, binary, ping]),
    payload: hello,
    masked: false,
  })),
  one('with reserved bits', [PROTOCOL], (random) => ({ opcode: text, payload: hello, flags: 8 + 1 + random.below(7) })),
  one('of a kind that is none', [PROTOCOL], (random) => ({
    opcode: random.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]),
    payload: random.bytes(random.below(100)),
  })),
  one('a control frame in parts', [PROTOCOL], (random) => ({
    opcode: random.pick([close, ping, pong]),
    payload: hello,
    flags: 0,
  })),
  one('a long control frame', [PROTOCOL], (random) => ({
    opcode: random.pick([close, ping, pong]),
    payload: Buffer.alloc(126 + random.below(2_000)),
  })),
  one('the rest of nothing', [PROTOCOL], () => ({ opcode: continuation, payload: hello })),
  one('a close code that is none', [PROTOCOL], (random) => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(random.pick([0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535]));
    return { opcode: close, payload };
  }),
  one('half a close code', [PROTOCOL], () => ({ opcode: close, payload: Buffer.from([3]) })),
  one('a close without text', [NOT_TEXT], () => ({ opcode: close, payload: Buffer.from([3, 232, 0xc3, 0x28]) })),
  one('a proper close', [1000], () => ({ opcode: close, payload: Buffer.from([3, 232]) })),
  one('less than it says', [], (random) => ({ opcode: text, payload: hello, length: BigInt(6 + random.below(4_000)) })),
  (random) => ({
    name: 'many pings, then a word',
    codes: [UNWANTED],
    bytes: Buffer.concat([pings(random, 1 + random.below(40)), frameBytes({ opcode: text, payload: hello })]),
  }),
  // Who asks for answers and takes none is cut off without a word.
  (random) => ({ name: 'a flood of pings', codes: [], bytes: pings(random, 2_000) }),
  (random) => ({
    name: 'crumbs',
    codes: [UNWANTED, TOO_BIG, PROTOCOL],
    bytes: Buffer.concat([
      frameBytes({ opcode: text, payload: hello, flags: 0 }),
      ...Array.from({ length: random.below(3_000) }, () =>
        frameBytes({ opcode: continuation, payload: random.percent(50) ? hello : Buffer.alloc(0), flags: 0 }),
      ),
      frameBytes({ opcode: continuation, payload: hello }),
    ]),
  }),
  (random) => ({
    name: 'a message within another',
    codes: [PROTOCOL],
    bytes: Buffer.concat([
      frameBytes({ opcode: text, payload: hello, flags: 0 }),
      frameBytes({ opcode: random.pick([text, binary]), payload: hello }),
    ]),
  }),
  (random) => ({ name: 'noise', codes: [], bytes: random.bytes(1 + random.below(300)) }),
  (random) => {
    const good = frameBytes({ opcode: text, payload: random.bytes(40) });
    const bytes = Buffer.from(good.map((byte) => (random.percent(5) ? byte ^ (1 << random.below(8)) : byte)));
    return { name: 'a damaged frame', codes: [], bytes };
  },
  () => ({ name: 'HTTP again', codes: [], bytes: Buffer.from('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n') }),
  () => ({ name: 'silence', codes: [], bytes: Buffer.alloc(0) }),
];

function pings(random: Random, length: number): Buffer {
  return Buffer.concat(Array.from({ length }, () => frameBytes({ opcode: ping, payload: random.bytes(9) })));
}

export function makeWrongFrames(random: Random): WrongFrames {
  return random.pick(kinds)(random);
}
