import { tasmotaPlug } from '../device-types/index.ts';
import { asNumber, asRecord, asText, parseRecord } from './json.ts';
import type { Dialect, PlugState, Sent, Step } from './plug.ts';
import {
  comeOnline,
  deliver,
  goOffline,
  hear,
  learnFirmware,
  leaseToRenew,
  refusePending,
  report,
  still,
  takeCommand,
  type Next,
} from './plug-steps.ts';

const type = tasmotaPlug.id;

/**
 * Tasmota, as of its documentation, pages MQTT, Commands and JSON-Status-Responses (tasmota.github.io/docs). Its topic is the
 * device's id, its full topic the usual `%prefix%/%topic%/`. The lease is PulseTime, set with each ON; setting it again renews
 * it and switches nothing. What the relay is may be asked by `Status 11` only: an empty `Power` stops PulseTime's count
 * (github.com/arendst/Tasmota/issues/9325), and with it the lease.
 */
export const tasmota: Dialect = {
  kind: 'tasmota',
  type,
  topics: (id) => ({
    publish: [`stat/${id}/#`, `tele/${id}/#`],
    // It says an empty Power to itself when it connects; passed on, that would stop the count of its lease. The other two are how
    // it makes itself known to Home Assistant: now, and where SetOption19 has it the old way.
    ignore: [`cmnd/${id}/POWER`, 'tasmota/discovery/#', 'homeassistant/#'],
    subscribe: [`cmnd/${id}/#`],
  }),
  // The last three bytes of its MAC, or all six (`DVES_%12X`). It allows no MQTT client of the same name as its topic.
  isClientId: (clientId) => /^DVES_(?:[0-9A-F]{6}){1,2}$/.test(clientId),
  translate: (topic, payload, state) => {
    const [prefix, id, word, ...rest] = topic.split('/');
    if (id !== state.id || word === undefined || rest.length > 0) return still(state);
    if (prefix === 'tele') return onTelemetry(word, payload, state);
    return prefix === 'stat' ? onStat(word, payload, state) : still(state);
  },
  command: (command, state) =>
    takeCommand(command, state, (on, leaseS) => [
      on ? told(state, 'Backlog0', `PulseTime1 ${pulseTimeOf(leaseS)};Power1 ON`) : told(state, 'Power1', 'OFF'),
    ]),
  renew: (state) => {
    const leaseS = leaseToRenew(state);
    return leaseS === undefined
      ? still(state)
      : { state, says: [], sends: [told(state, 'PulseTime1', `${pulseTimeOf(leaseS)}`)] };
  },
  ask,
};

/** From 112 on PulseTime counts whole seconds, 100 added. */
function pulseTimeOf(leaseS: number): number {
  return leaseS + 100;
}

function ask(state: PlugState): readonly Sent[] {
  const prepare = state.isPrepared ? '' : 'PowerOnState 0;Status 2;';
  return [told(state, 'Backlog0', `${prepare}Status 10;Status 11`)];
}

function told({ id }: PlugState, command: string, payload: string): Sent {
  return { topic: `cmnd/${id}/${command}`, payload };
}

function onTelemetry(word: string, payload: string, state: PlugState): Step {
  if (word === 'LWT') return onWill(payload, state);
  const message = parseRecord(payload);
  if (!message) return still(state);
  switch (word) {
    case 'STATE':
      return whenHeard(state, (now) => onState(message, now));
    case 'SENSOR':
      return whenHeard(state, (now) => onSensor(message, now));
    case 'INFO1':
      return whenHeard(state, (now) => onInfo(asRecord(message['Info1']) ?? message, now));
    default:
      return still(state);
  }
}

function onWill(payload: string, state: PlugState): Step {
  if (payload === 'Offline') return state.online === false ? still(state) : goOffline(state, 'It lost its connection');
  if (payload !== 'Online') return still(state);
  const step = comeOnline(state, type);
  return { ...step, sends: ask(step.state) };
}

/** `RESULT` is its answer; with SetOption4 the answer's topic is the command's name. `POWER` alone, as a word, is its report. */
function onStat(word: string, payload: string, state: PlugState): Step {
  const isRelay = /^POWER1?$/.test(word);
  if (isRelay && (payload === 'ON' || payload === 'OFF'))
    return whenHeard(state, (now) => report(now, { relay: payload === 'ON' }));
  const message = parseRecord(payload);
  if (!message) return still(state);
  const status = /^STATUS(\d*)$/.exec(word);
  return whenHeard(state, (now) => (status ? onStatus(message, now) : onResult(message, now)));
}

function onStatus(message: Record<string, unknown>, state: PlugState): Step {
  const firmware = asRecord(message['StatusFWR']);
  const sensors = asRecord(message['StatusSNS']);
  const told = asRecord(message['StatusSTS']);
  if (firmware) return onInfo(firmware, state);
  if (sensors) return onSensor(sensors, state);
  return told ? onState(told, state) : still(state);
}

function onInfo(message: Record<string, unknown>, state: PlugState): Step {
  return learnFirmware(state, type, asText(message['Version'], 40));
}

function onState(message: Record<string, unknown>, state: PlugState): Step {
  return report(state, { relay: relayIn(message) });
}

/** `Total` is in kWh, `Current` in A. Arrays are of meters with several phases, which no plug is. */
function onSensor(message: Record<string, unknown>, state: PlugState): Step {
  const energy = asRecord(message['ENERGY']) ?? {};
  return report(state, {
    power: asNumber(energy['Power']),
    voltage: asNumber(energy['Voltage']),
    current: times1000(asNumber(energy['Current'])),
    energy: times1000(asNumber(energy['Total'])),
  });
}

function onResult(message: Record<string, unknown>, state: PlugState): Step {
  const { pending } = state;
  if (message['Command'] === 'Unknown' || message['Command'] === 'Error')
    return refusePending(state, 'Its firmware does not know this command. Renew it');
  if (message['PowerOnState'] === 0) return still({ ...state, isPrepared: true });
  const pulse = asRecord(message['PulseTime1']);
  if (pulse && pending?.on) {
    const isLeaseTaken = pulse['Set'] === pulseTimeOf(pending.leaseS);
    return still({ ...state, pending: { ...pending, isLeaseTaken } });
  }
  const relay = relayIn(message);
  return relay === undefined || relay !== pending?.on ? still(state) : onAnswer(state, relay);
}

/** It does not repeat the command's id: the answer to the same value is taken for the last command's. */
function onAnswer(state: PlugState, relay: boolean): Step {
  if (!relay || state.pending?.isLeaseTaken) return deliver(state);
  // On without an end of its own: it is told off again at once.
  const step = refusePending(state, 'It switched on without a lease, and was told to switch off again');
  return { ...step, sends: [told(state, 'Power1', 'OFF')] };
}

function relayIn(message: Record<string, unknown>): boolean | undefined {
  const power = message['POWER1'] ?? message['POWER'];
  return power === 'ON' ? true : power === 'OFF' ? false : undefined;
}

function times1000(value: number | undefined): number | undefined {
  return value === undefined ? undefined : asNumber(Math.round(value * 1000));
}

function whenHeard(state: PlugState, next: Next): Step {
  return hear(state, { type, ask }, next);
}
