import type { Actor } from './actor.ts';

/** What can be allowed. A route names one; the role matrix says who has it. */
export type Permission =
  | 'read'
  | 'stop-all'
  | 'command'
  | 'pump'
  | 'manage-devices'
  | 'manage-pumps'
  | 'manage-people'
  | 'order-queue'
  | 'wallets'
  | 'tariffs'
  | 'release-latch'
  | 'read-audit'
  | 'gateway';

const matrix: Record<Actor['role'], readonly Permission[]> = {
  viewer: ['read', 'stop-all'],
  user: ['read', 'stop-all', 'command', 'pump'],
  installer: ['read', 'stop-all', 'command', 'pump', 'manage-devices', 'manage-pumps'],
  admin: [
    'read',
    'stop-all',
    'command',
    'pump',
    'manage-devices',
    'manage-pumps',
    'manage-people',
    'order-queue',
    'wallets',
    'tariffs',
    'release-latch',
    'read-audit',
  ],
};

/** Whether a person's role at the site, or the right over the gateway, allows it. */
export function isAllowed(actor: Pick<Actor, 'role' | 'masterAdmin'>, permission: Permission): boolean {
  return permission === 'gateway' ? actor.masterAdmin : matrix[actor.role].includes(permission);
}
