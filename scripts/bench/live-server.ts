import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock } from '@farmgate/gateway/clock';
import { LiveHub } from '../../gateway/src/http/live.ts';
import { owner, type BigFarm } from './big-farm.ts';

/** The gateway's live hub on an HTTP server of its own, with every viewer's connection at hand. */
export interface LiveServer {
  readonly port: number;
  /** The very connections that the hub's viewers came by. */
  readonly connections: ReadonlySet<Socket>;
  stop(): Promise<void>;
}

export async function startLiveServer(farm: BigFarm): Promise<LiveServer> {
  const hub = new LiveHub({
    events: farm.events,
    clock: systemClock,
    demo: false,
    hasDevice: () => true,
    devices: (site) => farm.field.registry.list(site),
    sharing: () => ({
      billing: 'minutes',
      pumps: [],
      groups: [],
      runs: [],
      places: [],
      grid: { state: 'good', since: 0, switch: 'auto', sources: [] },
    }),
    alerts: () => ({ critical: 0, warning: 0, info: 0 }),
    latch: (site) => farm.field.latch(site),
    watch() {},
    unwatch() {},
    defer: (run) => void setImmediate(run),
  });
  const connections = new Set<Socket>();
  const server = createServer();
  server.on('connection', (connection) => {
    connection.setNoDelay(true);
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
  });
  server.on('upgrade', (request, connection, head) =>
    hub.handle(request, connection, head, { site: owner.site, onEnded: () => {}, onNowhere: () => {} }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  hub.start();
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections,
    stop: async () => {
      hub.stop();
      for (const connection of connections) connection.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
