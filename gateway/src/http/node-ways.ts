import type { NodeSecret } from '../contract/index.ts';
import type { MadeCredential } from '../domain/field/credentials.ts';

/** Where nodes get the certificate by which they know the gateway. */
export const CERTIFICATE_PATH = '/api/v1/nodes/ca.pem';

/** Where the gateway takes nodes in beside its HTTP port; what is absent is not offered. */
export interface NodePorts {
  readonly mqtt?: number;
  readonly mqtts?: number;
  /** SHA-256 of the certificate to trust with `mqtts`, base64url. */
  readonly ca?: string;
  /** Path of MQTT over WebSocket, at the HTTP port. */
  readonly wsPath?: string;
}

/** A new secret with all that a node needs to use it. `host` is what the person's own request was sent to. */
export function secretFor({ credential, secret }: MadeCredential, host: string, ports: NodePorts): NodeSecret {
  const { device: id, kind, name } = credential;
  const { hostname } = new URL(`http://${host}`);
  return {
    id,
    kind,
    name,
    secret,
    qr: qrOf(`farmgate://${host}/${kind}`, { id, key: secret, ...portsOf(ports) }),
    mqtt: {
      ...(ports.mqtt === undefined ? {} : { plain: `mqtt://${hostname}:${ports.mqtt}` }),
      ...(ports.mqtts === undefined ? {} : { tls: `mqtts://${hostname}:${ports.mqtts}` }),
      ...(ports.wsPath === undefined ? {} : { ws: `ws://${host}${ports.wsPath}` }),
    },
    ...(ports.ca === undefined ? {} : { ca: { url: `http://${host}${CERTIFICATE_PATH}`, sha256: ports.ca } }),
    http: `http://${host}`,
  };
}

/** One line that a board or a phone reads from a QR code: the host and port of the API, and what to say there. */
function qrOf(address: string, words: Readonly<Record<string, string>>): string {
  return `${address}?${new URLSearchParams(words).toString()}`;
}

function portsOf({ mqtt, mqtts, ca }: NodePorts): Record<string, string> {
  return {
    ...(mqtt === undefined ? {} : { mqtt: String(mqtt) }),
    ...(mqtts === undefined ? {} : { mqtts: String(mqtts) }),
    ...(ca === undefined ? {} : { ca }),
  };
}
