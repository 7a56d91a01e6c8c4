import { COMMAND, type Frame } from './frame.ts';
import type { Route } from './requests.ts';
import { type Socket, SOCKET_NUMBER, findSocket } from './sockets.ts';

/** A report of 0xFFFF: the socket's overload protection has opened it. */
export const TRIPPED = 'tripped';

/** What a node says. Neither proves the state of a relay: an ACK comes also from a socket that is tripped and stays off. */
export type Answer =
  /** `command` is the code that is acknowledged, `dataHigh` the socket number of a relay command, else 0. */
  | { readonly kind: 'ack'; readonly command: number; readonly dataHigh: number }
  /** Unit: mA, or `tripped`. The frame's sender is the socket, so the frame does not say which node speaks. */
  | { readonly kind: 'report'; readonly socket: Socket; readonly current: number | typeof TRIPPED };

/** The answer a frame is; undefined for requests and for reports of sockets that do not exist. */
export function parseAnswer({ sender, command, dataHigh, dataLow }: Frame): Answer | undefined {
  if (command === COMMAND.ack) return { kind: 'ack', command: dataLow, dataHigh };
  if (command !== COMMAND.reportData) return undefined;
  const socket = findSocket(sender);
  return socket && { kind: 'report', socket, current: parseCurrent(dataHigh * 256 + dataLow) };
}

/** The acknowledgement a node sends to its master. */
export function ackFrame({ target, sender }: Route, command: number, dataHigh = 0): Frame {
  return { target, sender, command: COMMAND.ack, dataHigh, dataLow: command };
}

/** A node's report of one socket to its master. */
export function reportFrame(master: number, socket: Socket, current: number | typeof TRIPPED): Frame {
  const word = current === TRIPPED ? 0xffff : current;
  const sender = SOCKET_NUMBER[socket];
  return { target: master, sender, command: COMMAND.reportData, dataHigh: word >> 8, dataLow: word & 0xff };
}

function parseCurrent(word: number): number | typeof TRIPPED {
  return word === 0xffff ? TRIPPED : word;
}
