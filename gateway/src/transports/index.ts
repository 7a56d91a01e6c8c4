import type { Clock } from '../contract/index.ts';
import type { Dialect, PlugKind, PlugTopics } from './plug.ts';
import { PlugLink, type PlugLinkParts } from './plug-link.ts';
import { shelly } from './shelly.ts';
import { tasmota } from './tasmota.ts';

export type { Dialect, PlugCommand, PlugKind, PlugState, PlugTopics, Said, Sent, Step } from './plug.ts';
export { newPlug } from './plug-steps.ts';
export { PlugLink, type PlugLinkParts };
export { shelly, tasmota };

/** The table of contents: one line a dialect. */
export const dialects: Readonly<Record<PlugKind, Dialect>> = { tasmota, shelly };

/** What a credential that is bound to a plug of this kind may publish, what is dropped of it, and what it may hear. */
export function topicsOf(kind: PlugKind, id: string): PlugTopics {
  return dialects[kind].topics(id);
}

/** All that a broker for plugs needs of the dialects. `newSession`: 4 to 20 letters and digits, others each time. */
export function plugMakers(clock: Clock, newSession: () => string) {
  return {
    topics: topicsOf,
    isClientId: (kind: PlugKind, clientId: string) => dialects[kind].isClientId(clientId),
    link: (kind: PlugKind, parts: Pick<PlugLinkParts, 'id' | 'send' | 'tell' | 'mayRenew'>) =>
      new PlugLink({ ...parts, dialect: dialects[kind], clock, session: newSession() }),
  };
}
