import type { ProtectionName } from './verdict.ts';

/** A protection has stopped a pump. With `retryAtMs` (monotonic) it is tried again; with `lockOut` only a person lets it run again. */
export interface PumpTrip {
  readonly kind: 'trip';
  readonly pump: string;
  readonly name: ProtectionName;
  readonly retryAtMs?: number;
  readonly lockOut?: true;
}
