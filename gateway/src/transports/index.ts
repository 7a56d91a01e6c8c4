import type { Dialect, PlugKind, PlugTopics } from './plug.ts';
import { shelly } from './shelly.ts';
import { tasmota } from './tasmota.ts';

export type { Dialect, PlugCommand, PlugKind, PlugState, PlugTopics, Said, Sent, Step } from './plug.ts';
export { newPlug } from './plug-steps.ts';
export { PlugLink, type PlugLinkParts } from './plug-link.ts';
export { shelly, tasmota };

/** The table of contents: one line a dialect. */
export const dialects: Readonly<Record<PlugKind, Dialect>> = { tasmota, shelly };

/** What a credential that is bound to a plug of this kind may publish, what is dropped of it, and what it may hear. */
export function topicsOf(kind: PlugKind, id: string): PlugTopics {
  return dialects[kind].topics(id);
}
