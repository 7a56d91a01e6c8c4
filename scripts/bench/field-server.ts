import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '@farmgate/gateway/contract';
import { decodeFrame, parseRequest, type Request } from '@farmgate/rf-bridge/codec';
import { demoOutlets, HC12_FU3, VirtualFarm } from '@farmgate/virtual-farm';
import { hastyClock } from './hasty-clock.ts';

/** One request as the serial side saw it. Times are those of `performance.now()`. */
export interface Exchange {
  readonly node: number;
  readonly request: Request;
  readonly reachedAt: number;
  /** When its answer had been written; undefined while, or for ever when, nobody has answered. */
  answeredAt: number | undefined;
}

/** The simulated field behind a Unix socket, in this process, with the times at which frames came and answers went. */
export class FieldServer {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #listeners = new Set<(exchange: Exchange) => void>();
  readonly #farm: VirtualFarm;
  #last: Exchange | undefined;

  constructor(nodes: readonly number[], clock: Clock) {
    // Where timers take no time packets take none either, or an answer would meet its own question in the air.
    const timing = clock === hastyClock ? { ...HC12_FU3, byteMs: 0, packetMs: 0, overheadMs: 0, gapMs: 0 } : HC12_FU3;
    this.#farm = new VirtualFarm({ clock, outlets: demoOutlets(nodes), seed: 1, timing });
    this.#server = createServer((connection) => this.#serve(connection));
  }

  async start(path: string): Promise<void> {
    this.#server.listen(path);
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    for (const connection of this.#open) connection.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The newest request of all. */
  get last(): Exchange | undefined {
    return this.#last;
  }

  /** Tells of each request as it arrives, before anybody answers it. Answers how to stop listening. */
  onRequest(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #serve(connection: Socket): void {
    this.#open.add(connection);
    connection.on('error', () => connection.destroy());
    const write = this.#farm.attach((bytes) => {
      connection.write(bytes);
      if (this.#last) this.#last.answeredAt = performance.now();
    });
    connection.on('close', () => {
      this.#open.delete(connection);
      write.detach();
    });
    connection.on('data', (bytes) => {
      this.#note(bytes, performance.now());
      write(bytes);
    });
  }

  /** The bridge has one request in the air at a time, and writes each at once. */
  #note(bytes: Buffer, reachedAt: number): void {
    const frame = decodeFrame(bytes);
    const request = frame && parseRequest(frame);
    if (!frame || !request) return;
    const exchange: Exchange = { node: frame.target, request, reachedAt, answeredAt: undefined };
    this.#last = exchange;
    for (const listener of this.#listeners) listener(exchange);
  }
}
