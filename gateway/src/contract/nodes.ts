import * as z from 'zod/mini';
import { DeviceId, Label, WallMs } from './ids.ts';
import { CommandMessage, Hello, Readings, Receipt } from './messages.ts';
import { CredentialKind } from './net.ts';

/**
 * A node, bridge or plug on the network that is to be let in. Without `id` one is made of the name. `acceptUnsafe` goes with the
 * kind `shared`: whoever has that login can pretend to be any node that uses it.
 */
export const NewNode = z
  .strictObject({
    name: Label,
    kind: CredentialKind,
    id: z.optional(DeviceId),
    acceptUnsafe: z.optional(z.literal(true)),
  })
  .register(z.globalRegistry, { id: 'NewNode' });
export type NewNode = z.infer<typeof NewNode>;

/** What is told of a credential: all but its secret, which the gateway does not know itself. */
export const CredentialView = z
  .object({
    id: DeviceId,
    kind: CredentialKind,
    name: z.string(),
    madeAt: WallMs,
    rotatedAt: z.optional(WallMs),
    /** Who made or rotated it last. */
    by: z.string(),
    /** It said hello and is a device of the site. */
    adopted: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Credential' });
export type CredentialView = z.infer<typeof CredentialView>;

/** A new secret, the one time it is shown, and where to go with it: `id` is user name, MQTT client id and a plug's topic. */
export const NodeSecret = z
  .object({
    id: DeviceId,
    kind: CredentialKind,
    name: z.string(),
    /** 160 bits of chance, as 32 letters and digits. */
    secret: z.string(),
    /** All of it in one line for a QR code: `farmgate://<host>/<kind>?id=<id>&key=<secret>[&mqtt=<port>][&mqtts=<port>&ca=<sha256>]`. */
    qr: z.string(),
    /** Addresses of the MQTT broker for nodes; what is absent is not offered. */
    mqtt: z.object({ plain: z.optional(z.string()), tls: z.optional(z.string()), ws: z.optional(z.string()) }),
    /** The certificate to trust with `mqtt.tls`: where to get it, and by what it is known to be the right one (DER, base64url). */
    ca: z.optional(z.object({ url: z.string(), sha256: z.string() })),
    /** Address of this API. */
    http: z.string(),
  })
  .register(z.globalRegistry, { id: 'NodeSecret' });
export type NodeSecret = z.infer<typeof NodeSecret>;

/** A node that asks over HTTP says hello as any other does, and how often it will ask. It carries nobody but itself. */
export const NodeHello = z
  .extend(z.omit(Hello, { via: true, address: true }), {
    /** Seconds between two polls; after three without a word the node is offline. 60 unless it is said. */
    pollS: z.optional(z.int().check(z.gte(1), z.lte(3_600))),
  })
  .register(z.globalRegistry, { id: 'NodeHello' });
export type NodeHello = z.infer<typeof NodeHello>;

/** What such a node has to tell: values, and how far it got with commands. A receipt ends the delivery of its command. */
export const NodeReport = z
  .strictObject({
    readings: z.optional(Readings),
    receipts: z.optional(z.array(Receipt).check(z.maxLength(32))),
  })
  .register(z.globalRegistry, { id: 'NodeReport' });
export type NodeReport = z.infer<typeof NodeReport>;

/** What it is to do, OFF first. Each comes again until a receipt names it: whoever knows its id does nothing twice. */
export const NodeCommands = z
  .object({ commands: z.array(CommandMessage) })
  .register(z.globalRegistry, { id: 'NodeCommands' });
export type NodeCommands = z.infer<typeof NodeCommands>;

/** The longest a node may have the gateway wait for a command. Unit: s. */
export const MAX_NODE_WAIT_S = 25;
