import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { LiveMessage, type Change, type CommandRequest } from '@farmgate/gateway/contract';

/** A page that shows a farm and from which somebody taps, as far as the network sees it. */
export class LivePage {
  readonly #port: number;
  readonly #token: string;
  readonly #api: Socket;
  readonly #live: WebSocket;
  readonly #listeners = new Set<(change: Change, at: number) => void>();

  private constructor(port: number, token: string, api: Socket, live: WebSocket) {
    this.#port = port;
    this.#token = token;
    this.#api = api;
    this.#live = live;
  }

  static async open(origin: string, token: string): Promise<LivePage> {
    const port = Number(new URL(origin).port);
    const api = connect({ host: '127.0.0.1', port, noDelay: true });
    const live = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers: { Authorization: `Bearer ${token}` } });
    const page = new LivePage(port, token, api, live);
    live.on('message', (frame: Buffer) => page.#take(frame, performance.now()));
    api.on('data', (answer: Buffer) => page.#check(answer));
    await Promise.all([once(api, 'connect'), once(live, 'message')]);
    return page;
  }

  /** Posts a command over a connection that is kept open. Answers the moment before. */
  tap(request: CommandRequest): number {
    const body = JSON.stringify(request);
    const head = [
      'POST /api/v1/commands HTTP/1.1',
      `Host: 127.0.0.1:${this.#port}`,
      `Authorization: Bearer ${this.#token}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '\r\n',
    ].join('\r\n');
    const at = performance.now();
    this.#api.write(head + body);
    return at;
  }

  /** Tells of each change with the moment its frame arrived. Answers how to stop listening. */
  onChange(listener: (change: Change, at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#live.terminate();
    this.#api.destroy();
  }

  #take(frame: Buffer, at: number): void {
    const message = LiveMessage.parse(JSON.parse(frame.toString()));
    if (message.type !== 'delta') return;
    for (const change of message.changes) for (const listener of this.#listeners) listener(change, at);
  }

  /** A command that is refused is an error of the benchmark. */
  #check(answer: Buffer): void {
    const text = answer.toString('latin1');
    if (text.startsWith('HTTP/1.1 ') && !text.startsWith('HTTP/1.1 202 ')) throw new Error(text.slice(0, 600));
  }
}
