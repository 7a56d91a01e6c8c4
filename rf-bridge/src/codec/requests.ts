import { COMMAND, type Frame } from './frame.ts';
import { type Socket, SOCKET_NUMBER, findSocket } from './sockets.ts';

/** What a master may ask of an outlet. */
export type Request =
  | { readonly kind: 'ping' }
  | { readonly kind: 'relay'; readonly socket: Socket; readonly on: boolean }
  | { readonly kind: 'read-current' }
  /** Unit: mA. A value whose high byte is FF (65,280 and above) reads as unset in the node. */
  | { readonly kind: 'set-threshold'; readonly ma: number }
  | { readonly kind: 'set-device-id'; readonly id: number }
  | { readonly kind: 'set-master-id'; readonly id: number };

/** Who asks whom: radio ids, 0 to 255. */
export interface Route {
  readonly target: number;
  readonly sender: number;
}

/** The frame of a request. */
export function requestFrame(request: Request, { target, sender }: Route): Frame {
  return { target, sender, ...body(request) };
}

/** The request a frame is; undefined for answers, unknown commands and sockets that do not exist. */
export function parseRequest({ command, dataHigh, dataLow }: Frame): Request | undefined {
  switch (command) {
    case COMMAND.ping:
      return { kind: 'ping' };
    case COMMAND.relayOn:
    case COMMAND.relayOff:
      return relay(dataLow, command === COMMAND.relayOn);
    case COMMAND.readCurrent:
      return { kind: 'read-current' };
    case COMMAND.setThreshold:
      return { kind: 'set-threshold', ma: dataHigh * 256 + dataLow };
    case COMMAND.setDeviceId:
      return { kind: 'set-device-id', id: dataLow };
    case COMMAND.setMasterId:
      return { kind: 'set-master-id', id: dataLow };
    default:
      return undefined;
  }
}

function body(request: Request): Pick<Frame, 'command' | 'dataHigh' | 'dataLow'> {
  switch (request.kind) {
    case 'ping':
      return { command: COMMAND.ping, dataHigh: 0, dataLow: 0 };
    case 'relay':
      return { command: relayCommand(request.on), dataHigh: 0, dataLow: SOCKET_NUMBER[request.socket] };
    case 'read-current':
      return { command: COMMAND.readCurrent, dataHigh: 0, dataLow: 0 };
    case 'set-threshold':
      return { command: COMMAND.setThreshold, dataHigh: request.ma >> 8, dataLow: request.ma & 0xff };
    case 'set-device-id':
      return { command: COMMAND.setDeviceId, dataHigh: 0, dataLow: request.id };
    case 'set-master-id':
      return { command: COMMAND.setMasterId, dataHigh: 0, dataLow: request.id };
  }
}

function relayCommand(on: boolean): number {
  return on ? COMMAND.relayOn : COMMAND.relayOff;
}

function relay(number: number, on: boolean): Request | undefined {
  const socket = findSocket(number);
  return socket && { kind: 'relay', socket, on };
}
