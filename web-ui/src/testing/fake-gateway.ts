import {
  type AuditEntry,
  type Change,
  type Command,
  type CommandRequest,
  type DeviceView,
  type GatewayInfo,
  type Health,
  type Latch,
  type LinkHistory,
  type RadioAnswer,
  type RadioRequest,
  type Reading,
  type SafeMode,
  type SeenDevice,
  type Session,
  type SwitchView,
  type User,
} from '@farmgate/gateway/contract';
import type { Ports } from '../api/ports.ts';
import { aUser } from './builders.ts';
import { aCalmFarm } from './fake-farm.ts';
import { FakeEnergy, energyRoutes } from './fake-energy.ts';
import { FakeHistory, historyRoutes } from './fake-history.ts';
import { aHealth, FakeNetwork } from './fake-network.ts';
import { problem } from './fake-answers.ts';
import { FakePeople } from './fake-people.ts';
import { routes } from './fake-routes.ts';
import { type FakeSharing, sharingRoutes } from './fake-sharing.ts';
import { pumpAdminRoutes, FakePumpAdmin } from './fake-pump-admin.ts';
import { FakeSocket } from './fake-socket.ts';
import { FakeWallets, walletRoutes } from './fake-wallets.ts';

export { problem } from './fake-answers.ts';

/** What a fake gateway starts with. */
export interface FakeGatewayState {
  claimed: boolean;
  signedIn: boolean;
  user: User;
  devices: DeviceView[];
  latch: Latch;
  users: User[];
  seen: SeenDevice[];
  audit: AuditEntry[];
  /** The link's last day, of whatever device. */
  link: LinkHistory['slots'];
  network: FakeNetwork;
  people: FakePeople;
  health: Health;
  safeMode: SafeMode | undefined;
  /** Undefined where the farm shares no pump. */
  sharing: FakeSharing | undefined;
  wallets: FakeWallets;
  pumpAdmin: FakePumpAdmin;
  history: FakeHistory;
  energy: FakeEnergy;
}

/** A gateway inside the page: it answers requests and speaks on the live line; how commands go on is the test's to say. */
export class FakeGateway implements Ports {
  readonly state: FakeGatewayState;
  readonly requests: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  /** Refusals in wait, by `METHOD /path`: each is given once. */
  readonly refusals = new Map<string, Response>();
  #seq = 0;
  #beating: ReturnType<typeof setInterval> | undefined;
  readonly #sockets = new Set<FakeSocket>();
  /** What was asked of the radio, oldest first. */
  readonly radio: { readonly device: string; readonly request: RadioRequest }[] = [];
  /** What the page said on the live line, oldest first, a list a line. */
  readonly lines: FakeSocket['said'][] = [];

  constructor(given: Partial<FakeGatewayState> = {}) {
    const user = given.user ?? aUser();
    this.state = {
      claimed: true,
      signedIn: true,
      user,
      devices: aCalmFarm(Date.now()),
      latch: { latched: false },
      users: [user, aUser({ id: 'usr_bao002', login: 'bao', name: 'Bao', role: 'user', masterAdmin: false })],
      seen: [],
      audit: [],
      link: [],
      network: new FakeNetwork(),
      people: new FakePeople(),
      health: aHealth(),
      safeMode: undefined,
      sharing: undefined,
      wallets: new FakeWallets(),
      pumpAdmin: new FakePumpAdmin(),
      history: new FakeHistory(),
      energy: new FakeEnergy(),
      ...given,
    };
  }

  readonly fetch: Ports['fetch'] = async (address, init) => {
    const path = address.replace(/^\/api\/v1/, '');
    const method = init.method ?? 'GET';
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    this.requests.push({ method, path, body });
    const refusal = this.refusals.get(`${method} ${path}`);
    this.refusals.delete(`${method} ${path}`);
    if (refusal) return refusal;
    const found = this.state.sharing ? sharingRoutes : [];
    for (const [pattern, handler] of [
      ...found,
      ...routes,
      ...historyRoutes,
      ...energyRoutes,
      ...walletRoutes,
      ...pumpAdminRoutes,
      ...sharingRoutes,
    ]) {
      const match = pattern.exec(`${method} ${path}`);
      if (match) return handler(this, body, match);
    }
    return problem('not-found');
  };

  readonly openLive: Ports['openLive'] = () => {
    const socket = new FakeSocket();
    this.#sockets.add(socket);
    this.lines.push(socket.said);
    setTimeout(() => this.#greet(socket));
    return socket;
  };

  /** Falls silent for good. */
  stop(): void {
    clearInterval(this.#beating);
    this.#sockets.clear();
  }

  /** Tells every page what changed, and remembers devices and latch. */
  tell(...changes: Change[]): void {
    this.#seq += 1;
    for (const socket of this.#sockets) socket.tell({ type: 'delta', seq: this.#seq, changes });
  }

  /** A switch stands differently now. */
  show(device: string, point: string, view: Partial<SwitchView>): void {
    const found = this.state.devices
      .find(({ id }) => id === device)
      ?.points.find(({ definition }) => definition.id === point);
    if (!found?.switch) throw new Error(`The fake farm has no switch ${device} ${point}.`);
    found.switch = { ...found.switch, ...view };
    this.tell({ what: 'point', device, point: { ...found } });
  }

  /** A point reads differently now. */
  read(device: string, point: string, reading: Partial<Reading>): void {
    const found = this.state.devices
      .find(({ id }) => id === device)
      ?.points.find(({ definition }) => definition.id === point);
    if (!found) throw new Error(`The fake farm has no point ${device} ${point}.`);
    found.reading = { value: 0, at: Date.now(), quality: 'good', ...found.reading, ...reading };
    this.tell({ what: 'point', device, point: { ...found } });
  }

  /** A device says hello for the first time. */
  join(device: DeviceView): void {
    this.state.devices = [...this.state.devices, device];
    this.tell({ what: 'device-added', device });
  }

  /** How the work at the radio that was asked for last goes on. */
  answerRadio(...answers: DistributiveOmit<RadioAnswer, 'id'>[]): void {
    const last = this.radio.findLast(({ request }) => request.ask !== 'stop');
    if (!last) throw new Error('Nothing was asked of the radio.');
    const { device, request } = last;
    this.tell(...answers.map((told) => ({ what: 'radio' as const, device, answer: { ...told, id: request.id } })));
  }

  /** The line of every page breaks. */
  drop(code?: number): void {
    for (const socket of this.#sockets) socket.drop(code);
    this.#sockets.clear();
  }

  get people(): FakePeople {
    return this.state.people;
  }

  info(): GatewayInfo {
    const { claimed, devices, safeMode } = this.state;
    const demo = devices.some((device) => device.demo);
    const now = Date.now();
    const info = { product: 'farmgate', version: '0.1.0', claimed, demo, now, clockTrust: 'synced' } as const;
    return safeMode ? { ...info, safeMode } : info;
  }

  session(): Session {
    const site = {
      id: 'site_green1',
      name: 'Green Valley',
      timeZone: 'Asia/Bangkok',
      createdAt: 0,
      mayAsk: true,
      showsPeople: true,
    };
    return { user: this.state.user, site, expiresAt: Date.now() + 900_000 };
  }

  /** Takes a command as the gateway does: written down, told, and under way. */
  take({ id = 'command-1', device, point, value }: CommandRequest): Command {
    const at = Date.now();
    const command: Command = {
      id,
      device,
      point,
      value,
      state: 'pending',
      owed: value === false,
      by: this.state.user.login,
      acceptedAt: at,
      tries: 0,
      trail: [{ at, state: 'pending' }],
    };
    if (typeof value === 'boolean') this.show(device, point, { desired: value, command });
    return command;
  }

  setLatch(latch: Latch): void {
    this.state.latch = latch;
    this.tell({ what: 'latch', latch });
  }

  #beat(): void {
    this.#seq += 1;
    for (const socket of this.#sockets) socket.tell({ type: 'heartbeat', seq: this.#seq, now: Date.now() });
  }

  #greet(socket: FakeSocket): void {
    const { devices, latch, pumpAdmin } = this.state;
    const { alerts, sharing } = pumpAdmin.snapshot();
    const shared = this.state.sharing?.view ?? sharing;
    this.#beating ??= setInterval(() => this.#beat(), HEARTBEAT_MS);
    const { demo } = this.info();
    socket.tell({ type: 'snapshot', seq: this.#seq, now: Date.now(), demo, devices, latch, alerts, sharing: shared });
  }
}

type DistributiveOmit<T, Key extends string> = T extends unknown ? Omit<T, Key> : never;

const HEARTBEAT_MS = 2_000;
