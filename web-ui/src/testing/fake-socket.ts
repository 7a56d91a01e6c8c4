import { type LiveMessage, LiveRequest } from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import type { Socket } from '../api/live-socket.ts';

/** The browser's end of a live socket, with the gateway's end in the test's hand. */
export class FakeSocket implements Socket {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isClosed = false;
  /** What the page said, oldest first. */
  readonly said: LiveRequest[] = [];

  send(text: string): void {
    this.said.push(z.parse(LiveRequest, JSON.parse(text)));
  }

  close(): void {
    this.isClosed = true;
  }

  /** The gateway says something. */
  tell(message: LiveMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The line breaks, or the gateway closes it. */
  drop(code = 1006): void {
    this.isClosed = true;
    this.onclose?.({ code });
  }
}
