import * as z from 'zod/mini';
import {
  type Adopt,
  AllOff,
  type AllOffRequest,
  Command,
  type CommandRequest,
  type DevicePatch,
  DeviceView,
  Latch,
  type LatchRelease,
  LinkHistory,
  type PointPatch,
  PointView,
  type RadioRequest,
  SeenDevice,
} from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** Devices, commands and "stop everything". */
export interface FieldApi {
  patchDevice(id: string, body: DevicePatch): Promise<Answer<DeviceView>>;
  forgetDevice(id: string): Promise<Answer<void>>;
  patchPoint(device: string, point: string, body: PointPatch): Promise<Answer<PointView>>;
  seen(): Promise<Answer<{ devices: SeenDevice[] }>>;
  adopt(id: string, body: Adopt): Promise<Answer<DeviceView>>;
  command(body: CommandRequest): Promise<Answer<Command>>;
  commands(device: string, point: string, limit: number): Promise<Answer<{ commands: Command[] }>>;
  /** The last 24 hours of a device's link. */
  link(device: string): Promise<Answer<LinkHistory>>;
  /** Work at the radio; how it goes on comes on the live line. `keepalive` also gets it out while the page is being left. */
  radio(device: string, body: RadioRequest, keepalive?: boolean): Promise<Answer<void>>;
  allOff(): Promise<Answer<AllOff>>;
  stopAll(body: AllOffRequest): Promise<Answer<AllOff>>;
  release(body: LatchRelease): Promise<Answer<Latch>>;
}

const SeenList = z.object({ devices: z.array(SeenDevice) });
const CommandList = z.object({ commands: z.array(Command) });

/** The field's requests, on a signed-in sender. */
export function createFieldApi(send: Send): FieldApi {
  return {
    patchDevice: (id, body) => send({ method: 'PATCH', path: `/devices/${id}`, body, schema: DeviceView }),
    forgetDevice: (id) => send({ method: 'DELETE', path: `/devices/${id}` }),
    patchPoint: (device, point, body) =>
      send({ method: 'PATCH', path: `/devices/${device}/points/${point}`, body, schema: PointView }),
    seen: () => send({ method: 'GET', path: '/seen', schema: SeenList }),
    adopt: (id, body) => send({ method: 'POST', path: `/seen/${id}/adopt`, body, schema: DeviceView }),
    command: (body) => send({ method: 'POST', path: '/commands', body, schema: Command }),
    commands: (device, point, limit) =>
      send({ method: 'GET', path: `/commands?device=${device}&point=${point}&limit=${limit}`, schema: CommandList }),
    link: (device) => send({ method: 'GET', path: `/devices/${device}/link`, schema: LinkHistory }),
    radio: (device, body, keepalive = false) =>
      send({ method: 'POST', path: `/devices/${device}/radio`, body, keepalive }),
    allOff: () => send({ method: 'GET', path: '/all-off', schema: AllOff }),
    stopAll: (body) => send({ method: 'POST', path: '/all-off', body, schema: AllOff }),
    release: (body) => send({ method: 'POST', path: '/all-off/release', body, schema: Latch }),
  };
}
