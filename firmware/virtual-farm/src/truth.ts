import type { Socket } from '@farmgate/rf-bridge/codec';
import type { Cause } from './contact.ts';
import type { Fault } from './fault.ts';

/** What really happened, apart from anything that a product heard of it. Outlets by the id they were made with. Times are monotonic ms. */
export type Truth =
  /** A node took a frame as meant for it. Hex as people write it. */
  | { readonly at: number; readonly node: number; readonly what: 'received'; readonly frame: string }
  | {
      readonly at: number;
      readonly node: number;
      readonly what: 'contact';
      readonly socket: Socket;
      /** Whether current can flow to the load. */
      readonly closed: boolean;
      readonly cause: Cause;
    }
  /** A motor began or ceased to turn. `why`: what closed or opened its way to the mains. */
  | {
      readonly at: number;
      readonly what: 'motor';
      readonly device: string;
      readonly turning: boolean;
      readonly why: string;
    }
  | { readonly at: number; readonly what: 'burnt'; readonly device: string }
  /** A pump moved so much between two moments. */
  | {
      readonly at: number;
      readonly what: 'water';
      readonly device: string;
      readonly since: number;
      readonly litres: number;
    }
  /** A load or a motor used so much between two moments. Sockets are called `fe.a`. */
  | {
      readonly at: number;
      readonly what: 'energy';
      readonly device: string;
      readonly since: number;
      readonly wattHours: number;
    }
  /** A tank ran over. */
  | { readonly at: number; readonly what: 'overflow'; readonly device: string }
  | {
      readonly at: number;
      readonly what: 'breaker';
      readonly device: string;
      readonly closed: boolean;
      readonly why: string;
    }
  | { readonly at: number; readonly what: 'grid'; readonly isOn: boolean; readonly volts: readonly number[] }
  /** Somebody made something go wrong, or right again. */
  | { readonly at: number; readonly what: 'fault'; readonly fault: Fault };

/** Takes down what happens, for those who compare it with what was claimed. */
export type TruthLog = (truth: Truth) => void;
