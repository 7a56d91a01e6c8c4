import { encodeFrame, fromHex, requestFrame } from '@farmgate/rf-bridge/codec';
import { seededRandom, type OutletSpec, type Station, type Truth } from '@farmgate/virtual-farm';
import { VirtualGateway } from '../../gateway/src/testing/virtual-gateway.ts';

export interface FoesOptions {
  /** Packets on the air until it ends, ours and theirs. */
  readonly frames: number;
  readonly seed: number;
}

export interface FoesResult {
  readonly faults: readonly string[];
  /** Sockets that went on although nobody here wanted it, and the longest any of them stayed so. Unit: ms. */
  readonly unwanted: number;
  readonly longestMs: number;
  readonly frames: number;
}

const MASTER = 0x02;
const NODES = 8;
const LOSS = 0.02;
/** From a socket's going on to its going off again, at the most: the round of polls, and an OFF with its tries. Unit: ms. */
const OFF_AGAIN_MS = 20_000;
const sockets = ['a', 'b'] as const;
type Socket = (typeof sockets)[number];

/** Every socket draws a current that shows: one without a load cannot be seen, and does no harm. */
function outletSpecs(): OutletSpec[] {
  return Array.from({ length: NODES }, (_, at) => ({
    id: 0x10 + at,
    master: MASTER,
    loads: { a: { name: `load ${at} a`, currentMa: 900 + 100 * at }, b: { name: `load ${at} b`, currentMa: 450 } },
    thresholdMa: 20_000,
    wiring: 'nc',
  }));
}

/**
 * Somebody else sends on the channel: as our master, what he recorded of us, noise, frames made by chance. Whatever he brings
 * about, no socket stays on that nobody here wanted on, and none goes on unnoticed.
 */
export function tryFoes(options: FoesOptions): FoesResult {
  return new FoesTrial(options).run();
}

class FoesTrial {
  readonly #frames: number;
  readonly #random: () => number;
  readonly #gateway: VirtualGateway;
  readonly #stranger: Station = { hear: () => {} };
  readonly #faults: string[] = [];
  /** Frames of ours that switched something on, for him to repeat. */
  readonly #recorded: Uint8Array[] = [];
  readonly #wanted = new Map<string, boolean>();
  /** Sockets that are on and should not be, since when. */
  readonly #unwanted = new Map<string, number>();
  /** Sockets that an alarm stands for. */
  readonly #alarmed = new Set<string>();
  #count = 0;
  #longestMs = 0;

  constructor({ frames, seed }: FoesOptions) {
    this.#frames = frames;
    this.#random = seededRandom(seed);
    this.#gateway = new VirtualGateway({
      outlets: outletSpecs(),
      seed,
      loss: LOSS,
      onTruth: (truth) => this.#see(truth),
      onReading: ({ device, point, value }) => {
        const [, socket] = /^(?:meddled|unexplained)\.([ab])$/.exec(point) ?? [];
        if (socket && value === true) this.#alarmed.add(`${Number.parseInt(device.slice(-2), 16)} ${socket}`);
      },
    });
  }

  run(): FoesResult {
    const { clock, farm } = this.#gateway;
    try {
      this.#gateway.adoptAll();
      clock.advance(10_000);
      for (let node = 0x10; node < 0x10 + NODES; node++) for (const socket of sockets) this.#ask(node, socket, false);
      clock.advance(30_000);
      while (farm.air.counts.packets < this.#frames && this.#faults.length < 10) {
        this.#act();
        clock.advance(2_500 * this.#random());
        this.#checkLeftOn();
      }
      clock.advance(2 * OFF_AGAIN_MS);
      this.#checkLeftOn();
      return {
        faults: this.#faults,
        unwanted: this.#count,
        longestMs: this.#longestMs,
        frames: farm.air.counts.packets,
      };
    } finally {
      this.#gateway.close();
    }
  }

  #act(): void {
    const dice = this.#random();
    if (dice < 0.2) this.#ask(this.#anyNode(), this.#anySocket(), this.#random() < 0.5);
    else this.#send(this.#makeHis(dice));
  }

  #makeHis(dice: number): Uint8Array {
    const route = { target: this.#anyNode(), sender: MASTER };
    const recorded = this.#recorded[Math.floor(this.#random() * this.#recorded.length)];
    if (dice < 0.45 && recorded) return recorded;
    if (dice < 0.6) return encodeFrame(requestFrame({ kind: 'relay', socket: this.#anySocket(), on: true }, route));
    if (dice < 0.7) return encodeFrame(requestFrame({ kind: 'ping' }, route));
    if (dice < 0.8) return encodeFrame(requestFrame({ kind: 'read-current' }, route));
    if (dice < 0.9) return Uint8Array.from({ length: 1 + Math.floor(17 * this.#random()) }, () => this.#byte());
    return encodeFrame({ ...route, command: this.#byte() % 7, dataHigh: 0, dataLow: this.#byte() % 4 });
  }

  #send(bytes: Uint8Array): void {
    this.#gateway.farm.air.send(this.#stranger, bytes);
  }

  #ask(node: number, socket: Socket, on: boolean): void {
    const key = `${node} ${socket}`;
    this.#wanted.set(key, on);
    this.#alarmed.delete(key);
    if (on) this.#unwanted.delete(key);
    else if (this.#gateway.farm.outlets.get(node)?.isLoadOn(socket) === true)
      // Ours from here on: an OFF is on its way.
      this.#unwanted.delete(key);
    this.#gateway.ask(`outlet-${node.toString(16)}`, `relay.${socket}`, on);
  }

  #see(truth: Truth): void {
    if (truth.what === 'received' && truth.frame.slice(9, 11) === '02' && this.#recorded.length < 200)
      this.#recorded.push(fromHex(truth.frame));
    if (truth.what !== 'contact') return;
    const key = `${truth.node} ${truth.socket}`;
    const since = this.#unwanted.get(key);
    if (truth.closed && this.#wanted.get(key) !== true && since === undefined) {
      this.#unwanted.set(key, truth.at);
      this.#count++;
    } else if (!truth.closed && since !== undefined) this.#wentOff(key, since, truth.at);
  }

  #wentOff(key: string, since: number, at: number): void {
    this.#unwanted.delete(key);
    this.#longestMs = Math.max(this.#longestMs, at - since);
  }

  #checkLeftOn(): void {
    const now = this.#gateway.clock.monoMs();
    for (const [key, since] of this.#unwanted) {
      if (now - since < OFF_AGAIN_MS) continue;
      const how = this.#alarmed.has(key) ? 'with an alarm' : 'unnoticed';
      this.#faults.push(`${key} has been on for ${Math.round((now - since) / 1000)} s, unwanted and ${how}`);
      this.#unwanted.delete(key);
    }
  }

  #anyNode(): number {
    return 0x10 + Math.floor(this.#random() * NODES);
  }

  #anySocket(): Socket {
    return this.#random() < 0.5 ? 'a' : 'b';
  }

  #byte(): number {
    return Math.floor(this.#random() * 256);
  }
}
