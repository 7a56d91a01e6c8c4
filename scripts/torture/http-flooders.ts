import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { seededRandom } from '../../firmware/virtual-farm/src/random.ts';

/** What the floods are made with. */
export interface FloodOptions {
  readonly port: number;
  /** A good access token: some of them are signed in. */
  readonly token: string;
  readonly seed: number;
}

const SLOW_HEADERS = 4_000;
const SLOW_BODIES = 400;
const CRUMBLERS = 20;
const FROZEN = 20;
/** Whoever was cut off comes again after about this long. Unit: ms. */
const AGAIN_MS = 2_000;
const TRICKLE_EVERY_MS = 3_000;
/** Not all in the same millisecond: the attacker's machine has to breathe too. */
const AT_ONCE = 100;

/** Keeps all of them going, on a thread of their own so that nobody waits for the attacker; `stop` answers how many connections it took. */
export function startFloods(options: FloodOptions): { stop(): Promise<number> } {
  const worker = new Worker(new URL(import.meta.url), { workerData: options });
  return {
    async stop() {
      worker.postMessage('stop');
      const [opened]: unknown[] = await once(worker, 'message');
      await worker.terminate();
      return Number(opened);
    },
  };
}

class Floods {
  readonly #options: FloodOptions;
  readonly #random: () => number;
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isOver = false;
  opened = 0;

  constructor(options: FloodOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
  }

  async start(): Promise<void> {
    const kinds = [
      ...Array.from({ length: FROZEN }, () => () => this.#frozen()),
      ...Array.from({ length: CRUMBLERS }, () => () => this.#crumble()),
      ...Array.from({ length: SLOW_BODIES }, () => () => this.#slowBody()),
      ...Array.from({ length: SLOW_HEADERS }, () => () => this.#slowHeaders()),
    ];
    for (let at = 0; at < kinds.length && !this.#isOver; at += AT_ONCE) {
      for (const open of kinds.slice(at, at + AT_ONCE)) open();
      await wait(20);
    }
  }

  stop(): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.destroy();
  }

  #slowHeaders(): void {
    this.#open(
      'GET /api/v1/gateway HTTP/1.1\r\nHost: 127.0.0.1\r\n',
      (socket) => this.#trickle(socket, () => `X-${Math.floor(this.#random() * 1e6)}: a\r\n`),
      () => this.#slowHeaders(),
    );
  }

  #slowBody(): void {
    const headers = 'Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"login":"';
    this.#open(
      `POST /api/v1/session HTTP/1.1\r\n${headers}`,
      (socket) => this.#trickle(socket, () => 'a'),
      () => this.#slowBody(),
    );
  }

  /** Signed in, and says one message in crumbs, or pings, without end. */
  #crumble(): void {
    const isPing = this.#random() < 0.3;
    const crumb = isPing ? maskedFrame(0x89, '') : maskedFrame(0x00, this.#random() < 0.5 ? '' : 'a');
    this.#open(
      this.#upgrade(),
      (socket) => {
        socket.once('data', () => {
          if (!isPing) socket.write(maskedFrame(0x01, '{'));
          const crumbs = Buffer.concat(Array.from({ length: 500 }, () => crumb));
          const more = (): void =>
            this.#later(10, () => {
              if (socket.destroyed) return;
              socket.write(crumbs);
              more();
            });
          more();
        });
      },
      () => this.#crumble(),
    );
  }

  /** Signed in, looks at a page and never reads. */
  #frozen(): void {
    this.#open(
      this.#upgrade(),
      (socket) => socket.pause(),
      () => this.#frozen(),
    );
  }

  #upgrade(): string {
    const { token, port } = this.#options;
    return [
      'GET /api/v1/live HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Authorization: Bearer ${token}`,
      '\r\n',
    ].join('\r\n');
  }

  #open(bytes: string, then: (socket: Socket) => void, again: () => void): void {
    if (this.#isOver) return;
    this.opened += 1;
    const socket = connect({ port: this.#options.port, host: '127.0.0.1' }, () => {
      socket.write(bytes);
      then(socket);
    });
    socket.on('data', () => {});
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#later(AGAIN_MS * (0.5 + this.#random()), again);
    });
    this.#sockets.add(socket);
  }

  #trickle(socket: Socket, crumb: () => string): void {
    this.#later(TRICKLE_EVERY_MS * this.#random(), () => {
      if (socket.destroyed) return;
      socket.write(crumb());
      this.#trickle(socket, crumb);
    });
  }

  #later(ms: number, run: () => unknown): void {
    if (this.#isOver) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isOver) run();
    }, ms);
    this.#timers.add(timer);
  }
}

/** RFC 6455, section 5.2, with a mask of zeros. `first`: the FIN bit and the opcode. */
function maskedFrame(first: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

if (!isMainThread && parentPort) {
  const floods = new Floods(workerData as FloodOptions);
  parentPort.once('message', () => {
    floods.stop();
    parentPort?.postMessage(floods.opened);
  });
  void floods.start();
}
