import type { Supply } from '../grid/source.ts';
import type { Group, Pump } from './pump.ts';
import type { NodeCount } from './run.ts';

/** What somebody asks for, with what is known of them at that moment. */
export interface RunRequest {
  readonly id: string;
  readonly pump: string;
  readonly user: string;
  readonly by: string;
  readonly seconds: number;
  readonly isSuspended: boolean;
  /** In the wallet and not reserved; absent where nothing is paid for. Unit: s. */
  readonly availableS?: number;
  /** Pumped by this user on this day of the site's calendar. Unit: s. */
  readonly usedTodayS: number;
  /** Said once more that it is meant. */
  readonly isConfirmed?: boolean;
}

/** What happens to the pumps of a site. */
export type SharingEvent =
  | { readonly kind: 'request'; readonly request: RunRequest }
  | {
      readonly kind: 'extend';
      readonly run: string;
      readonly seconds: number;
      readonly by: string;
      readonly availableS?: number;
      readonly usedTodayS: number;
    }
  /** Of one's own run, or by an admin, or by an admin who does not explain it to the queue. */
  | {
      readonly kind: 'stop';
      readonly run: string;
      readonly by: string;
      readonly how: 'stopped-by-user' | 'stopped-by-admin' | 'force-stop';
      readonly why?: string;
    }
  /** An admin puts a run that waits before another one, or last. */
  | { readonly kind: 'move'; readonly run: string; readonly before?: string; readonly by: string; readonly why: string }
  | { readonly kind: 'remove'; readonly run: string; readonly by: string; readonly why: string }
  /** Its user would change places with another run, which happens once the other's user would too. */
  | { readonly kind: 'swap'; readonly run: string; readonly with: string; readonly by: string }
  | { readonly kind: 'suspend'; readonly user: string; readonly by: string }
  | { readonly kind: 'latch'; readonly isLatched: boolean; readonly by: string }
  | { readonly kind: 'grid'; readonly state: Supply }
  /** With `retryAtMs` (monotonic) it is tried again; with `lockOut` only a person lets it run; with neither the run is over. */
  | {
      readonly kind: 'trip';
      readonly pump: string;
      readonly name: string;
      readonly retryAtMs?: number;
      readonly lockOut?: true;
    }
  /** The pump must not run for now, through no fault of its own, until `ready` says so or until a moment. */
  | { readonly kind: 'hold'; readonly pump: string; readonly name: string; readonly untilMs?: number }
  | { readonly kind: 'ready'; readonly pump: string; readonly name: string }
  /** A person has looked at the pump. */
  | { readonly kind: 'reset'; readonly pump: string; readonly by: string }
  | { readonly kind: 'tank-full'; readonly pump: string }
  /** What its device, or a measurement, shows the pump to be. */
  | { readonly kind: 'report'; readonly pump: string; readonly on: boolean; readonly count?: NodeCount }
  /** The ON of a run came to nothing. */
  | { readonly kind: 'refused-on'; readonly pump: string; readonly command: string; readonly why: string }
  /** A person, at a switch or on a page, told its device itself to be off. */
  | { readonly kind: 'switched-off'; readonly pump: string; readonly by: string }
  /** Its device is there, or is not. */
  | { readonly kind: 'heard'; readonly pump: string; readonly isHeard: boolean }
  /** An admin has switched it off at the panel. */
  | { readonly kind: 'off-at-panel'; readonly pump: string; readonly by: string }
  | { readonly kind: 'set-pump'; readonly pump: Pump }
  | { readonly kind: 'set-group'; readonly group: Group }
  | { readonly kind: 'tick' }
  /** The gateway has started; what is in memory was read from the disk. */
  | { readonly kind: 'restart' };
