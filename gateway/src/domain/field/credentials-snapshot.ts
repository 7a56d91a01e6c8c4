import {
  NET_CREDENTIALS_TOPIC,
  type Cancel,
  type Change,
  type Clock,
  type NetCredentials,
} from '../../contract/index.ts';
import type { EventBus } from '../events.ts';
import type { CredentialRecord } from './credentials-ports.ts';
import type { Credentials } from './credentials.ts';
import type { DeviceRecord, Publish } from './ports.ts';

/** Many devices may be adopted at once: they are told together. */
const SOON_MS = 100;
/** As many as a snapshot may name a bridge. */
const MAX_DEVICES = 252;

export interface SnapshotParts {
  readonly credentials: Credentials;
  readonly devicesVia: (bridge: string) => readonly DeviceRecord[];
  readonly publish: Publish;
  readonly clock: Clock;
  readonly events: EventBus;
}

/** Tells the public broker who may sign in and for whom they may speak, whenever that changes. */
export class CredentialsSnapshot {
  readonly #parts: SnapshotParts;
  readonly #stopListening: (() => void)[] = [];
  #text = '';
  #version = 0;
  #soon: Cancel | undefined;

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
  }

  start(): void {
    const { credentials, events } = this.#parts;
    this.#stopListening.push(
      // Whoever holds an older secret is cut off at once, and whoever has a new one may use it.
      credentials.onChange(() => this.#publish()),
      events.on('change', ({ change }) => {
        if (movesDevices(change)) this.#publishSoon();
      }),
    );
    this.#publish();
  }

  /** Of what was told last. */
  get version(): number {
    return this.#version;
  }

  stop(): void {
    for (const stop of this.#stopListening.splice(0)) stop();
    this.#soon?.();
    this.#soon = undefined;
  }

  #publishSoon(): void {
    this.#soon ??= this.#parts.clock.after(SOON_MS, () => this.#publish());
  }

  #publish(): void {
    this.#soon?.();
    this.#soon = undefined;
    const snapshot = this.#snapshot();
    const text = JSON.stringify(snapshot);
    if (text === this.#text) return;
    this.#text = text;
    this.#version += 1;
    this.#parts.publish(NET_CREDENTIALS_TOPIC, { ...snapshot, version: this.#version }, { retain: true });
  }

  #snapshot(): NetCredentials {
    const records = this.#parts.credentials.all().toSorted((a, b) => (a.device < b.device ? -1 : 1));
    return {
      credentials: records.map((record) => {
        const devices = record.kind === 'bridge' ? this.#devicesOf(record) : [...record.members];
        return {
          id: record.device,
          kind: record.kind,
          hash: record.hash,
          devices: devices.sort().slice(0, MAX_DEVICES),
        };
      }),
    };
  }

  #devicesOf({ site, device: bridge }: CredentialRecord): string[] {
    const own = this.#parts.devicesVia(bridge).filter((device) => device.site === site);
    return own.map(({ id }) => id).filter((id) => id !== bridge);
  }
}

function movesDevices({ what }: Change): boolean {
  return what === 'device-added' || what === 'device-gone' || what === 'device';
}
