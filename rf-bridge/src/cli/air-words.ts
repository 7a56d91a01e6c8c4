import { decodeFrame, fromHex, parseAnswer, parseRequest, COMMAND, hexByte, toHex, TRIPPED } from '../codec/index.ts';
import type { Frame, Request } from '../codec/index.ts';
import type { TapLine } from '../control/index.ts';

/** One thing that was on the air, as people read it. */
export interface AirWord {
  /** Monotonic ms. */
  readonly at: number;
  /** Sent by us, heard by us, heard and none of ours. */
  readonly mark: '->' | '<-' | '??';
  /** Who to whom and what: `02 -> FE  RELAY_ON A`. */
  readonly words: string;
  readonly bytes: string;
  /** Not a frame: debug text or bytes of a broken one. */
  readonly isRest: boolean;
}

/** A piece of a frame is not waited for longer than this: within a frame gaps are up to 60. Unit: ms. */
const REST_AFTER_MS = 100;
/** So many bytes without a frame in them are told at once, but for the last few, which may be the beginning of one. */
const MOST_REST = 64;
const BEGINNING = 7;
/** Reports after a READ_CURRENT come this soon. Unit: ms. */
const REPORTS_WITHIN_MS = 1_000;

/** Turns the lines of a tap into words. The same lines give the same words; time is that of the lines. */
export class AirWords {
  /** Bytes that were heard and are in no frame so far. */
  #rest: number[] = [];
  #restAt = 0;
  #lastAsked: { readonly node: string; readonly at: number } | undefined;

  take(line: TapLine): AirWord[] {
    const before = this.restBefore(line.at - REST_AFTER_MS);
    switch (line.kind) {
      case 'tap':
        return before;
      case 'end':
        return [...before, ...this.restBefore(Infinity)];
      case 'bytes':
        return line.way === 'heard' ? [...before, ...this.#hear(fromHex(line.bytes), line.at)] : before;
      case 'frame':
        return [...before, ...this.#frame(line.at, line.way, line.bytes)];
    }
  }

  /** What was heard until then and became no frame. Unit: monotonic ms. */
  restBefore(at: number): AirWord[] {
    return this.#rest.length > 0 && this.#restAt <= at ? this.#tellRest(this.#rest.length) : [];
  }

  #hear(bytes: Uint8Array, at: number): AirWord[] {
    this.#rest.push(...bytes);
    this.#restAt = at;
    // What a port gives at once is split into its frames by the lines that follow.
    return this.#rest.length - bytes.length > MOST_REST
      ? this.#tellRest(this.#rest.length - bytes.length - BEGINNING)
      : [];
  }

  #frame(at: number, way: 'sent' | 'heard' | 'foreign', hex: string): AirWord[] {
    const bytes = fromHex(hex);
    const rest = way === 'sent' ? [] : this.#takeOut(bytes);
    const frame = decodeFrame(bytes);
    if (!frame) return rest;
    const isRead = parseRequest(frame)?.kind === 'read-current';
    const words = `${this.#whoToWhom(frame, at)}  ${whatOf(frame)}`;
    if (isRead) this.#lastAsked = { node: hexByte(frame.target), at };
    const mark = { sent: '->', heard: '<-', foreign: '??' } as const;
    return [...rest, { at, mark: mark[way], words, bytes: hex, isRest: false }];
  }

  /** A report's sender is its socket: it is of the node that was asked last, if one was. */
  #whoToWhom(frame: Frame, at: number): string {
    const to = hexByte(frame.target);
    if (parseAnswer(frame)?.kind !== 'report') return `${hexByte(frame.sender)} -> ${to}`;
    const isAsked = this.#lastAsked !== undefined && at - this.#lastAsked.at <= REPORTS_WITHIN_MS;
    return `${isAsked ? this.#lastAsked?.node : '??'} -> ${to}`;
  }

  /** What stood before the frame was no part of one. */
  #takeOut(frame: Uint8Array): AirWord[] {
    const start = this.#rest.findIndex((_, at) => frame.every((byte, i) => this.#rest[at + i] === byte));
    const told = this.#tellRest(Math.max(start, 0));
    this.#rest = start < 0 ? [] : this.#rest.slice(frame.length);
    return told;
  }

  #tellRest(length: number): AirWord[] {
    const bytes = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return piecesOf(bytes).map((piece) => ({
      at: this.#restAt,
      mark: '<-',
      words: piece.text === undefined ? `broken ${toHex(piece.bytes)}` : JSON.stringify(piece.text),
      bytes: toHex(piece.bytes),
      isRest: true,
    }));
  }
}

interface Piece {
  readonly bytes: Uint8Array;
  /** Where it reads as text. */
  readonly text?: string;
}

/** Debug text of a node, and what is none: three letters that can be printed are no accident. White space alone is nothing. */
function piecesOf(bytes: readonly number[]): Piece[] {
  const all = Buffer.from(bytes).toString('latin1');
  return all
    .split(/([\x20-\x7e\t\r\n]{3,})/)
    .map((piece, i) => ({ bytes: Buffer.from(piece, 'latin1'), ...(i % 2 === 1 ? { text: piece.trim() } : {}) }))
    .filter((piece) => (piece.text ?? toHex(piece.bytes).replaceAll(/0[AD9] ?|20 ?/g, '')) !== '');
}

function whatOf(frame: Frame): string {
  const request = parseRequest(frame);
  if (request) return requestText(request);
  const answer = parseAnswer(frame);
  if (answer?.kind === 'ack') return `ACK ${ackText(answer)}`;
  if (answer?.kind === 'report')
    return `socket ${answer.socket.toUpperCase()}: ${answer.current === TRIPPED ? 'tripped' : `${answer.current} mA`}`;
  return `command ${hexByte(frame.command)}, data ${hexByte(frame.dataHigh)} ${hexByte(frame.dataLow)}`;
}

/** What is asked, by the names of version 1. */
function requestText(request: Request): string {
  switch (request.kind) {
    case 'ping':
      return 'PING';
    case 'relay':
      return `RELAY_${request.on ? 'ON' : 'OFF'} ${request.socket.toUpperCase()}`;
    case 'read-current':
      return 'READ_CURRENT';
    case 'set-threshold':
      return `SET_THRESHOLD ${request.ma} mA`;
    case 'set-device-id':
      return `SET_DEVICE_ID ${hexByte(request.id)}`;
    case 'set-master-id':
      return `SET_ID_MASTER ${hexByte(request.id)}`;
  }
}

const commandNames: ReadonlyMap<number, string> = new Map([
  [COMMAND.ping, 'PING'],
  [COMMAND.relayOn, 'RELAY_ON'],
  [COMMAND.relayOff, 'RELAY_OFF'],
  [COMMAND.readCurrent, 'READ_CURRENT'],
  [COMMAND.setThreshold, 'SET_THRESHOLD'],
  [COMMAND.setDeviceId, 'SET_DEVICE_ID'],
  [COMMAND.setMasterId, 'SET_ID_MASTER'],
]);

function ackText({ command, dataHigh }: { readonly command: number; readonly dataHigh: number }): string {
  const name = commandNames.get(command) ?? `command ${hexByte(command)}`;
  const isRelay = command === COMMAND.relayOn || command === COMMAND.relayOff;
  const socket = { 1: ' A', 2: ' B' }[dataHigh] ?? ` socket ${dataHigh}`;
  return isRelay ? `${name}${socket}` : name;
}
