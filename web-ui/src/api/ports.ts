import type { Socket } from './live-socket.ts';
import type { Fetch } from './send.ts';

/** The page's two ways to the gateway; tests and the gallery hand in a gateway of their own. */
export interface Ports {
  readonly fetch: Fetch;
  readonly openLive: () => Socket;
}

/** The gateway that served this page. */
export const browserPorts: Ports = {
  fetch: (path, init) => fetch(path, init),
  openLive: () => {
    const line = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`);
    const socket: Socket = {
      onmessage: null,
      onclose: null,
      send: (text) => line.send(text),
      close: () => line.close(),
    };
    line.onmessage = ({ data }: MessageEvent<unknown>) => socket.onmessage?.({ data });
    line.onclose = ({ code }) => socket.onclose?.({ code });
    return socket;
  },
};
