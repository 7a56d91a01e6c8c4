import { createHash } from 'node:crypto';
import type { PlugFault } from './plug-body.ts';

/** Where a plug's words go. */
export interface PlugLine {
  publish(topic: string, payload: string, how: { readonly retain: boolean }): void;
}

/** The firmware on a plug, as the one who carries its words sees it. */
export interface PlugFirmware {
  /** Of the MQTT client. */
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
  readonly subscriptions: readonly string[];
  /** The connection stands and is about to be subscribed. */
  connected(line: PlugLine): void;
  disconnected(): void;
  hear(topic: string, payload: string): void;
  /** Its button. */
  press(): void;
  /** Its power went or came. */
  setMains(hasMains: boolean): void;
  fault: PlugFault | undefined;
  readonly isOn: boolean;
}

/** The MAC of the plug of this name: always the same one, 12 digits and small letters. */
export function macOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}

/** How late a late plug is. */
export const LATE_MS = 3_000;
