import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hello, Readings, Receipt, Status } from '../contract/index.ts';
import type { PlugState, Said, Step } from './plug.ts';
import { newPlug } from './plug-steps.ts';
import { tasmota } from './tasmota.ts';

const id = 'plug-1';
const fresh = newPlug(id, 'boot1');
const online = after(fresh, [`tele/${id}/LWT`, 'Online']);
const ready = after(online, [`stat/${id}/RESULT`, '{"PowerOnState":0}']);
const on = { id: 'command-on', point: 'relay', value: true } as const;
const off = { id: 'command-off', point: 'relay', value: false } as const;

function after(state: PlugState, ...messages: readonly (readonly [string, string])[]): PlugState {
  return messages.reduce((now, [topic, payload]) => tasmota.translate(topic, payload, now).state, state);
}

function say(state: PlugState, topic: string, payload: string): readonly Said[] {
  return tasmota.translate(topic, payload, state).says;
}

// The payloads are those of tasmota.github.io/docs, with the topic's name changed; the page stands before each.
test.each<[string, string, string, object]>([
  // MQTT, "Ask the device for status"
  ['its report of the relay', 'stat/plug-1/POWER', 'OFF', { relay: false }],
  // Commands, SetOption26
  ['its report with an index', 'stat/plug-1/POWER1', 'ON', { relay: true }],
  // ADC, telemetry of a switch
  [
    'its state every TelePeriod',
    'tele/plug-1/STATE',
    '{"Time":"2019-10-31T11:14:59","Uptime":"0T18:36:12","UptimeSec":66972,"Vcc":3.423,"Heap":28,"SleepMode":"Dynamic","Sleep":50,"LoadAvg":19,"MqttCount":6,"POWER":"OFF","Wifi":{"AP":1,"SSId":"Tasmota","BSSId":"00:00:00:00:00:00","Channel":13,"RSSI":100,"LinkCount":1,"Downtime":"0T00:00:06"}}',
    { relay: false },
  ],
  // JSON-Status-Responses, POW: as telemetry it is the same without StatusSNS
  [
    'what it measures',
    'tele/plug-1/SENSOR',
    '{"Time":"2018-02-04T23:17:01","ENERGY":{"Total":3.185,"Yesterday":3.058,"Today":0.127,"Power":92,"Factor":0.96,"Voltage":221,"Current":0.417}}',
    { power: 92, voltage: 221, current: 417, energy: 3185 },
  ],
  // JSON-Status-Responses, POW
  [
    'what it measures, when asked',
    'stat/plug-1/STATUS10',
    '{"StatusSNS":{"Time":"2018.02.04 23:17:01","ENERGY":{"Total":3.185,"Yesterday":3.058,"Today":0.127,"Power":0,"Factor":0.00,"Voltage":221,"Current":0.000}}}',
    { power: 0, voltage: 221, current: 0, energy: 3185 },
  ],
  // JSON-Status-Responses, Basic Response
  [
    'its relay, when asked',
    'stat/plug-1/STATUS11',
    '{"StatusSTS":{"Time":"2018.02.15 01:00:50","Uptime":"1 02:33:26","Vcc":3.504,"POWER":"OFF","Wifi":{"AP":1,"SSId":"XXX","RSSI":100,"APMac":"34:31:C4:XX:XX:XX"}}}',
    { relay: false },
  ],
])('%s becomes readings', (_name, topic, payload, values) => {
  expect(say(ready, topic, payload)).toEqual([{ word: 'readings', message: { values } }]);
});

test('coming online is a hello of a new session and a status, and it is asked at once without stopping its lease', () => {
  const step = tasmota.translate(`tele/${id}/LWT`, 'Online', fresh);
  expect(step.says).toEqual([
    { word: 'hello', message: { contract: 1, type: 'tasmota-plug', session: 'boot1-1' } },
    { word: 'status', message: { online: true } },
  ]);
  expect(step.sends).toEqual([
    { topic: `cmnd/${id}/Backlog0`, payload: 'PowerOnState 0;Status 2;Status 10;Status 11' },
  ]);
  const [hello] = say(step.state, `tele/${id}/LWT`, 'Online');
  expect(hello).toMatchObject({ message: { session: 'boot1-2' } });
});

test('its will is its going offline, told once', () => {
  const step = tasmota.translate(`tele/${id}/LWT`, 'Offline', ready);
  expect(step.says).toEqual([{ word: 'status', message: { online: false, reason: 'It lost its connection' } }]);
  expect(say(step.state, `tele/${id}/LWT`, 'Offline')).toEqual([]);
  expect(say(step.state, `stat/${id}/POWER`, 'ON')).toEqual([]);
});

// API page
test('its firmware is told once', () => {
  const info =
    '{"Module":"Generic","Version":"7.0.0.3(tasmota)","FallbackTopic":"cmnd/DVES_15568C_fb/","GroupTopic":"cmnd/sonoffs/"}';
  const step = tasmota.translate(`tele/${id}/INFO1`, info, ready);
  expect(step.says).toMatchObject([{ word: 'hello', message: { firmware: '7.0.0.3(tasmota)' } }]);
  expect(say(step.state, `tele/${id}/INFO1`, info)).toEqual([]);
});

test('a report of a plug that was there before the gateway is its coming online', () => {
  expect(say(fresh, `stat/${id}/POWER`, 'ON').map(({ word }) => word)).toEqual(['hello', 'status', 'readings']);
});

// Commands, PulseTime: 90 s are 190
test('ON goes out with its lease, is delivered by the answer that repeats the lease, and reported apart', () => {
  const sent = tasmota.command(on, ready);
  expect(sent.sends).toEqual([{ topic: `cmnd/${id}/Backlog0`, payload: 'PulseTime1 190;Power1 ON' }]);
  const leased = after(sent.state, [`stat/${id}/RESULT`, '{"PulseTime1":{"Set":190,"Remaining":190}}']);
  const answered = tasmota.translate(`stat/${id}/RESULT`, '{"POWER":"ON"}', leased);
  expect(answered.says).toEqual([
    { word: 'receipts', message: { id: 'command-on', state: 'delivered', try: 1, of: 1 } },
  ]);
  expect(answered.sends).toEqual([]);
  expect(say(answered.state, `stat/${id}/POWER`, 'ON')).toEqual([
    { word: 'readings', message: { values: { relay: true } } },
  ]);
});

test.each([
  [10, 130],
  [30, 130],
  [600, 700],
  [5000, 700],
])('a lease of %i s is PulseTime %i', (leaseS, pulse) => {
  expect(tasmota.command({ ...on, leaseS }, ready).sends[0]?.payload).toBe(`PulseTime1 ${pulse};Power1 ON`);
});

test('a plug that goes on without the lease is told off, and the ON fails', () => {
  const sent = tasmota.command(on, ready).state;
  const step = tasmota.translate(`stat/${id}/RESULT`, '{"POWER":"ON"}', sent);
  expect(step.says).toMatchObject([{ message: { id: 'command-on', state: 'failed', reason: 'rejected' } }]);
  expect(step.sends).toEqual([{ topic: `cmnd/${id}/Power1`, payload: 'OFF' }]);
});

test('no ON goes to a plug that may come on with its power, or is away; an OFF always goes', () => {
  expect(tasmota.command(on, online)).toMatchObject({ sends: [], says: [{ message: { reason: 'rejected' } }] });
  expect(tasmota.command(on, fresh)).toMatchObject({ sends: [], says: [{ message: { reason: 'offline' } }] });
  for (const state of [fresh, online, ready])
    expect(tasmota.command(off, state).sends).toEqual([{ topic: `cmnd/${id}/Power1`, payload: 'OFF' }]);
});

test('the answer to an OFF before it is not taken for the one to an ON', () => {
  const sent = tasmota.command(on, tasmota.command(off, ready).state).state;
  expect(say(sent, `stat/${id}/RESULT`, '{"POWER":"OFF"}')).toEqual([]);
});

test('an ON is not begun by being resumed', () => {
  expect(tasmota.command({ ...on, resume: true }, ready)).toMatchObject({
    sends: [],
    says: [{ message: { state: 'failed', reason: 'rejected' } }],
  });
  const sent = tasmota.command(on, ready).state;
  expect(tasmota.command({ ...on, resume: true }, sent)).toEqual({ state: sent, says: [], sends: [] });
});

test('the lease is renewed by a word that switches nothing, as long as it reports on', () => {
  const sent = tasmota.command(on, ready).state;
  expect(tasmota.renew(sent).sends).toEqual([]);
  const running = after(sent, [`stat/${id}/POWER`, 'ON']);
  expect(tasmota.renew(running).sends).toEqual([{ topic: `cmnd/${id}/PulseTime1`, payload: '190' }]);
  expect(tasmota.renew(after(running, [`stat/${id}/POWER`, 'OFF'])).sends).toEqual([]);
  expect(tasmota.renew(after(running, [`tele/${id}/LWT`, 'Offline'])).sends).toEqual([]);
  expect(tasmota.renew(tasmota.command(off, running).state).sends).toEqual([]);
});

test('a lease that another gave is another’s to renew', () => {
  const running = after(tasmota.command({ ...on, leaseS: 60 }, ready).state, [`stat/${id}/POWER`, 'ON']);
  expect(tasmota.renew(running).sends).toEqual([]);
});

test('what its firmware does not know fails in words; a refused OFF stays owed', () => {
  const unknown = [`stat/${id}/RESULT`, '{"Command":"Unknown"}'] as const;
  expect(say(tasmota.command(on, ready).state, ...unknown)).toMatchObject([{ message: { reason: 'rejected' } }]);
  expect(say(tasmota.command(off, ready).state, ...unknown)).toMatchObject([{ message: { reason: 'no-ack' } }]);
});

const word = fc.constantFrom(
  `tele/${id}/LWT`,
  `tele/${id}/STATE`,
  `tele/${id}/SENSOR`,
  `tele/${id}/INFO1`,
  `stat/${id}/RESULT`,
  `stat/${id}/POWER`,
  `stat/${id}/STATUS11`,
  `stat/${id}/STATUS10`,
  `cmnd/${id}/POWER`,
  `stat/other/POWER`,
);
const key = fc.constantFrom(
  'POWER',
  'POWER1',
  'ENERGY',
  'Power',
  'Total',
  'PulseTime1',
  'Set',
  'StatusSNS',
  '__proto__',
);
const json = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue())));

test('whatever comes, nothing is thrown, and all that is said is as the contract wants it', () => {
  const payload = fc.oneof(
    fc.string(),
    json.map((value) => JSON.stringify(value)),
    fc.constantFrom('ON', 'Online', '{', ''),
  );
  fc.assert(
    fc.property(fc.constantFrom(fresh, online, ready), fc.oneof(word, fc.string()), payload, (state, topic, text) => {
      expectGood(tasmota.translate(topic, text, tasmota.command(on, state).state));
      expectGood(tasmota.translate(topic, text, state));
    }),
  );
});

test('what is no message of a plug changes nothing', () => {
  const garbage = fc
    .string()
    .filter((text) => !['ON', 'OFF', 'Online', 'Offline'].includes(text) && !text.startsWith('{'));
  fc.assert(
    fc.property(fc.constantFrom(fresh, online, ready), word, garbage, (state, topic, text) => {
      expect(tasmota.translate(topic, text, state)).toEqual({ state, says: [], sends: [] });
    }),
  );
});

function expectGood({ says: said }: Step): void {
  for (const { word: name, message } of said) {
    const schema = { hello: Hello, status: Status, readings: Readings, receipts: Receipt }[name];
    expect(schema.safeParse(message).success).toBe(true);
  }
}
