import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';

/** WindFront on a server of its own that tells of some outlets, as Zigbee2MQTT does. */
export interface WindFront {
  readonly port: number;
  stop(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
};
const GZIP_LEVEL = 9;

/** Serves its files compressed beforehand and cached like ours, so that the two differ by what they are, not by how they are served. */
export async function startWindFront(peers: string, outlets: number): Promise<WindFront> {
  const files = compressedFiles(join(peers, 'node_modules/zigbee2mqtt-windfront/dist'));
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const name = path === '/' ? 'index.html' : path.slice(1);
    const body = files.get(name);
    if (!body) return void response.writeHead(404).end();
    const forEver = name.startsWith('assets/');
    response.writeHead(200, {
      'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      'Content-Encoding': 'gzip',
      'Cache-Control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(body);
  });
  const live = new WebSocketServer({ server, path: '/api' });
  live.on('connection', (socket) => {
    for (const message of greeting(outlets)) socket.send(JSON.stringify(message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop: async () => {
      for (const socket of live.clients) socket.terminate();
      live.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function compressedFiles(dir: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.br'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(dir, file), gzipSync(readFileSync(file), { level: GZIP_LEVEL })]));
}

/** What it is told when it connects: retained topics, by the documentation of Zigbee2MQTT's MQTT messages. */
function greeting(count: number): object[] {
  const names = Array.from({ length: count }, (_, at) => `Outlet ${at + 1}`);
  return [
    { topic: 'bridge/state', payload: { state: 'online' } },
    { topic: 'bridge/info', payload: bridgeInfo },
    { topic: 'bridge/groups', payload: [] },
    { topic: 'bridge/definitions', payload: { clusters: {}, custom_clusters: {}, actions: [] } },
    { topic: 'bridge/extensions', payload: [] },
    { topic: 'bridge/devices', payload: names.map(outlet) },
    ...names.map((name) => ({ topic: `${name}/availability`, payload: { state: 'online' } })),
    ...names.map((topic) => ({ topic, payload: { state: 'OFF', current: 0.01, linkquality: 120 } })),
  ];
}

function outlet(name: string, at: number): object {
  const state = {
    type: 'binary',
    name: 'state',
    label: 'State',
    property: 'state',
    access: 7,
    value_on: 'ON',
    value_off: 'OFF',
    value_toggle: 'TOGGLE',
  };
  const current = { type: 'numeric', name: 'current', label: 'Current', property: 'current', access: 1, unit: 'A' };
  return {
    ieee_address: `0x00158d00${(at + 1).toString(16).padStart(8, '0')}`,
    type: 'Router',
    network_address: 1_000 + at,
    supported: true,
    disabled: false,
    friendly_name: name,
    power_source: 'Mains (single phase)',
    interview_state: 'SUCCESSFUL',
    endpoints: { 1: { bindings: [], configured_reportings: [], clusters: { input: [], output: [] }, scenes: [] } },
    definition: {
      source: 'native',
      model: 'Outlet',
      vendor: 'Bench',
      description: 'Smart outlet',
      supports_ota: false,
      options: [],
      exposes: [{ type: 'switch', features: [state] }, current],
    },
  };
}

const bridgeInfo = {
  version: '2.0.0',
  commit: '',
  coordinator: { type: 'zStack3x0', ieee_address: '0x00124b0000000000', meta: {} },
  network: { channel: 11, pan_id: 1, extended_pan_id: [] },
  zigbee_herdsman: { version: '' },
  zigbee_herdsman_converters: { version: '' },
  os: { version: '', node_version: '', cpus: '', memory_mb: 0 },
  mqtt: { server: '', version: 5 },
  permit_join: false,
  restart_required: false,
  device_options: {},
  config_schema: { properties: {}, required: [], definitions: {} },
  config: {
    advanced: { elapsed: false, last_seen: 'disable', log_level: 'info', output: 'json' },
    availability: { enabled: true, active: { timeout: 10 }, passive: { timeout: 1_500 } },
    devices: {},
    groups: {},
    device_options: {},
    frontend: { enabled: true, package: 'zigbee2mqtt-windfront', port: 8080, base_url: '/' },
    homeassistant: { enabled: false },
    mqtt: { base_topic: 'zigbee2mqtt', server: '' },
    serial: {},
    passlist: [],
    blocklist: [],
    map_options: { graphviz: {} },
    ota: {},
    health: { interval: 10 },
  },
};
