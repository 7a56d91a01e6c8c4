import type { RadioAnswer } from '@farmgate/gateway/contract';
import type { Finding } from './air-watch.ts';
import type { OrderReceipt } from './orders.ts';
import type { Currents } from './exchange.ts';

/** What the link has to tell. `node` is a radio id. */
export type LinkEvent =
  | ({ readonly kind: 'receipt' } & OrderReceipt)
  /** What a poll brought. Only one current is there where the other report was lost. */
  | {
      readonly kind: 'read';
      readonly node: number;
      readonly currents: Currents;
      /** From the first byte written to the last byte of the answer. */
      readonly roundTripMs: number;
    }
  /** A threshold that the node acknowledged. Unit: mA. */
  | { readonly kind: 'threshold'; readonly node: number; readonly ma: number }
  /** A node of the roster answers, after it did not or for the first time. */
  | { readonly kind: 'online'; readonly node: number }
  /** A node that answered before, or is on the roster, leaves its polls or PINGs unanswered. */
  | { readonly kind: 'offline'; readonly node: number }
  /** An outlet outside the roster answered. Told each time, so that it stays fresh. */
  | { readonly kind: 'found'; readonly node: number }
  /** Something that is not ours is on the air. */
  | { readonly kind: 'finding'; readonly finding: Finding }
  /** How the work at the radio goes on that somebody asked for. */
  | { readonly kind: 'answer'; readonly answer: RadioAnswer };
