import * as z from 'zod/mini';
import { Health, SafeMode } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** What the routes of health ask of the gateway. */
export interface HealthRouteParts {
  readonly health: () => Health;
  /** The next start is a normal one. Answers the safe mode that is left; undefined where there is none. */
  readonly leaveSafeMode: () => SafeMode | undefined;
  readonly audit: AuditLog;
}

/** How the gateway itself is, and the way out of its safe mode. */
export function healthRoutes({ health, leaveSafeMode, audit }: HealthRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/health',
      summary: 'How the gateway is: its programs, memory, disk, clock and database',
      access: 'read-audit',
      responses: { 200: Health },
      handler: () => ({ status: 200, body: health() }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/safe-mode/leave',
      summary: 'Start normally the next time',
      access: 'gateway',
      responses: { 200: z.object({ left: SafeMode }) },
      handler: ({ actor }) => {
        const left = leaveSafeMode();
        if (!left) throw new ProblemError('conflict', 'The gateway is not in safe mode, so there is none to leave.');
        audit.write({ actor, action: 'safe-mode.leave', subject: 'gateway', before: left, result: 'done' });
        return { status: 200, body: { left } };
      },
    }),
  ];
}
