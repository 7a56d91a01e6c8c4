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
  readonly currents: Currents;
}

/** What a frame means to the exchange in the air. `foreign`: it is no part of it. */
export type Progress = { readonly kind: 'foreign' } | { readonly kind: 'more' | 'done'; readonly exchange: Exchange };

const foreign: Progress = { kind: 'foreign' };

/**
 * Takes a frame into the exchange in the air. A report does not say which node speaks (its sender is the socket), so it
 * belongs to the node just asked; that is why there is only ever one request in the air.
 */
export function progress(exchange: Exchange, frame: Frame): Progress {
  const answer = parseAnswer(frame);
  if (!answer || frame.target !== exchange.master) return foreign;
  return answer.kind === 'report' ? takeReport(exchange, answer) : takeAck(exchange, frame);
}

function takeReport(exchange: Exchange, { socket, current }: Extract<Answer, { kind: 'report' }>): Progress {
  if (exchange.request.kind !== 'read-current') return foreign;
  const currents = { ...exchange.currents, [socket]: current };
  const isWhole = currents.a !== undefined && currents.b !== undefined;
  return { kind: isWhole ? 'done' : 'more', exchange: { ...exchange, currents } };
}

/** An ACK echoes the command and, of a relay, the socket: a late one of another command is not taken for ours. */
function takeAck(exchange: Exchange, { sender, dataHigh, dataLow }: Frame): Progress {
  const isOurs = sender === exchange.node && echoes(exchange.request, dataLow, dataHigh);
  return isOurs ? { kind: 'done', exchange } : foreign;
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
    case 'read-current':
    case 'set-device-id':
    case 'set-master-id':
      return false;
  }
}
