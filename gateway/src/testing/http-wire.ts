import { connect, type Socket } from 'node:net';

/** An HTTP answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What became of bytes that were sent: an answer, or why there is none. */
export type Exchange = WireAnswer | 'closed' | 'silent' | 'unreadable';

export interface ExchangeOptions {
  /** Nothing more will come: the request is shorter than it says. */
  readonly halfClose?: boolean;
  /** The answer has no body, whatever its headers say. */
  readonly isHead?: boolean;
}

/** So long may an answer take; unit: ms. */
const PATIENCE_MS = 5_000;

/** Sends bytes on a connection of their own and reads the first final answer to them. */
export function exchange(
  port: number,
  bytes: Uint8Array,
  { halfClose = false, isHead = false }: ExchangeOptions = {},
): Promise<Exchange> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const settle = (result: Exchange) => {
      socket.destroy();
      resolve(result);
    };
    const look = (ended: boolean) => {
      const answer = readAnswer(received, { ended, isHead });
      if (answer !== 'incomplete') settle(answer);
      else if (ended) settle(received.length === 0 ? 'closed' : 'unreadable');
    };
    socket.setTimeout(PATIENCE_MS, () => settle('silent'));
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      look(false);
    });
    socket.on('end', () => look(true));
    // A reset after the answer does not take the answer back.
    socket.on('error', () => look(true));
    if (halfClose) socket.end(bytes);
    else socket.write(bytes);
  });
}

/** Connects and keeps its own half open for ever; resolves with whether the other side lets go of the connection. */
export function isLetGo(port: number, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(bytes));
    const settle = (letGo: boolean) => {
      socket.destroy();
      resolve(letGo);
    };
    socket.on('data', () => {});
    // Whoever has let go answers with a reset; whoever only stopped talking takes it.
    socket.on('end', () => socket.write('still here', () => socket.write('and here')));
    socket.on('error', () => settle(true));
    socket.setTimeout(1_000, () => settle(false));
  });
}

/** RFC 9112, as far as a server that is well may use it. */
function readAnswer(
  bytes: Buffer,
  { ended, isHead }: { ended: boolean; isHead: boolean },
): WireAnswer | 'incomplete' | 'unreadable' {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return 'incomplete';
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) ?[\x20-\x7e]*$/.exec(first)?.[1]);
  if (!status) return 'unreadable';
  if (status < 200 && status !== 101) return readAnswer(bytes.subarray(end + 4), { ended, isHead });
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([\x20-\x7e\t]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return 'unreadable';
    headers.set(name.toLowerCase(), value);
  }
  const rest = bytes.subarray(end + 4);
  const answer = (body: Buffer): WireAnswer => ({ status, headers, body: body.toString() });
  if (isHead || status === 101 || status === 204 || status === 304) return answer(Buffer.alloc(0));
  const length = headers.get('content-length');
  if (length !== undefined)
    return rest.length >= Number(length) ? answer(rest.subarray(0, Number(length))) : 'incomplete';
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(rest, answer);
  return ended ? answer(rest) : 'incomplete';
}

function readChunks(bytes: Buffer, answer: (body: Buffer) => WireAnswer): WireAnswer | 'incomplete' | 'unreadable' {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return 'incomplete';
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) return 'unreadable';
    if (size === 0) return answer(Buffer.concat(parts));
    if (bytes.length < lineEnd + 2 + size + 2) return 'incomplete';
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
