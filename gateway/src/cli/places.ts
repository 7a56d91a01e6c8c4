import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Where what belongs to the gateway and is not loaded by it stands beside the sources. The bundle brings places of its own. */
export const places = {
  /** Folder of the built web UI. */
  webRoot: join(root, 'web-ui/dist'),
  /** Programs that run as processes of their own. */
  bridge: join(root, 'rf-bridge/src/main.ts'),
  publicBroker: join(root, 'gateway/src/public-main.ts'),
  historyThread: join(root, 'gateway/src/store/history/history-worker.ts'),
  farm: join(root, 'firmware/virtual-farm/src/main.ts'),
} as const;
