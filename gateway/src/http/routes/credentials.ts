import * as z from 'zod/mini';
import { CredentialView, DeviceId, NewNode, NodeSecret } from '../../contract/index.ts';
import type { Credentials, MadeCredential } from '../../domain/field/credentials.ts';
import { CERTIFICATE_PATH, secretFor, type NodePorts } from '../node-ways.ts';
import { valueOf } from '../outcome.ts';
import { route, type Call, type Route } from '../route.ts';

const oneDevice = z.object({ id: DeviceId });

/** What nodes of the network are told of the ways in. */
export interface NodeWays {
  /** Resolves when they are open. */
  readonly ways: () => Promise<NodePorts>;
  /** The certificate by which nodes know the gateway, PEM. */
  readonly certificate: () => Promise<string>;
}

/** Nodes, bridges and plugs of the network: let in, given a new secret, shut out. A secret is shown once and never again. */
export function credentialRoutes(credentials: Credentials, { ways, certificate }: NodeWays): Route[] {
  const shown = async (made: MadeCredential, { headers }: Pick<Call<unknown, unknown, unknown>, 'headers'>) =>
    secretFor(made, String(headers['host']), await ways());
  return [
    route({
      method: 'POST',
      path: '/api/v1/nodes',
      summary: 'Let a node, a bridge or a plug in that has not spoken yet. Its secret is shown this once',
      access: 'manage-devices',
      body: NewNode,
      responses: { 201: NodeSecret },
      handler: async (call) => ({
        status: 201,
        body: await shown(valueOf(credentials.make(call.actor, call.body)), call),
      }),
    }),
    route({
      method: 'GET',
      path: CERTIFICATE_PATH,
      summary: 'The certificate by which nodes know this gateway over TLS, PEM',
      access: 'public',
      responses: { 200: z.string() },
      handler: async () => ({
        status: 200,
        headers: { 'Content-Type': 'application/x-pem-file' },
        body: await certificate(),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/credentials',
      summary: 'Who may sign in from the network, without their secrets',
      access: 'manage-devices',
      responses: { 200: z.object({ credentials: z.array(CredentialView) }) },
      handler: ({ actor }) => ({ status: 200, body: { credentials: credentials.list(actor.site) } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/devices/:id/credential',
      summary: 'A new secret for a device, shown this once. The one before ends at once',
      access: 'manage-devices',
      params: oneDevice,
      responses: { 200: NodeSecret },
      handler: async (call) => ({
        status: 200,
        body: await shown(valueOf(credentials.rotate(call.actor, call.params.id)), call),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/devices/:id/credential',
      summary: 'Shut a device out. Its connection ends at once',
      access: 'manage-devices',
      params: oneDevice,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(credentials.revoke(actor, params.id));
        return { status: 204 };
      },
    }),
  ];
}
