import { statfsSync } from 'node:fs';
import type { ChildHealth, ClockTrust, Health, LoopDelay, SafeMode } from '../contract/index.ts';

/** Where health is asked. */
export interface HealthParts {
  readonly since: number;
  readonly dataDir: string;
  readonly children: () => readonly ChildHealth[];
  readonly eventLoop: () => LoopDelay;
  readonly clockTrust: () => ClockTrust;
  /** Throws when it is not. */
  readonly checkDatabase: () => void;
  readonly safeMode: () => SafeMode | undefined;
}

/** How the gateway is now. */
export function healthOf(parts: HealthParts): Health {
  const { rss, heapUsed } = process.memoryUsage();
  const disk = diskOf(parts.dataDir);
  const safeMode = parts.safeMode();
  return {
    since: parts.since,
    children: [...parts.children()],
    eventLoop: parts.eventLoop(),
    memory: { rss, heap: heapUsed },
    ...(disk ? { disk } : {}),
    clockTrust: parts.clockTrust(),
    databaseOk: holds(parts.checkDatabase),
    ...(safeMode ? { safeMode } : {}),
  };
}

/** What whoever is not root may still write. Unit: bytes. */
export function diskOf(dir: string): { free: number; size: number } | undefined {
  try {
    const { bavail, blocks, bsize } = statfsSync(dir);
    return { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return undefined;
  }
}

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
