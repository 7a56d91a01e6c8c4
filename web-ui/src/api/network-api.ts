import * as z from 'zod/mini';
import { CredentialView, Health, type NewNode, NodeSecret, SafeMode } from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** What signs in from the network, and how the gateway itself is. */
export interface NetworkApi {
  /** Lets a node in that has not spoken yet. */
  make(body: NewNode): Promise<Answer<NodeSecret>>;
  credentials(): Promise<Answer<{ credentials: CredentialView[] }>>;
  /** A new secret; the one before ends at once. */
  rotate(device: string): Promise<Answer<NodeSecret>>;
  revoke(device: string): Promise<Answer<void>>;
  health(): Promise<Answer<Health>>;
  leaveSafeMode(): Promise<Answer<{ left: SafeMode }>>;
}

const CredentialList = z.object({ credentials: z.array(CredentialView) });
const Left = z.object({ left: SafeMode });

/** The requests of the network's pages, on a signed-in sender. */
export function createNetworkApi(send: Send): NetworkApi {
  return {
    make: (body) => send({ method: 'POST', path: '/nodes', body, schema: NodeSecret }),
    credentials: () => send({ method: 'GET', path: '/credentials', schema: CredentialList }),
    rotate: (device) => send({ method: 'POST', path: `/devices/${device}/credential`, schema: NodeSecret }),
    revoke: (device) => send({ method: 'DELETE', path: `/devices/${device}/credential` }),
    health: () => send({ method: 'GET', path: '/health', schema: Health }),
    leaveSafeMode: () => send({ method: 'POST', path: '/safe-mode/leave', schema: Left }),
  };
}
