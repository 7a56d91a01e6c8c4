import type { Socket } from '@farmgate/rf-bridge/codec';

/** What really happened at one node. Times are monotonic ms. */
export type Truth =
  | { readonly at: number; readonly node: number; readonly what: 'received'; readonly frame: string }
  | {
      readonly at: number;
      readonly node: number;
      readonly what: 'contact';
      readonly socket: Socket;
      readonly closed: boolean;
      /** A master's command, the node's own protection, or a fault that was made. */
      readonly cause: 'command' | 'trip' | 'reclose' | 'boot' | 'fault';
    };

/** Takes down what happens, for those who compare it with what was claimed. */
export type TruthLog = (truth: Truth) => void;
