import type { Socket } from '@farmgate/rf-bridge/codec';
import type { Cause } from './contact.ts';

/** What really happened at one node, by the id it was made with. Times are monotonic ms. */
export type Truth =
  /** It took a frame as meant for it. Hex as people write it. */
  | { readonly at: number; readonly node: number; readonly what: 'received'; readonly frame: string }
  | {
      readonly at: number;
      readonly node: number;
      readonly what: 'contact';
      readonly socket: Socket;
      /** Whether current can flow to the load. */
      readonly closed: boolean;
      readonly cause: Cause;
    };

/** Takes down what happens, for those who compare it with what was claimed. */
export type TruthLog = (truth: Truth) => void;
