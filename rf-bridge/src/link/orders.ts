import type { Receipt } from '@farmgate/gateway/contract';
import type { Request, Socket } from '../codec/index.ts';

/** What a command wants of a node: the requests that change something. */
export type Change = Extract<Request, { kind: 'relay' | 'set-threshold' }>;

/** A command as the link takes it. */
export interface Order {
  readonly id: string;
  /** Radio id of the node. */
  readonly node: number;
  readonly change: Change;
  /** Monotonic ms from which on it is not transmitted any more. Absent on an OFF, which never expires. */
  readonly expiresAt?: number;
  /** The same OFF once more because it is owed. */
  readonly again?: boolean;
  /** Carry on if the id is known, else refuse. */
  readonly resume?: boolean;
}

/** What became of an order, for whoever gave it. */
export interface OrderReceipt {
  readonly node: number;
  /** The socket it switches, if any. */
  readonly socket?: Socket;
  readonly receipt: Receipt;
}

/** Smaller goes first: OFF before ON before settings. */
export function rankOf(change: Change): number {
  if (change.kind === 'set-threshold') return 2;
  return change.on ? 1 : 0;
}

export function isOff(change: Change): boolean {
  return change.kind === 'relay' && !change.on;
}

/** What an order changes, so that a later one for the same thing takes its place. */
export function subjectOf({ node, change }: Order): string {
  return `${node}/${change.kind === 'relay' ? change.socket : 'threshold'}`;
}
