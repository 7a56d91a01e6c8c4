import * as z from 'zod/mini';
import { DeviceId } from './ids.ts';
import type { TopicWord } from './topics.ts';

/** Plugs of other makers, which say to the public broker what their makers' firmware says. */
const plugKinds = ['tasmota', 'shelly'] as const;
export type PlugKind = (typeof plugKinds)[number];

/**
 * What may sign in at the public broker. `node`: it speaks for itself alone. `bridge`: also for what hangs on it. `tasmota`,
 * `shelly`: a plug of that maker, whose topic is its id. `shared`: older nodes that all have one login, each of which can pretend
 * to be any other.
 */
export const CredentialKind = z.enum(['node', 'bridge', ...plugKinds, 'shared']);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** Whether this kind speaks for devices that were adopted by way of it. */
export function carriesDevices(kind: CredentialKind): boolean {
  return kind === 'bridge' || kind === 'shared';
}

export function isPlugKind(kind: CredentialKind): kind is PlugKind {
  return plugKinds.some((one) => one === kind);
}

/**
 * One credential as the public broker knows it: client id and user name are `id`, and the secret itself it never learns. A plug
 * may keep the client id that its firmware made, and those who share a login have one each.
 */
export const NetCredential = z.strictObject({
  id: DeviceId,
  kind: CredentialKind,
  /** SHA-256 of the secret, which is 128 bits of chance or more. Lower-case hexadecimal. */
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** What it may speak for and be commanded as, besides itself. */
  devices: z.array(DeviceId).check(z.maxLength(252)),
});
export type NetCredential = z.infer<typeof NetCredential>;

/** `net/credentials`, retained on the core broker: all who may sign in. Whoever is not on it is cut off at once. */
export const NetCredentials = z.strictObject({
  credentials: z.array(NetCredential).check(z.maxLength(1_024)),
  /** Counts up while the gateway runs, so that the public broker can say which one it goes by. */
  version: z.optional(z.int()),
});
export type NetCredentials = z.infer<typeof NetCredentials>;

/** The public broker's own name and secret on the core broker. */
export const PUBLIC_CLIENT = 'public';

/** Where the public broker hears who may sign in. */
export const NET_CREDENTIALS_TOPIC = 'net/credentials';

const pattern = /^net\/([a-z0-9-]+)\/([a-z0-9-]+)\/([a-z]+)$/;

/** Where the public broker passes on what this credential said for this device. */
export function netTopicOf(credential: string, device: string, word: TopicWord): string {
  return `net/${credential}/${device}/${word}`;
}

/** What such a topic says; undefined for any other. Ids and word are not checked further. */
export function parseNetTopic(topic: string): { credential: string; device: string; word: string } | undefined {
  const [, credential, device, word] = pattern.exec(topic) ?? [];
  return credential !== undefined && device !== undefined && word !== undefined
    ? { credential, device, word }
    : undefined;
}
