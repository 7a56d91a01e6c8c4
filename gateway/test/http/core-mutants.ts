import { Hello, Readings, Receipt, Status } from '../../src/contract/index.ts';
import {
  connectPacket,
  pingPacket,
  publishPacket,
  subscribePacket,
  type ConnectDraft,
} from '../../src/testing/http-mqtt.ts';
import type { Random } from '../../src/testing/http-random.ts';
import { withNastyValue } from './mutants.ts';
import { nastyBodies, nastyMembers } from './nasty.ts';

/** What a bridge says of itself and its devices; the words of `fromBridges`. */
const schemas = { hello: Hello, status: Status, readings: Readings, receipts: Receipt } as const;
type Word = keyof typeof schemas;

/** A message of a bridge gone wrong. */
export interface CoreMessage {
  readonly word: Word;
  readonly payload: Buffer;
  /** The contract has it all the same: it may change something. */
  readonly isGood: boolean;
}

/** The broker cuts off whoever says more at once. */
const MAX_PAYLOAD_BYTES = 16 * 1024;

/** A message of an outlet on `bridge` about `command`, with one or two things wrong. */
export function makeCoreMessage(random: Random, bridge: string, command: string): CoreMessage {
  const good: Record<Word, object> = {
    hello: { contract: 1, type: 'smart-outlet-v1', via: bridge, address: 'FE', firmware: '1.0', demo: false },
    status: { online: true, reason: 'all is well' },
    readings: { values: { 'current.a': 800, 'trip.a': false, 'link.roundTrip': 20, threshold: 3233 }, ageMs: 5 },
    receipts: { id: command, state: 'delivered', try: 1, of: 5, reason: 'no-ack', note: 'heard' },
  };
  const word = random.pick<Word>(['hello', 'status', 'readings', 'receipts']);
  let payload: Buffer = Buffer.from(JSON.stringify(good[word]));
  for (let times = 1 + random.below(2); times > 0; times -= 1) payload = changed(payload, random);
  payload = payload.subarray(0, MAX_PAYLOAD_BYTES);
  return { word, payload, isGood: schemas[word].safeParse(jsonOf(payload.toString())).success };
}

function changed(payload: Buffer, random: Random): Buffer {
  const text = payload.toString();
  switch (random.below(6)) {
    case 0:
      return Buffer.from(random.pick(nastyBodies));
    case 1:
      return Buffer.from(text.replace('{', `{${random.pick(nastyMembers)},`));
    case 2:
      return Buffer.from(payload.map((byte) => (random.percent(3) ? random.below(256) : byte)));
    default:
      return Buffer.from(withNastyValue(text, random).text);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whoever a stranger may pretend to be. */
export interface Secrets {
  /** A bridge that may speak, but not for the outlet. */
  readonly bridge: string;
  readonly secret: string;
  /** The bridge whose outlet it is. */
  readonly owner: string;
  readonly outlet: string;
}

/** What a bridge may not say, and bytes that are no MQTT; with a ping at its end, so that nobody waits. */
export interface CoreTrespass {
  readonly name: string;
  readonly bytes: Buffer;
  /** It must be cut off for it. */
  readonly isCut: boolean;
  /** It goes at once: for what never is a whole packet, or leaves a last will. */
  readonly andGo: boolean;
  /** It asks to hear what is not for its ears. */
  readonly isEavesdropping?: boolean;
}

const goodStatus = Buffer.from('{"online":true}');
const lie = '{"online":false,"reason":"a lie"}';

const allWords = ['hello', 'status', 'readings', 'receipts', 'commands', 'roster', 'asks', 'answers'];

/** Topics that are not a bridge's to publish on. */
const foreignTopics = ({ outlet, owner }: Secrets): (string | Uint8Array)[] => [
  ...allWords.map((word) => `farm/${outlet}/${word}`),
  ...allWords.map((word) => `farm/${owner}/${word}`),
  'farm/new-device/asks',
  'farm/new-device/answers',
  'farm/new-device/commands',
  'farm/new-device/roster',
  'farm/new-device/x',
  'farm/new-device',
  'farm',
  'farm/',
  '/',
  'farm//status',
  'farm/NEW/status',
  'farm/new_device/status',
  'farm/-new/status',
  'farm/new/status/x',
  'FARM/new/status',
  'farm/__proto__/status',
  'farm/constructor/__proto__',
  'farm/new/constructor',
  'farm/new/toString',
  'other/new/status',
  '$SYS/new/status',
  '$SYS/broker/clients',
  '$share/x/farm/new/status',
  'farm/+/status',
  'farm/#',
  '#',
  '+',
  '',
  `farm/${'a'.repeat(49)}/status`,
  'a'.repeat(60_000),
  'a/'.repeat(500),
  'farm/new/status\u0000',
  'farm/n\u00e9w/status',
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0x66, 0xed, 0xa0, 0x80]),
];

const foreignFilters = ({ outlet, owner }: Secrets): string[] =>
  [`farm/${outlet}/commands`, `farm/${owner}/roster`, `farm/${owner}/commands`, '#', '+', 'farm/#', 'farm/+/commands']
    .concat([`farm/${owner}/asks`, `farm/${outlet}/asks`, 'farm/new-device/asks', `farm/${owner}/answers`])
    .concat([`farm/${outlet}/#`, `farm/${outlet}/+`, `+/${outlet}/commands`, '$SYS/#', '$share/x/farm/+/commands', ''])
    .concat([`$share/x/farm/${outlet}/commands`, 'farm/##', 'farm/#/commands', 'a/'.repeat(500)]);

/** Credentials that let nobody in. */
const wrongConnects = ({ bridge, secret, owner }: Secrets): ConnectDraft[] => [
  { clientId: bridge },
  { clientId: bridge, username: bridge },
  ...['', ' ', 'x', `${secret} `, secret.slice(1), secret.toLowerCase(), `${secret}\u0000`, 'x'.repeat(60_000)].map(
    (password) => ({ clientId: bridge, username: bridge, password }),
  ),
  { clientId: owner, username: owner, password: secret },
  { clientId: owner, username: bridge, password: secret },
  { clientId: bridge, username: owner, password: secret },
  { clientId: '', username: bridge, password: secret },
  ...[
    'session',
    '../session',
    '__proto__',
    'constructor',
    'no-such-bridge',
    '/etc/passwd',
    'a'.repeat(60),
    '\u00e9',
    '',
  ].map((name) => ({ clientId: name, username: name, password: secret })),
];

/** Things of each kind by chance. */
export function makeCoreTrespass(random: Random, secrets: Secrets): CoreTrespass {
  const { bridge, secret } = secrets;
  const good = connectPacket({ clientId: bridge, username: bridge, password: secret });
  const after = (...packets: Buffer[]) => Buffer.concat([good, ...packets, pingPacket]);
  const kinds: (() => CoreTrespass)[] = [
    () => {
      const topic = random.pick(foreignTopics(secrets));
      const bytes = after(
        publishPacket(topic, random.pick([goodStatus, Buffer.from(lie)]), { retain: random.percent(30) }),
      );
      // Any bridge may say what it hears of an outlet; the field believes the one that it hangs on.
      const isHearsay = String(topic).startsWith(`farm/${secrets.outlet}/`);
      return { name: `publish ${shown(topic)}`, bytes, isCut: !isHearsay, andGo: false };
    },
    () => {
      const bytes = after(publishPacket(`farm/${bridge}/readings`, Buffer.from('{"values":{}}'), { retain: true }));
      return { name: 'a reading that is to be kept', bytes, isCut: true, andGo: false };
    },
    () => {
      const bytes = after(
        publishPacket(`farm/${bridge}/status`, Buffer.alloc(MAX_PAYLOAD_BYTES + 1 + random.below(100_000))),
      );
      return { name: 'too much', bytes, isCut: true, andGo: false };
    },
    () => {
      const filter = random.pick(foreignFilters(secrets));
      return {
        name: `subscribe ${shown(filter)}`,
        bytes: after(subscribePacket(filter)),
        isCut: false,
        andGo: false,
        isEavesdropping: true,
      };
    },
    () => {
      const draft = random.pick(wrongConnects(secrets));
      const bytes = Buffer.concat([connectPacket(draft), pingPacket]);
      return { name: `connect ${shown(JSON.stringify(draft))}`, bytes, isCut: true, andGo: false };
    },
    () => {
      const topic = random.pick(foreignTopics(secrets).map(String));
      const will = { topic, payload: lie };
      const bytes = connectPacket({ clientId: bridge, username: bridge, password: secret, will });
      return { name: `will on ${shown(topic)}`, bytes, isCut: false, andGo: true };
    },
    () => {
      const draft = { clientId: bridge, username: bridge, password: secret };
      const [protocol, level] = random.pick<[string, number]>([
        ['MQTT', 3],
        ['MQTT', 6],
        ['MQIsdp', 4],
        ['', 4],
        ['HTTP', 1],
      ]);
      return {
        name: `${protocol} ${level}`,
        bytes: connectPacket({ ...draft, protocol, level }),
        isCut: false,
        andGo: true,
      };
    },
    () => ({ name: 'noise', bytes: random.bytes(1 + random.below(300)), isCut: false, andGo: true }),
    () => {
      const bytes = Buffer.concat([good, random.bytes(1 + random.below(300))]);
      return { name: 'noise of a bridge', bytes, isCut: false, andGo: true };
    },
    () => {
      const whole = after(publishPacket(`farm/${bridge}/status`, goodStatus));
      const bytes = Buffer.from(whole.map((byte) => (random.percent(3) ? byte ^ (1 << random.below(8)) : byte)));
      return { name: 'a damaged packet', bytes, isCut: false, andGo: true };
    },
    () => {
      const bytes = Buffer.concat([
        good,
        Buffer.from([0x30, 0xff, 0xff, 0xff, random.pick([0x7f, 0xff])]),
        random.bytes(50),
      ]);
      return { name: 'a huge length', bytes, isCut: false, andGo: true };
    },
    () => {
      const bytes = publishPacket(`farm/${bridge}/status`, goodStatus);
      return { name: 'no connect', bytes: Buffer.concat([bytes, pingPacket]), isCut: true, andGo: false };
    },
    () => ({ name: 'connect twice', bytes: after(good), isCut: true, andGo: false }),
    () => ({ name: 'HTTP', bytes: Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), isCut: false, andGo: true }),
  ];
  return random.pick(kinds)();
}

function shown(text: string | Uint8Array): string {
  return Buffer.from(text).toString('latin1').slice(0, 60);
}
