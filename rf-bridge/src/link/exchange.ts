import {
  type Answer,
  COMMAND,
  type Frame,
  type Request,
  type Socket,
  SOCKET_NUMBER,
  parseAnswer,
} from '../codec/index.ts';

/** The current of each socket as a poll brought it. Unit: mA. */
export type Currents = Readonly<Partial<Record<Socket, Extract<Answer, { kind: 'report' }>['current']>>>;

/** One request in the air, and what has come back so far. */
export interface Exchange {
  readonly node: number;
  readonly master: number;
  readonly request: Request;
  /** Monotonic ms. */
  readonly sentAt: number;
  /** When it is given up. Monotonic ms. */
  readonly endsAt: number;
  /** What comes before cannot be its answer: it is a late one to an earlier request. Monotonic ms. */
  readonly earliestAt: number;
  /** When the first frame of its answer came. Monotonic ms. */
  readonly firstAt?: number;
  readonly currents: Currents;
}

/**
 * What a frame means to the exchange in the air. `early`: it fits, but nobody answers so soon; `foreign`: it is no part of it;
 * `done`: nothing more will come, also where the first of two reports was lost.
 */
export type Progress =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'early' }
  | { readonly kind: 'more' | 'done'; readonly exchange: Exchange };

const foreign: Progress = { kind: 'foreign' };

/**
 * Takes a frame into the exchange in the air. A report does not say which node speaks (its sender is the socket), so it
 * belongs to the node just asked; that is why there is only ever one request in the air, and why a report that comes sooner
 * than that node can answer is not taken.
 */
export function progress(exchange: Exchange, frame: Frame, now: number): Progress {
  const answer = parseAnswer(frame);
  if (!answer || frame.target !== exchange.master) return foreign;
  const step = answer.kind === 'report' ? takeReport(exchange, answer) : takeAck(exchange, frame);
  if (step.kind === 'foreign' || step.kind === 'early') return step;
  if (now < exchange.earliestAt) return { kind: 'early' };
  return { kind: step.kind, exchange: { ...step.exchange, firstAt: exchange.firstAt ?? now } };
}

function takeReport(exchange: Exchange, { socket, current }: Extract<Answer, { kind: 'report' }>): Progress {
  if (exchange.request.kind !== 'read-current' || exchange.currents[socket] !== undefined) return foreign;
  const currents = { ...exchange.currents, [socket]: current };
  return { kind: socket === 'b' ? 'done' : 'more', exchange: { ...exchange, currents } };
}

/** An ACK echoes the command and, of a relay, the socket: a late one of another command is not taken for ours. */
function takeAck(exchange: Exchange, { sender, dataHigh, dataLow }: Frame): Progress {
  const isOurs = sender === answererOf(exchange) && echoes(exchange.request, dataLow, dataHigh);
  return isOurs ? { kind: 'done', exchange } : foreign;
}

/** A node acknowledges a new id from that id already. */
function answererOf({ node, request }: Exchange): number {
  return request.kind === 'set-device-id' ? request.id : node;
}

function echoes(request: Request, command: number, dataHigh: number): boolean {
  switch (request.kind) {
    case 'ping':
      return command === COMMAND.ping;
    case 'relay':
      return (
        command === (request.on ? COMMAND.relayOn : COMMAND.relayOff) && dataHigh === SOCKET_NUMBER[request.socket]
      );
    case 'set-threshold':
      return command === COMMAND.setThreshold;
    case 'set-device-id':
      return command === COMMAND.setDeviceId;
    case 'set-master-id':
      return command === COMMAND.setMasterId;
    case 'read-current':
      return false;
  }
}
