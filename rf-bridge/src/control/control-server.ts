import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '@farmgate/gateway/contract';
import { ControlDesk, type ControlledRadio } from './desk.ts';
import { LineCutter } from './line-cutter.ts';
import { ControlAsk, type ControlSaid } from './messages.ts';

/** Clients at a time: an installer's few windows. */
const MOST_CLIENTS = 4;
/** What a client may say in a line: an ask is under 200. Unit: bytes. */
const LONGEST_LINE = 1_024;
/** What a client may say in a second: a person's commands are a few. Unit: lines. */
const MOST_LINES = 50;
/** Whoever leaves this much unread does not listen: an hour of a busy air is 20 MB, a second of it 6 kB. Unit: bytes. */
const MOST_UNREAD = 262_144;
/** Whoever is told to go is gone by then. Unit: ms. */
const GOODBYE_MS = 500;
/** To `sun_path` of Linux, with the zero at its end (unix(7)). Unit: bytes. */
const LONGEST_PATH = 107;

/** A bridge's control line could not be opened; the message says why. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** Where people at the machine ask a running bridge: a Unix socket of its own user, one JSON value a line both ways. */
export class ControlServer {
  readonly #path: string;
  readonly #radio: ControlledRadio;
  readonly #clock: Clock;
  readonly #clients = new Set<Socket>();
  #server: Server | undefined;
  #isStopped = false;

  constructor(path: string, radio: ControlledRadio, clock: Clock) {
    this.#path = path;
    this.#radio = radio;
    this.#clock = clock;
  }

  /** Rejects with a `ControlError` where the socket cannot be had; the bridge goes on without. */
  async start(): Promise<void> {
    if (Buffer.byteLength(this.#path) > LONGEST_PATH)
      throw new ControlError(`A socket's path may have ${LONGEST_PATH} bytes, not ${Buffer.byteLength(this.#path)}`);
    if (await isServed(this.#path)) throw new ControlError(`Another bridge answers at ${this.#path}`);
    if (this.#isStopped) return;
    rmSync(this.#path, { force: true });
    const server = createServer((client) => this.#onClient(client));
    this.#server = server;
    await listen(server, this.#path);
    chmodSync(this.#path, 0o600);
    server.on('error', () => {});
  }

  /** How many look on now. */
  get clients(): number {
    return this.#clients.size;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const client of this.#clients) client.destroy();
    const server = this.#server;
    this.#server = undefined;
    if (server?.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #onClient(client: Socket): void {
    client.on('error', () => client.destroy());
    if (this.#clients.size >= MOST_CLIENTS)
      return this.#end(client.resume(), `${MOST_CLIENTS} others look at this bridge already. Close one of them.`);
    this.#clients.add(client);
    const desk = new ControlDesk(this.#radio, this.#clock, (said) => say(client, said));
    const limit = new LineLimit(this.#clock);
    const cutter = new LineCutter(
      LONGEST_LINE,
      (line) =>
        limit.isOver() ? this.#end(client, `More than ${MOST_LINES} lines a second`) : take(desk, client, line),
      () => this.#end(client, `A line is longer than ${LONGEST_LINE} bytes`),
    );
    client.on('data', (bytes) => {
      if (!client.writableEnded) cutter.push(bytes);
    });
    client.once('close', () => {
      this.#clients.delete(client);
      desk.close();
    });
  }

  #end(client: Socket, note: string): void {
    if (client.writableEnded) return;
    client.end(`${JSON.stringify({ kind: 'refused', note, isLast: true } satisfies ControlSaid)}\n`);
    const cancel = this.#clock.after(GOODBYE_MS, () => client.destroy());
    client.once('close', cancel);
  }
}

function take(desk: ControlDesk, client: Socket, line: string): void {
  if (client.writableEnded || line.trim() === '') return;
  const parsed = ControlAsk.safeParse(parseJson(line));
  if (parsed.success) return desk.take(parsed.data);
  say(client, { kind: 'refused', note: `This line is no ask: ${line.slice(0, 100)}`, isLast: false });
}

/** Never waits for a client: one that does not read is let go. */
function say(client: Socket, said: ControlSaid): void {
  if (client.writableEnded || client.destroyed) return;
  client.write(`${JSON.stringify(said)}\n`);
  if (client.writableLength > MOST_UNREAD) client.destroy();
}

/** Counts the lines of a second. */
class LineLimit {
  readonly #clock: Clock;
  #since = -Infinity;
  #lines = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isOver(): boolean {
    const now = this.#clock.monoMs();
    if (now - this.#since >= 1_000) {
      this.#since = now;
      this.#lines = 0;
    }
    return ++this.#lines > MOST_LINES;
  }
}

/** A socket that a killed bridge left is nobody's: it can be connected to by no one. */
function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

/** The socket is made closed to others; nobody gets in before its mode is set. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const before = process.umask(0o177);
    server.once('error', (error) => reject(new ControlError(error.message)));
    server.listen(path, () => resolve());
    process.umask(before);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
