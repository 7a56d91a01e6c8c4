import { shellyPlug } from '../device-types/index.ts';
import { asNumber, asRecord, asText, parseRecord } from './json.ts';
import type { Dialect, PlugState, Sent, Step } from './plug.ts';
import {
  andThen,
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
} from './plug-steps.ts';

const type = shellyPlug.id;
/** Ids of our own requests; no command's id has a colon. */
const own = { who: 'fg:who', look: 'fg:look', prepare: 'fg:prepare', renew: 'fg:renew', off: 'fg:off' } as const;

/**
 * Shelly of generation 2 and later, as of its documentation, pages RPCProtocol, Notifications, Mqtt and Switch
 * (shelly-api-docs.shelly.cloud/gen2). Its MQTT prefix is the device's id; RPC and RPC notifications over MQTT are on, as they
 * are by default. The lease is `toggle_after` of each `Switch.Set`.
 */
export const shelly: Dialect = {
  kind: 'shelly',
  type,
  topics: (id) => ({
    publish: [`${id}/online`, `${id}/events/rpc`, `${id}/status/#`, `${sourceOf(id)}/rpc`],
    ignore: [`${id}/events/#`, `${id}/announce`, `${id}/info`, `${id}/debug/#`, 'shellies/#'],
    subscribe: [`${id}/rpc`, `${id}/command`, `${id}/command/#`],
  }),
  // Model and MAC.
  isClientId: (clientId) => /^shelly[a-z0-9]+-[0-9a-f]{12}$/.test(clientId),
  translate: (topic, payload, state) => {
    switch (topic) {
      case `${state.id}/online`:
        return onOnline(payload, state);
      case `${state.id}/events/rpc`:
        return onRecord(payload, state, onNotification);
      case `${state.id}/status/switch:0`:
        return onRecord(payload, state, onWholeStatus);
      case `${sourceOf(state.id)}/rpc`:
        return onRecord(payload, state, onResponse);
      default:
        return still(state);
    }
  },
  command: (command, state) =>
    takeCommand(command, state, (on, leaseS) => [
      request(state, command.id, 'Switch.Set', on ? { id: 0, on, toggle_after: leaseS } : { id: 0, on }),
    ]),
  // It knows no way to lengthen a lease but to be switched on again. Where that was a start after all, it is told off at once.
  renew: (state) => {
    const leaseS = leaseToRenew(state);
    return leaseS === undefined
      ? still(state)
      : {
          state,
          says: [],
          sends: [request(state, own.renew, 'Switch.Set', { id: 0, on: true, toggle_after: leaseS })],
        };
  },
  ask,
};

/** Unlike the plug's own name, this names one plug alone as the one we wait for: nobody else may publish there. */
function sourceOf(id: string): string {
  return `farmgate/${id}`;
}

function ask(state: PlugState): readonly Sent[] {
  const look = request(state, own.look, 'Switch.GetStatus', { id: 0 });
  if (state.isPrepared) return [look];
  const config = { initial_state: 'off', auto_on: false };
  return [
    request(state, own.prepare, 'Switch.SetConfig', { id: 0, config }),
    request(state, own.who, 'Shelly.GetDeviceInfo', {}),
    look,
  ];
}

function request({ id: plug }: PlugState, id: string, method: string, params: object): Sent {
  return { topic: `${plug}/rpc`, payload: JSON.stringify({ id, src: sourceOf(plug), method, params }) };
}

function onOnline(payload: string, state: PlugState): Step {
  if (payload === 'false') return state.online === false ? still(state) : goOffline(state, 'It lost its connection');
  if (payload !== 'true') return still(state);
  const step = comeOnline(state, type);
  return { ...step, sends: ask(step.state) };
}

function onRecord(
  payload: string,
  state: PlugState,
  next: (message: Record<string, unknown>, state: PlugState) => Step,
): Step {
  const message = parseRecord(payload);
  return message ? hear(state, { type, ask }, (now) => next(message, now)) : still(state);
}

/** NotifyStatus tells what changed, NotifyFullStatus all there is. */
function onNotification(message: Record<string, unknown>, state: PlugState): Step {
  const status = asRecord(asRecord(message['params'])?.['switch:0']);
  if (!status) return still(state);
  switch (message['method']) {
    case 'NotifyStatus':
      return onStatus(status, state);
    case 'NotifyFullStatus':
      return onWholeStatus(status, state);
    default:
      return still(state);
  }
}

/** In a whole status no `errors` means that there are none. */
function onWholeStatus(status: Record<string, unknown>, state: PlugState): Step {
  return onStatus({ ...status, errors: status['errors'] ?? [] }, state);
}

/** `apower` is in W, `voltage` in V, `current` in A, `aenergy.total` in Wh. */
function onStatus(status: Record<string, unknown>, state: PlugState): Step {
  const amps = asNumber(status['current']);
  const trip = Array.isArray(status['errors']) ? status['errors'].length > 0 : undefined;
  const step = report(state, {
    ...(trip === false ? { trip } : {}),
    relay: asBoolean(status['output']),
    power: asNumber(status['apower']),
    voltage: asNumber(status['voltage']),
    current: amps === undefined ? undefined : asNumber(Math.round(amps * 1000)),
    energy: asNumber(asRecord(status['aenergy'])?.['total']),
    temperature: asNumber(asRecord(status['temperature'])?.['tC']),
  });
  // A trip is the last word about a relay that is open: it says why.
  return trip === true ? andThen(step, (now) => report(now, { trip })) : step;
}

function onResponse(message: Record<string, unknown>, state: PlugState): Step {
  const id = message['id'];
  const result = asRecord(message['result']);
  const error = asRecord(message['error']);
  if (id === state.pending?.id) {
    if (error) return refusePending(state, `It refused: ${asText(error['message'], 150) ?? 'without words'}`);
    return result ? deliver(state) : still(state);
  }
  if (!result) return still(state);
  switch (id) {
    case own.prepare:
      return still({ ...state, isPrepared: true });
    case own.who:
      return learnFirmware(state, type, asText(result['ver'], 40));
    case own.look:
      return onWholeStatus(result, state);
    case own.renew:
      return result['was_on'] === false ? undoStart(state) : still(state);
    default:
      return still(state);
  }
}

/** The renewal came after it had switched off by itself or by hand, and began anew what had ended. */
function undoStart(state: PlugState): Step {
  const off = request(state, own.off, 'Switch.Set', { id: 0, on: false });
  return { state: { ...state, keptLeaseS: undefined }, says: [], sends: [off] };
}

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
