import { Adopt, CommandRequest, DevicePatch, type DeviceView, RadioRequest } from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import { answer, problem, type Route } from './fake-answers.ts';
import type { FakeGateway } from './fake-gateway.ts';
import { peopleRoutes } from './fake-people.ts';

/** What a fake gateway is asked, and how it answers. */
export const routes: readonly Route[] = [
  [/^GET \/gateway$/, (gateway) => answer(200, gateway.info())],
  [
    /^GET \/session$/,
    (gateway) => (gateway.state.signedIn ? answer(200, gateway.session()) : problem('not-signed-in')),
  ],
  [
    /^POST \/session\/refresh$/,
    (gateway) => (gateway.state.signedIn ? answer(200, gateway.session()) : problem('session-ended')),
  ],
  [/^POST \/(?:claim|session)$/, (gateway) => enter(gateway)],
  [/^DELETE \/session$/, (gateway) => leave(gateway)],
  [/^PUT \/session\/password$/, () => answer(204)],
  ...peopleRoutes,
  [/^GET \/seen$/, ({ state }) => answer(200, { devices: state.seen })],
  [
    /^GET \/devices\/([^/]+)\/link$/,
    ({ state }, _body, [, device]) => answer(200, { device, slotMs: 600_000, slots: state.link }),
  ],
  [/^POST \/devices\/([^/]+)\/radio$/, (gateway, body, [, device = '']) => atRadio(gateway, body, device)],
  [/^POST \/seen\/([^/]+)\/adopt$/, (gateway, body, [, id = '']) => adopt(gateway, body, id)],
  [/^GET \/audit/, ({ state }) => answer(200, { entries: state.audit })],
  [/^POST \/commands$/, (gateway, body) => answer(202, gateway.take(z.parse(CommandRequest, body)))],
  [/^GET \/commands/, () => answer(200, { commands: [] })],
  [/^POST \/nodes$/, ({ state }, body) => answer(201, state.network.make(body))],
  [/^GET \/credentials$/, ({ state }) => answer(200, { credentials: state.network.credentials })],
  [/^POST \/devices\/([^/]+)\/credential$/, ({ state }, _body, [, id = '']) => found(state.network.rotate(id))],
  [
    /^DELETE \/devices\/([^/]+)\/credential$/,
    ({ state }, _body, [, id = '']) => (state.network.revoke(id) ? answer(204) : problem('not-found')),
  ],
  [/^PATCH \/devices\/([^/]+)$/, (gateway, body, [, id = '']) => patchDevice(gateway, body, id)],
  [/^GET \/health$/, ({ state }) => answer(200, state.health)],
  [
    /^POST \/safe-mode\/leave$/,
    ({ state }) => (state.safeMode ? answer(200, { left: state.safeMode }) : problem('conflict')),
  ],
  [/^POST \/all-off$/, (gateway) => stopAll(gateway)],
  [/^POST \/all-off\/release$/, (gateway) => release(gateway)],
];

function atRadio(gateway: FakeGateway, body: unknown, device: string): Response {
  gateway.radio.push({ device, request: z.parse(RadioRequest, body) });
  return answer(202);
}

function adopt(gateway: FakeGateway, body: unknown, id: string): Response {
  const { state } = gateway;
  const seen = state.seen.find((device) => device.id === id);
  if (!seen) return problem('not-found');
  state.seen = state.seen.filter((device) => device !== seen);
  const { firstSeenAt: at, lastSeenAt: _last, ...rest } = seen;
  const { name } = z.parse(Adopt, body);
  const device: DeviceView = { ...rest, name: name ?? id, availability: 'online', adoptedAt: at, points: [] };
  gateway.join(device);
  return answer(201, device);
}

function found(value: object | undefined): Response {
  return value ? answer(200, value) : problem('not-found');
}

function patchDevice({ state }: FakeGateway, body: unknown, id: string): Response {
  const device = state.devices.find((one) => one.id === id);
  if (!device) return problem('not-found');
  const { name = device.name, location } = z.parse(DevicePatch, body);
  return answer(200, { ...device, name, ...(location ? { location } : {}) });
}

function enter(gateway: FakeGateway): Response {
  Object.assign(gateway.state, { claimed: true, signedIn: true });
  return answer(200, gateway.session());
}

function leave(gateway: FakeGateway): Response {
  gateway.state.signedIn = false;
  return answer(204);
}

function stopAll(gateway: FakeGateway): Response {
  gateway.setLatch({ latched: true, by: gateway.state.user.login, at: Date.now() });
  return answer(202, { latch: gateway.state.latch, commands: [] });
}

function release(gateway: FakeGateway): Response {
  gateway.setLatch({ latched: false, quietUntil: Date.now() + 10_000 });
  return answer(200, gateway.state.latch);
}
