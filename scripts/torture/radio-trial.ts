import { seededRandom, type OutletSpec, type Truth } from '@farmgate/virtual-farm';
import { decodeFrame, fromHex, parseRequest } from '@farmgate/rf-bridge/codec';
import type { Command, ReadingEvent } from '@farmgate/gateway/contract';
import { VirtualGateway } from '../../gateway/src/testing/virtual-gateway.ts';

export interface RadioTrialOptions {
  readonly commands: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss: number;
  /** Share of bits that arrive wrong, 0 to 1. */
  readonly bitErrors: number;
  readonly seed: number;
}

export interface RadioTrialResult {
  /** What did not hold, in sentences; empty when all held. */
  readonly faults: readonly string[];
  /** How many commands ended how. */
  readonly ends: Readonly<Record<string, number>>;
  /** Readings that were held against the outlet they were of, and those that no outlet had: bits that were hit in pairs. */
  readonly readings: number;
  readonly garbled: number;
}

const MASTER = 0x02;
const NODES = 12;
/** How often the radio's port is lost. Share of commands. */
const PORT_LOST = 0.01;
/** A module takes this much longer at times, at random: the manual says 4 to 80. Unit: ms. */
const JITTER_MS = 30;
/** From the bridge's line over the air onto the node's: what is received then was transmitted at most this much earlier. Unit: ms. */
const FLIGHT_MS = 60 + JITTER_MS;
/** Noise and width of the outlet's current sensor. Unit: mA. */
const TOLERANCE_MA = 16;
/** The gateway is asked what it shows this often. Unit: commands. */
const LOOK_EVERY = 7;
const SETTLE_MS = 600_000;
/** A current whose bits were hit in pairs shows a socket wrongly until it is read again. Unit: ms. */
const GARBLED_FOR_MS = 20_000;
const sockets = ['a', 'b'] as const;
type Socket = (typeof sockets)[number];

interface Shown {
  readonly reported: string;
  readonly evidence?: string | undefined;
  readonly command?: Command | undefined;
}

interface Asked {
  readonly id: string;
  readonly node: number;
  readonly socket: Socket;
  readonly on: boolean;
  /** Monotonic ms. */
  readonly at: number;
}

/** Every socket has a load of its own, so that a current tells whose it is. */
function outletSpecs(): OutletSpec[] {
  return Array.from({ length: NODES }, (_, at) => ({
    id: 0x10 + at,
    master: MASTER,
    loads: {
      a: { name: `load ${at} a`, currentMa: 1_000 + 700 * at },
      b: { name: `load ${at} b`, currentMa: 1_350 + 700 * at },
    },
    thresholdMa: 20_000,
    wiring: 'nc',
  }));
}

/**
 * People switch sockets at random moments over a bad air. What the gateway claimed is held against what the outlets did: nothing
 * is reported done that was not, nothing is done after its expiry, every OFF is done or owed, no reading is of another outlet.
 */
export function tryRadio(options: RadioTrialOptions): RadioTrialResult {
  return new RadioTrial(options).run();
}

class RadioTrial {
  readonly #options: RadioTrialOptions;
  readonly #random: () => number;
  readonly #faults: string[] = [];
  readonly #asked: Asked[] = [];
  /** The commands of each socket, oldest first. */
  readonly #ofSocket = new Map<string, Asked[]>();
  readonly #gateway: VirtualGateway;
  /** Since when each switch is shown as what it is not. Monotonic ms. */
  readonly #wrongSince = new Map<string, number>();
  #readings = 0;
  #garbled = 0;

  constructor(options: RadioTrialOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#gateway = new VirtualGateway({
      outlets: outletSpecs(),
      seed: options.seed,
      loss: options.loss,
      bitErrors: options.bitErrors,
      onTruth: (truth) => this.#checkReceived(truth),
      onReading: (reading) => this.#checkReading(reading),
    });
  }

  run(): RadioTrialResult {
    const gateway = this.#gateway;
    gateway.farm.air.jitterMs = JITTER_MS;
    try {
      gateway.adoptAll();
      gateway.clock.advance(20_000);
      for (let at = 0; at < this.#options.commands && this.#faults.length < 10; at++) {
        this.#askOne();
        if (this.#random() < PORT_LOST) this.#loseThePort();
        gateway.clock.advance(this.#restMs());
        if (at % LOOK_EVERY === 0) this.#checkShown();
      }
      gateway.clock.advance(SETTLE_MS);
      this.#checkShown();
      return { faults: this.#faults, ends: this.#checkEnds(), readings: this.#readings, garbled: this.#garbled };
    } finally {
      gateway.close();
    }
  }

  /** Mostly soon, so that commands meet on the air; at times long enough that one is judged in peace. */
  #restMs(): number {
    const slower = 1 + 10 * this.#options.loss;
    return slower * this.#random() * (this.#random() < 0.2 ? 5_000 : 900);
  }

  /** The plug is pulled, at times for longer than an ON may wait. People go on asking. */
  #loseThePort(): void {
    const { bridge, clock } = this.#gateway;
    bridge.onPort(false, 'unplugged');
    clock.advance(500 * this.#random());
    this.#askOne();
    clock.advance(60_000 * this.#random());
    bridge.onPort(true);
  }

  #askOne(): void {
    const node = 0x10 + Math.floor(this.#random() * NODES);
    const socket = sockets[Math.floor(this.#random() * 2)] ?? 'a';
    const on = this.#random() < 0.5;
    const at = this.#gateway.clock.monoMs();
    // Written down before it is asked: its first frame leaves at once.
    const asked = { node, socket, on, at };
    const list = this.#ofSocket.get(`${node}${socket}`) ?? [];
    this.#ofSocket.set(`${node}${socket}`, list);
    list.push({ ...asked, id: '' });
    const { id } = this.#gateway.ask(deviceOf(node), `relay.${socket}`, on);
    list[list.length - 1] = { ...asked, id };
    this.#asked.push({ ...asked, id });
  }

  /** Whatever an outlet takes as meant for it was wanted when it was transmitted. */
  #checkReceived(truth: Truth): void {
    if (truth.what !== 'received') return;
    const frame = decodeFrame(fromHex(truth.frame));
    const request = frame && parseRequest(frame);
    if (request?.kind !== 'relay' || !request.on) return;
    const sentAt = truth.at - FLIGHT_MS;
    const asked = (this.#ofSocket.get(`${truth.node}${request.socket}`) ?? []).filter(({ at }) => at <= truth.at);
    // Transmitted at any moment of its flight, at which the last one of before may have stood still.
    const standing = asked.slice(
      Math.max(
        0,
        asked.findLastIndex(({ at }) => at <= sentAt),
      ),
    );
    const isWanted = standing.some(({ on, at }) => on && sentAt < at + 30_000);
    // Two bits of an OFF that were hit together make an ON that passes the check: the air's fault, and read back.
    if (!isWanted && this.#options.bitErrors === 0)
      this.#fault(`${deviceOf(truth.node)} ${request.socket} was told ON at ${truth.at}, which nobody wanted then`);
  }

  /** A current belongs to the outlet it is told of. */
  #checkReading({ device, point, value }: ReadingEvent): void {
    const [, socket] = /^current\.([ab])$/.exec(point) ?? [];
    if (typeof value !== 'number' || (socket !== 'a' && socket !== 'b')) return;
    this.#readings++;
    if (value <= TOLERANCE_MA) return;
    const node = Number.parseInt(device.slice(-2), 16);
    if (isOf(value, this.#loadOf(node, socket))) return;
    const owner = [...this.#gateway.farm.outlets.keys()].find((id) =>
      sockets.some((other) => isOf(value, this.#loadOf(id, other))),
    );
    if (owner !== undefined && this.#options.bitErrors === 0)
      this.#fault(`${value} mA of ${deviceOf(owner)} was told of ${device} ${socket}`);
    this.#garbled++;
  }

  #loadOf(node: number, socket: Socket): number {
    return this.#gateway.farm.outlets.get(node)?.loadOf(socket).currentMa ?? 0;
  }

  /** What is shown as on or off, with nothing under way, is so. */
  #checkShown(): void {
    for (const device of this.#gateway.field.registry.list('site_one001'))
      for (const point of device.points) this.#checkPoint(device.id, point);
  }

  #checkPoint(device: string, point: { definition: { id: string }; switch?: Shown | undefined }): void {
    const key = `${device} ${point.definition.id}`;
    const now = this.#gateway.clock.monoMs();
    const shown = point.switch;
    if (!shown || !this.#isFalse(device, point.definition.id, shown)) {
      this.#wrongSince.delete(key);
      return;
    }
    const since = this.#wrongSince.get(key) ?? now;
    this.#wrongSince.set(key, since);
    if (now - since >= (this.#options.bitErrors > 0 ? GARBLED_FOR_MS : 0))
      this.#fault(`${key} is shown ${shown.reported} (${shown.evidence}) and is not`);
  }

  #isFalse(device: string, point: string, { reported, command }: Shown): boolean {
    if (reported === 'unknown' || reported === 'tripped') return false;
    if (command && command.state !== 'confirmed' && command.state !== 'failed') return false;
    const outlet = this.#gateway.farm.outlets.get(Number.parseInt(device.slice(-2), 16));
    return outlet?.isLoadOn(point.endsWith('a') ? 'a' : 'b') !== (reported === 'on');
  }

  #checkEnds(): Record<string, number> {
    const ends: Record<string, number> = {};
    for (const asked of this.#asked) {
      const command = this.#gateway.find(asked.id);
      const end = command ? (command.reason ?? command.state) : 'forgotten';
      ends[end] = (ends[end] ?? 0) + 1;
      if (!command) this.#fault(`command ${asked.id} is forgotten`);
      else if (asked.on) this.#checkOnEnded(asked, command);
      else this.#checkOffEnded(asked, command);
    }
    return ends;
  }

  #checkOnEnded(asked: Asked, { state }: Command): void {
    if (state !== 'confirmed' && state !== 'failed') this.#fault(`ON ${asked.id} never ended: ${state}`);
  }

  /** Done, or overtaken by a later command for the socket, or still owed and shown so. */
  #checkOffEnded(asked: Asked, { state, reason, owed }: Command): void {
    if (state === 'confirmed' || reason === 'superseded' || owed) return;
    this.#fault(`OFF ${asked.id} ended ${state} ${reason ?? ''} without being done or owed`);
  }

  #fault(sentence: string): void {
    if (this.#faults.length < 10) this.#faults.push(sentence);
  }
}

function isOf(value: number, loadMa: number): boolean {
  return Math.abs(value - loadMa) <= loadMa * 0.011 + TOLERANCE_MA;
}

function deviceOf(node: number): string {
  return `outlet-${node.toString(16)}`;
}
