import type { Role } from '@farmgate/gateway/contract';
import { html } from 'lit';
import { roleWords } from '../../i18n/people-words.ts';

/** The roles in the order in which they are offered. */
export const roles = ['user', 'viewer', 'installer', 'admin'] as const satisfies readonly Role[];

/** The choices of a role, for a select. */
export function roleOptions(chosen: Role) {
  return roles.map((role) => html`<option value=${role} ?selected=${role === chosen}>${roleWords[role]()}</option>`);
}
