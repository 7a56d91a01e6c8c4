import {
  type CredentialKind,
  type CredentialView,
  type DeviceView,
  type Health,
  NewNode,
  type NodeSecret,
  type SafeMode,
  type SeenDevice,
} from '@farmgate/gateway/contract';
import * as z from 'zod/mini';

const minute = 60_000;

/** The part of a fake gateway that lets things on the network in. */
export class FakeNetwork {
  credentials: CredentialView[];
  /** Offered to nodes beside HTTP. */
  mqtt: NodeSecret['mqtt'];
  #made = 0;

  constructor(credentials: CredentialView[] = [], mqtt: NodeSecret['mqtt'] = { ws: 'ws://192.168.1.20:8080/mqtt' }) {
    this.credentials = credentials;
    this.mqtt = mqtt;
  }

  make(body: unknown): NodeSecret {
    const { name, kind, id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') } = z.parse(NewNode, body);
    this.credentials = [...this.credentials, aCredential({ id, name, kind })];
    return this.#secretOf(id, name, kind);
  }

  /** Undefined where there is none to be renewed. */
  rotate(id: string): NodeSecret | undefined {
    const found = this.credentials.find((credential) => credential.id === id);
    if (!found) return undefined;
    const renewed = { ...found, rotatedAt: Date.now() };
    this.credentials = this.credentials.map((credential) => (credential === found ? renewed : credential));
    return this.#secretOf(id, found.name, found.kind);
  }

  revoke(id: string): boolean {
    const before = this.credentials.length;
    this.credentials = this.credentials.filter((credential) => credential.id !== id);
    return this.credentials.length < before;
  }

  #secretOf(id: string, name: string, kind: CredentialKind): NodeSecret {
    this.#made += 1;
    return aSecret({ id, name, kind, mqtt: this.mqtt, secret: String(this.#made).padStart(32, 'abcdefgh') });
  }
}

/** A secret as it is shown, with what a test wants otherwise. */
export function aSecret(given: Partial<NodeSecret> = {}): NodeSecret {
  const { id = 'north-pump', kind = 'node', secret = 'abcdefghijklmnopqrstuvwxyz234567' } = given;
  const ca = {
    url: 'http://192.168.1.20:8080/api/v1/nodes/ca.pem',
    sha256: 'Zm9yIHRlc3RzIGFuZCBub3RoaW5nIGVsc2UgYXQgYWw',
  };
  return {
    id,
    kind,
    secret,
    name: 'North pump',
    qr: `farmgate://192.168.1.20:8080/${kind}?id=${id}&key=${secret}`,
    mqtt: { plain: 'mqtt://192.168.1.20:1883', ws: 'ws://192.168.1.20:8080/mqtt' },
    http: 'http://192.168.1.20:8080',
    ...(given.mqtt?.tls === undefined ? {} : { ca }),
    ...given,
  };
}

/** One that may sign in, with what a test wants otherwise. */
export function aCredential(given: Partial<CredentialView> = {}): CredentialView {
  const madeAt = Date.now() - 3 * 24 * 60 * minute;
  return { id: 'north-pump', kind: 'node', name: 'North pump', madeAt, by: 'anna', adopted: false, ...given };
}

/** A pump node that has signed in, with what a test wants otherwise. */
export function aNode(given: Partial<DeviceView> = {}): DeviceView {
  const now = Date.now();
  const at = now - 1_000;
  return {
    id: 'north-pump',
    type: 'pump-node',
    typeLabel: 'Pump node',
    name: 'North pump',
    firmware: '2.1',
    demo: false,
    availability: 'online',
    lastHeardAt: now + 60_000,
    adoptedAt: now,
    points: [
      {
        definition: { id: 'relay', kind: 'switch', label: 'Pump', unit: '', proof: 'current' },
        load: 'pump',
        switch: { desired: false, reported: 'off', evidence: 'report', reportedAt: at },
      },
      {
        definition: { id: 'current', kind: 'measure', label: 'Motor current', unit: 'mA' },
        reading: { value: 0, at, quality: 'good' },
      },
      {
        definition: { id: 'voltage', kind: 'measure', label: 'Voltage', unit: 'V' },
        reading: { value: 231.4, at, quality: 'good' },
      },
    ],
    ...given,
  };
}

/** A plug that mDNS found, with what a test wants otherwise. */
export function aSighting(given: Partial<SeenDevice> = {}): SeenDevice {
  const now = Date.now();
  return {
    id: 'tasmota-4f2a10',
    type: 'tasmota-plug',
    typeLabel: 'Tasmota plug',
    model: 'Nous A1T',
    address: '192.168.1.77',
    demo: false,
    join: 'Make a credential named tasmota-4f2a10, and write it on the plug’s own page under Configuration, MQTT.',
    firstSeenAt: now - minute,
    lastSeenAt: now - 5_000,
    ...given,
  };
}

/** A gateway in good health, with what a test wants otherwise. */
export function aHealth(given: Partial<Health> = {}): Health {
  const now = Date.now();
  return {
    since: now - 26 * 60 * minute,
    children: [{ name: 'bridge-1', pid: 412, since: now - 26 * 60 * minute, restarts: 0, delayMs: 12 }],
    eventLoop: { p99Ms: 11, maxMs: 28 },
    memory: { rss: 92_400_000, heap: 31_000_000 },
    disk: { free: 11_400_000_000, size: 14_900_000_000 },
    clockTrust: 'synced',
    databaseOk: true,
    ...given,
  };
}

/** One in which everything is as bad as it can be. */
export function aSickHealth(): Health {
  const now = Date.now();
  return aHealth({
    children: [
      {
        name: 'bridge-1',
        since: now - 4 * minute,
        restarts: 7,
        lastEnd: 'It gave no sign of life for 10 s and was killed.',
      },
      { name: 'public', pid: 733, since: now - 30_000, restarts: 1, lastEnd: 'Exit code 1', delayMs: 4_300 },
    ],
    eventLoop: { p99Ms: 310, maxMs: 2_120 },
    disk: { free: 240_000_000, size: 14_900_000_000 },
    clockTrust: 'unset',
    databaseOk: false,
  });
}

export function aSafeMode(): SafeMode {
  return {
    since: Date.now() - 12 * minute,
    why: 'The gateway ended within a minute of its start 3 times in 10 minutes.',
  };
}
