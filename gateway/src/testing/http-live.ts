import { once } from 'node:events';
import { WebSocket } from 'ws';
import { LiveMessage } from '../contract/index.ts';

/** A page's live connection, seen from the page. */
export class LivePage {
  readonly socket: WebSocket;
  /** What it was told first. */
  readonly snapshot: Extract<LiveMessage, { type: 'snapshot' }>;

  constructor(socket: WebSocket, snapshot: Extract<LiveMessage, { type: 'snapshot' }>) {
    this.socket = socket;
    this.snapshot = snapshot;
  }

  /** Connects and waits for the snapshot. */
  static async open(port: number, token: string): Promise<LivePage> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const [frame]: unknown[] = await once(socket, 'message');
    const message = LiveMessage.parse(JSON.parse(String(frame)));
    if (message.type !== 'snapshot') throw new Error(`first came a ${message.type}`);
    return new LivePage(socket, message);
  }

  /** The close code. */
  async closed(): Promise<number> {
    const [code]: unknown[] = await once(this.socket, 'close');
    return Number(code);
  }

  close(): void {
    this.socket.terminate();
  }
}
