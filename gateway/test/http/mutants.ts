import { isUtf8 } from 'node:buffer';
import type { Route } from '../../src/http/route.ts';
import type { Who } from '../../src/testing/http-farm.ts';
import type { Random } from '../../src/testing/http-random.ts';
import { pathOf, type Target } from './matrix.ts';
import {
  nastyBodies,
  nastyHeaders,
  nastyJson,
  nastyMembers,
  nastyMethods,
  nastyQueries,
  nastySegments,
  nastyTargets,
  nastyVersions,
} from './nasty.ts';

/** A request gone wrong, as bytes, and what is known of it. */
export interface Mutant {
  readonly who: Who;
  /** The first line and what was done to the request, for whoever reads the failure. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly method: string;
  /** It ends before it says it would. */
  readonly isCut: boolean;
  /** Its body is UTF-8. */
  readonly isText: boolean;
}

/** What requests are made of while they are good. */
export interface Stock {
  readonly routes: readonly Route[];
  readonly target: Target;
  readonly tokenOf: (who: Who) => string | undefined;
}

interface Draft {
  method: string;
  target: string;
  version: string;
  readonly headers: string[];
  /** Undefined where there is none. */
  body: Buffer | undefined;
  /** How long it says its body is. */
  framing: (length: number) => string;
  isCut: boolean;
  readonly steps: string[];
}

/** Good bodies, which nobody objects to; those of sign-in and password are wrong in what they say. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/v1/claim': {
    code: 'WRNG-C0DE',
    site: { name: 'Farm', timeZone: 'UTC' },
    user: { login: 'eve', name: 'Eve', password: 'seven wet buckets' },
    clientNow: 1_795_000_000_000,
    clock: 'client',
    session: 'bearer',
  },
  'POST /api/v1/session': { login: 'owner', password: 'wrong password', session: 'bearer' },
  'POST /api/v1/session/refresh': { refreshToken: 'AAAAAAAAAAAAAAAA.0.AAAA' },
  'PUT /api/v1/session/password': { current: 'wrong password', password: 'eight dry buckets' },
  'POST /api/v1/users': { login: 'mallory', name: 'Mallory', role: 'user', password: 'x' },
  'PATCH /api/v1/users/:id': { name: 'Renamed', role: 'viewer', suspended: false },
  'POST /api/v1/session/confirm': { password: 'wrong password' },
  'PUT /api/v1/session/pin': { current: 'wrong password', pin: '2580' },
  'PATCH /api/v1/session/person': { name: 'Renamed' },
  'POST /api/v1/session/by-pin': { user: 'user_nobody0000', pin: '2580' },
  'POST /api/v1/registrations': { login: 'mallory', name: 'Mallory', password: 'x' },
  'POST /api/v1/registrations/:id/approve': { role: 'user' },
  'POST /api/v1/registrations/:id/reject': { reason: 'nobody knows them' },
  'POST /api/v1/sites': { name: 'Hill farm', timeZone: 'UTC', admin: { login: 'eve', name: 'Eve', password: 'x' } },
  'PATCH /api/v1/sites/:id': { timeZone: 'Asia/Bangkok' },
  'PATCH /api/v1/sites/current': { name: 'Hill farm', timeZone: 'Asia/Bangkok' },
  'PATCH /api/v1/devices/:id': { name: 'Barn', location: 'North wall' },
  'PATCH /api/v1/devices/:id/points/:point': { name: 'Lamp', load: 'light', contactor: false },
  'POST /api/v1/devices/:id/radio': { id: 'mutant-radio-1', ask: 'set-id', to: '2A' },
  'POST /api/v1/seen/:id/adopt': { name: 'New', location: 'Shed' },
  'POST /api/v1/commands': { id: 'mutant-command-1', device: 'outlet-fe', point: 'relay.a', value: true },
  'POST /api/v1/all-off': { scope: 'site' },
  'POST /api/v1/all-off/release': { reason: 'all is dry again' },
};

/** A request to some route by somebody, with one to three things wrong, or bytes that never were one. */
export function makeMutant(random: Random, stock: Stock): Mutant {
  const who = random.pick<Who>(['master', 'master', 'master', 'viewer', 'stranger', 'nobody']);
  if (random.percent(6)) return makeGarbage(random, stock, who);
  const withBody = stock.routes.filter(({ body }) => body !== undefined);
  const draft = makeDraft(random.pick(random.percent(60) ? withBody : stock.routes), stock, who);
  const times = 1 + Number(random.percent(30)) + Number(random.percent(10));
  for (let at = 0; at < times; at += 1) random.pick(mutations)(draft, random);
  return finished(draft, who);
}

/** Every thing of the tables once, alone, in a request that is right in all else. */
export function knownMutants(stock: Stock): Mutant[] {
  const get = (change: (draft: Draft) => void) => changed(stock, 'GET /api/v1/users', change);
  const patch = (change: (draft: Draft) => void) => changed(stock, 'PATCH /api/v1/devices/:id', change);
  return [
    ...nastyTargets.map((target) => get((draft) => (draft.target = target))),
    ...nastyQueries.map((query) => get((draft) => (draft.target = `/api/v1/audit${query}`))),
    ...nastySegments.map((segment) => get((draft) => (draft.target = `/api/v1/devices/${segment}`))),
    ...nastyVersions.map((version) => get((draft) => (draft.version = version))),
    ...[get, patch].flatMap((request) => [
      ...nastyMethods.map((method) => request((draft) => (draft.method = method))),
      ...nastyHeaders.map((header) =>
        request((draft) => {
          draft.headers.unshift(header);
          noteHeader(draft, header);
        }),
      ),
    ]),
    ...nastyBodies.map((body) => patch((draft) => setBody(draft, body))),
    ...nastyJson.map((value) => patch((draft) => setBody(draft, `{"name":${value}}`))),
    ...nastyMembers.map((member) => patch((draft) => setBody(draft, `{${member}}`))),
  ];
}

function changed(stock: Stock, name: string, change: (draft: Draft) => void): Mutant {
  const route = stock.routes.find(({ method, path }) => `${method} ${path}` === name);
  if (!route) throw new Error(`no route ${name}`);
  const draft = makeDraft(route, stock, 'master');
  change(draft);
  return finished(draft, 'master');
}

function finished(draft: Draft, who: Who): Mutant {
  const { method, isCut, body } = draft;
  return { who, name: describe(draft), bytes: bytesOf(draft), method, isCut, isText: !body || isUtf8(body) };
}

/** A request that is right; signing out is not done by anybody who is needed again. */
function makeDraft({ method, path }: Route, { target, tokenOf }: Stock, who: Who): Draft {
  const route = `${method} ${path}`;
  const token = route === 'DELETE /api/v1/session' ? undefined : tokenOf(who);
  const body = bodies[route];
  return {
    method,
    target: pathOf(path, target),
    version: 'HTTP/1.1',
    headers: [
      'Host: 127.0.0.1',
      'Connection: close',
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
      ...(body === undefined ? [] : ['Content-Type: application/json']),
    ],
    body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
    framing: (length) => `Content-Length: ${length}`,
    isCut: false,
    steps: [],
  };
}

type Mutation = (draft: Draft, random: Random) => void;

/** Those of bodies come more often: what is inside is where programs believe most. */
const mutations: readonly Mutation[] = [
  ...Array<Mutation>(8).fill(replaceValue),
  breakText,
  breakText,
  addMember,
  dropMember,
  replaceBody,
  damageBody,
  replaceSegment,
  replaceSegment,
  addQuery,
  replaceTarget,
  replaceMethod,
  addHeader,
  addHeader,
  replaceHeader,
  dropHeader,
  repeatHeader,
  replaceFraming,
  replaceVersion,
];

function replaceValue(draft: Draft, random: Random): void {
  const { text, nasty } = withNastyValue(draft.body?.toString() ?? '{}', random);
  setBody(draft, text);
  draft.steps.push(`value ${nasty.slice(0, 40)}`);
}

/** A JSON text with one of its values replaced. */
export function withNastyValue(text: string, random: Random): { text: string; nasty: string } {
  const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d+(?:\.\d+)?|true|false|null|\{[^{}]*\}/g)];
  const nasty = random.pick(nastyJson);
  const found = values.length > 0 ? random.pick(values) : undefined;
  const at = found?.index ?? 0;
  return { text: `${text.slice(0, at)}${nasty}${text.slice(at + (found?.[0].length ?? text.length))}`, nasty };
}

/** Bytes within a string that are no UTF-8. */
function breakText(draft: Draft, random: Random): void {
  const body = draft.body ?? Buffer.from('{"name":"x"}');
  const strings = [...body.toString('latin1').matchAll(/":"/g)];
  const at = strings.length > 0 ? random.pick(strings).index + 3 : 1;
  const broken = random.pick([
    [0xff],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xc0, 0xaf],
    [0xf4, 0x90, 0x80, 0x80],
    [0x80],
  ]);
  setBody(draft, Buffer.concat([body.subarray(0, at), Buffer.from(broken), body.subarray(at)]));
  draft.steps.push('no UTF-8');
}

function addMember(draft: Draft, random: Random): void {
  const member = random.pick(nastyMembers);
  const text = draft.body?.toString() ?? '{}';
  setBody(
    draft,
    text.replace(/^\{(\s*\})?/, (_all, end?: string) => `{${member}${end ? '}' : ','}`),
  );
  draft.steps.push(`member ${member}`);
}

function dropMember(draft: Draft, random: Random): void {
  const text = draft.body?.toString() ?? '';
  const members = [...text.matchAll(/"\w+":(?:"[^"]*"|\w+),?/g)];
  if (members.length === 0) return replaceMethod(draft, random);
  const [member] = random.pick(members);
  setBody(draft, text.replace(member, '').replace(',}', '}'));
  draft.steps.push(`without ${member}`);
}

function replaceBody(draft: Draft, random: Random): void {
  setBody(draft, random.pick(nastyBodies));
  draft.steps.push('body');
}

/** A few bytes of it become others. */
function damageBody(draft: Draft, random: Random): void {
  const bytes = Buffer.from(draft.body ?? '{"name":"x"}');
  for (let times = 1 + random.below(4); times > 0; times -= 1) bytes[random.below(bytes.length)] = random.below(256);
  setBody(draft, random.percent(30) ? bytes.subarray(0, random.below(bytes.length)) : bytes);
  draft.steps.push('damage');
}

function replaceSegment(draft: Draft, random: Random): void {
  const parts = draft.target.split('/');
  const at = random.percent(60) ? parts.length - 1 : random.below(parts.length);
  parts[at] = random.pick(nastySegments);
  draft.target = parts.join('/');
  draft.steps.push('segment');
}

function addQuery(draft: Draft, random: Random): void {
  draft.target += random.pick(nastyQueries);
  draft.steps.push('query');
}

function replaceTarget(draft: Draft, random: Random): void {
  draft.target = random.pick(nastyTargets);
  draft.steps.push('target');
}

function replaceMethod(draft: Draft, random: Random): void {
  draft.method = random.pick(nastyMethods);
  draft.steps.push('method');
}

function addHeader(draft: Draft, random: Random): void {
  const header = random.pick(nastyHeaders);
  // In front of ours: of two with one name the first often counts.
  if (random.percent(50)) draft.headers.unshift(header);
  else draft.headers.push(header);
  noteHeader(draft, header);
}

function replaceHeader(draft: Draft, random: Random): void {
  const header = random.pick(nastyHeaders);
  const name = header.split(':')[0]?.toLowerCase() ?? '';
  const at = draft.headers.findIndex((line) => line.toLowerCase().startsWith(`${name}:`));
  draft.headers.splice(at < 0 ? random.below(draft.headers.length) : at, 1, header);
  noteHeader(draft, header);
}

function dropHeader(draft: Draft, random: Random): void {
  const [header = ''] = draft.headers.splice(random.below(draft.headers.length), 1);
  draft.steps.push(`without ${header.slice(0, 20)}`);
}

function repeatHeader(draft: Draft, random: Random): void {
  const header = random.pick(draft.headers.length > 0 ? draft.headers : nastyHeaders);
  draft.headers.push(...Array<string>(random.pick([1, 2, 50, 2_500])).fill(header));
  noteHeader(draft, header);
}

function replaceFraming(draft: Draft, random: Random): void {
  draft.body ??= Buffer.from('{}');
  const [framing, isCut] = random.pick<[Draft['framing'], boolean]>([
    [(length) => `Content-Length: ${length + 1}`, true],
    [() => 'Content-Length: 1000000000', true],
    [(length) => `Content-Length: ${Math.max(length - 1, 0)}`, false],
    [(length) => `Content-Length: ${length}\r\nContent-Length: ${length}`, false],
    [(length) => `Content-Length: ${length}\r\nContent-Length: ${length + 1}`, false],
    [(length) => `Content-Length: ${length}\r\nTransfer-Encoding: chunked`, true],
    [() => 'Transfer-Encoding: chunked', true],
    [() => 'Transfer-Encoding: chunked, identity', true],
    [(length) => `Content-Length: 0x${length.toString(16)}`, false],
    [() => `Content-Length: ${'9'.repeat(30)}`, false],
    [(length) => `Content-Length : ${length}`, false],
  ]);
  draft.framing = framing;
  draft.isCut ||= isCut;
  draft.steps.push(framing(0).replaceAll('\r\n', ' '));
}

function replaceVersion(draft: Draft, random: Random): void {
  draft.version = random.pick(nastyVersions);
  draft.steps.push('version');
}

/** What announces a body that does not come must be cut off, or both sides would wait for each other. */
function noteHeader(draft: Draft, header: string): void {
  if (/^(transfer-encoding|content-length)/i.test(header)) draft.isCut = true;
  draft.steps.push(header.slice(0, 40));
}

function setBody(draft: Draft, body: string | Uint8Array): void {
  draft.body = Buffer.from(body);
  if (!draft.headers.some((line) => line.startsWith('Content-Type')))
    draft.headers.push('Content-Type: application/json');
}

/** Bytes that never were a request, or one with its bits turned; closed by an empty line, so that nobody waits. */
function makeGarbage(random: Random, stock: Stock, who: Who): Mutant {
  const draft = makeDraft(random.pick(stock.routes), stock, who);
  draft.body = undefined;
  const good = bytesOf(draft);
  const kinds = [
    () => random.bytes(1 + random.below(200)),
    () => Buffer.from(good.map((byte) => (random.percent(2) ? byte ^ (1 << random.below(8)) : byte))),
    () => good.subarray(random.below(good.length)),
    () => Buffer.concat([good.subarray(0, random.below(good.length)), random.bytes(20)]),
    () => Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), random.bytes(30)]),
    () => Buffer.concat([Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), random.bytes(100)]),
    () => Buffer.from(`${'A'.repeat(random.pick([10, 20_000]))}`),
    () => Buffer.from('\r\n'.repeat(1 + random.below(40))),
  ];
  const at = random.below(kinds.length);
  const bytes = Buffer.concat([kinds[at]?.() ?? good, Buffer.from('\r\n\r\n')]);
  return { who, name: `garbage ${at}`, bytes, method: '', isCut: true, isText: true };
}

function describe({ method, target, steps }: Draft): string {
  return `${method.slice(0, 20)} ${target.slice(0, 60)} [${steps.join('; ')}]`;
}

function bytesOf({ method, target, version, headers, body, framing }: Draft): Buffer {
  const lines = [`${method} ${target} ${version}`, ...headers, ...(body ? [framing(body.length)] : [])];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body ?? Buffer.alloc(0)]);
}
