import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hello, Readings, Receipt, Status } from '../contract/index.ts';
import type { PlugState, Said, Step } from './plug.ts';
import { newPlug } from './plug-steps.ts';
import { shelly } from './shelly.ts';

const id = 'shellyplugsg3-08b61fd141e8';
const answers = `farmgate/${id}/rpc`;
const fresh = newPlug(id, 'boot1');
const online = after(fresh, [`${id}/online`, 'true']);
const ready = after(online, [answers, response('fg:prepare', { restart_required: false })]);
const on = { id: 'command-on', point: 'relay', value: true } as const;
const off = { id: 'command-off', point: 'relay', value: false } as const;

function after(state: PlugState, ...messages: readonly (readonly [string, string])[]): PlugState {
  return messages.reduce((now, [topic, payload]) => shelly.translate(topic, payload, now).state, state);
}

function say(state: PlugState, topic: string, payload: string): readonly Said[] {
  return shelly.translate(topic, payload, state).says;
}

// RPCProtocol, "Response Frame": id, src, dst and either result or error
function response(request: string, result: object): string {
  return JSON.stringify({ id: request, src: id, dst: `farmgate/${id}`, result });
}

function sentBy(step: Step): unknown[] {
  return step.sends.map(({ topic, payload }) => ({ topic, ...asObject(payload) }));
}

function asObject(payload: string): object {
  const value: unknown = JSON.parse(payload);
  return typeof value === 'object' && value !== null ? value : {};
}

// Frames as devices publish them; the form is of shelly-api-docs.shelly.cloud/gen2, the page stands before each.
test.each<[string, string, string, object]>([
  // General/Notifications, NotifyStatus: only what changed
  [
    'a change of the relay',
    `${id}/events/rpc`,
    `{"src":"${id}","dst":"${id}/events","method":"NotifyStatus","params":{"ts":1736603810.49,"switch:0":{"id":0,"output":false,"source":"HTTP_in"}}}`,
    { relay: false },
  ],
  [
    'a change of what it measures',
    `${id}/events/rpc`,
    `{"src":"${id}","dst":"${id}/events","method":"NotifyStatus","params":{"ts":1736603820.02,"switch:0":{"id":0,"apower":8.9,"current":0.05}}}`,
    { power: 8.9, current: 50 },
  ],
  // ComponentsAndServices/Mqtt, status_ntf; ComponentsAndServices/Switch, status
  [
    'its whole status',
    `${id}/status/switch:0`,
    '{"id":0, "source":"MQTT", "output":true, "apower":3.8, "voltage":231.0, "freq":50.1, "current":0.030, "aenergy":{"total":26064.252,"by_minute":[198.422,0.000,0.000],"minute_ts":1698999933},"temperature":{"tC":42.0, "tF":107.6}}',
    { trip: false, relay: true, power: 3.8, voltage: 231, current: 30, energy: 26064.252, temperature: 42 },
  ],
  // ComponentsAndServices/Switch, Switch.GetStatus
  [
    'its status, when asked',
    answers,
    response('fg:look', { id: 0, source: 'init', output: false, apower: 0, voltage: 230.1, current: 0 }),
    { trip: false, relay: false, power: 0, voltage: 230.1, current: 0 },
  ],
])('%s becomes readings', (_name, topic, payload, values) => {
  expect(say(ready, topic, payload)).toEqual([{ word: 'readings', message: { values } }]);
});

test('a protection that opened it is the last word of a status', () => {
  const payload = `{"src":"${id}","dst":"${id}/events","method":"NotifyStatus","params":{"ts":1736603820.02,"switch:0":{"id":0,"output":false,"errors":["overpower"]}}}`;
  expect(say(ready, `${id}/events/rpc`, payload)).toEqual([
    { word: 'readings', message: { values: { relay: false } } },
    { word: 'readings', message: { values: { trip: true } } },
  ]);
});

test('notifications of other parts of it are nobody’s readings', () => {
  for (const params of [
    '{"ts":1736604020.06,"cloud":{"connected":true}}',
    '{"ts":1.5,"switch:1":{"id":1,"output":true}}',
  ]) {
    const payload = `{"src":"${id}","dst":"${id}/events","method":"NotifyStatus","params":${params}}`;
    expect(shelly.translate(`${id}/events/rpc`, payload, ready)).toEqual({ state: ready, says: [], sends: [] });
  }
});

test('coming online is a hello and a status; it is told to stay off when its power returns, and asked who it is', () => {
  const step = shelly.translate(`${id}/online`, 'true', fresh);
  expect(step.says).toEqual([
    { word: 'hello', message: { contract: 1, type: 'shelly-plug', session: 'boot1-1' } },
    { word: 'status', message: { online: true } },
  ]);
  const src = `farmgate/${id}`;
  const topic = `${id}/rpc`;
  const config = { initial_state: 'off', auto_on: false };
  expect(sentBy(step)).toEqual([
    { topic, id: 'fg:prepare', src, method: 'Switch.SetConfig', params: { id: 0, config } },
    { topic, id: 'fg:who', src, method: 'Shelly.GetDeviceInfo', params: {} },
    { topic, id: 'fg:look', src, method: 'Switch.GetStatus', params: { id: 0 } },
  ]);
  // ComponentsAndServices/Shelly, Shelly.GetDeviceInfo
  const info = response('fg:who', { name: null, id, mac: '08B61FD141E8', model: 'S3PL-00112EU', gen: 3, ver: '1.4.4' });
  expect(say(step.state, answers, info)).toMatchObject([{ word: 'hello', message: { firmware: '1.4.4' } }]);
});

test('its will is its going offline, told once', () => {
  const step = shelly.translate(`${id}/online`, 'false', ready);
  expect(step.says).toEqual([{ word: 'status', message: { online: false, reason: 'It lost its connection' } }]);
  expect(say(step.state, `${id}/online`, 'false')).toEqual([]);
});

test('ON goes out with its lease, is delivered by the answer to its id, and reported apart', () => {
  const sent = shelly.command(on, ready);
  expect(sentBy(sent)).toEqual([
    {
      topic: `${id}/rpc`,
      id: 'command-on',
      src: `farmgate/${id}`,
      method: 'Switch.Set',
      params: { id: 0, on: true, toggle_after: 90 },
    },
  ]);
  expect(say(sent.state, answers, response('command-xx', { was_on: false }))).toEqual([]);
  expect(say(sent.state, answers, response('command-on', { was_on: false }))).toEqual([
    { word: 'receipts', message: { id: 'command-on', state: 'delivered', try: 1, of: 1 } },
  ]);
});

test('OFF goes out without a timer that would switch it on again, also to a plug that is away', () => {
  for (const state of [fresh, online, ready])
    expect(sentBy(shelly.command(off, state))).toMatchObject([{ params: { id: 0, on: false } }]);
  expect(shelly.command(off, ready).sends[0]?.payload).not.toContain('toggle_after');
});

// General/CommonErrors
test('an error fails the command in its own words; a refused OFF stays owed', () => {
  const error = (request: string) =>
    `{"id":"${request}","src":"${id}","dst":"farmgate/${id}","error":{"code":-105,"message":"Argument 'id', value 0 not found!"}}`;
  expect(say(shelly.command(on, ready).state, answers, error('command-on'))).toMatchObject([
    { message: { reason: 'rejected', note: "It refused: Argument 'id', value 0 not found!" } },
  ]);
  expect(say(shelly.command(off, ready).state, answers, error('command-off'))).toMatchObject([
    { message: { reason: 'no-ack' } },
  ]);
});

test('a renewal that turns out to be a start is undone at once', () => {
  const report = (output: boolean) => [`${id}/status/switch:0`, JSON.stringify({ id: 0, output })] as const;
  const running = after(
    shelly.command(on, ready).state,
    [answers, response('command-on', { was_on: false })],
    report(true),
  );
  expect(sentBy(shelly.renew(running))).toMatchObject([{ params: { on: true, toggle_after: 90 } }]);
  expect(sentBy(shelly.translate(answers, response('fg:renew', { was_on: true }), running))).toEqual([]);
  const undone = shelly.translate(answers, response('fg:renew', { was_on: false }), running);
  expect(sentBy(undone)).toMatchObject([{ method: 'Switch.Set', params: { id: 0, on: false } }]);
  expect(shelly.renew(undone.state).sends).toEqual([]);
  expect(shelly.renew(after(running, report(false))).sends).toEqual([]);
});

test('a plug hears only its own answers’ topic, and no two plugs share one', () => {
  expect(shelly.topics('a').publish.filter((topic) => shelly.topics('b').publish.includes(topic))).toEqual([]);
  expect(say(ready, 'farmgate/another/rpc', response('fg:look', { output: true }))).toEqual([]);
});

const topics = fc.constantFrom(`${id}/online`, `${id}/events/rpc`, `${id}/status/switch:0`, answers, 'other/online');
const key = fc.constantFrom(
  'id',
  'method',
  'params',
  'switch:0',
  'result',
  'error',
  'output',
  'errors',
  'aenergy',
  '__proto__',
);
const json = fc.dictionary(
  key,
  fc.oneof(fc.jsonValue(), fc.constantFrom('NotifyStatus', 'command-on', 'fg:who'), fc.dictionary(key, fc.jsonValue())),
);

test('whatever comes, nothing is thrown, and all that is said is as the contract wants it', () => {
  const payload = fc.oneof(
    fc.string(),
    json.map((value) => JSON.stringify(value)),
    fc.constantFrom('true', 'false', '{', ''),
  );
  fc.assert(
    fc.property(fc.constantFrom(fresh, online, ready), fc.oneof(topics, fc.string()), payload, (state, topic, text) => {
      expectGood(shelly.translate(topic, text, shelly.command(on, state).state));
      expectGood(shelly.translate(topic, text, state));
    }),
  );
});

test('what is no message of a plug changes nothing', () => {
  const garbage = fc.string().filter((text) => !['true', 'false'].includes(text) && !text.startsWith('{'));
  fc.assert(
    fc.property(fc.constantFrom(fresh, online, ready), topics, garbage, (state, topic, text) => {
      expect(shelly.translate(topic, text, state)).toEqual({ state, says: [], sends: [] });
    }),
  );
});

function expectGood({ says: said }: Step): void {
  for (const { word: name, message } of said) {
    const schema = { hello: Hello, status: Status, readings: Readings, receipts: Receipt }[name];
    expect(schema.safeParse(message).success).toBe(true);
  }
}
