import { Link, defaultTiming, type DutyLimit, type LinkEvents, type Order, type Timing } from '@farmgate/rf-bridge';
import { HC12_FU3, type Truth, VirtualClock, VirtualFarm, demoOutlets, seededRandom } from '@farmgate/virtual-farm';

export interface RfAirOptions {
  readonly nodes: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss: number;
  readonly seed: number;
  readonly timing?: Partial<Timing>;
  readonly duty?: DutyLimit;
}

/** One half of a command's way: an order given and what came of it. Times are monotonic ms of the virtual clock. */
export interface Given {
  readonly order: Order;
  readonly at: number;
  ackedAt?: number;
  endedAt?: number;
}

/** What answers the master: an air with its master's line, outlets that are the tests' own, and a clock that is moved by hand. */
export class RfField {
  readonly clock = new VirtualClock();
  readonly ids: readonly number[];
  readonly farm: VirtualFarm;
  readonly random: () => number;
  /** Every change of a contact, oldest first. */
  readonly contacts: Extract<Truth, { what: 'contact' }>[] = [];

  constructor({ nodes, loss, seed }: RfAirOptions) {
    // 03 to FE is what there is; the first are at the end, as in the field.
    this.ids = Array.from({ length: nodes }, (_, at) => 0xfe - at);
    const onTruth = (truth: Truth) => {
      if (truth.what === 'contact') this.contacts.push(truth);
    };
    this.farm = new VirtualFarm({ clock: this.clock, outlets: demoOutlets(this.ids), seed, loss, onTruth });
    this.random = seededRandom(seed + 1);
  }

  anyNode(): number {
    return this.ids[Math.floor(this.random() * this.ids.length)] ?? 0xfe;
  }
}

/** The product's own link over such a field, polling without a pause. */
export class RfAir extends RfField {
  readonly link: Link;
  readonly given = new Map<string, Given>();
  /** When each socket was read, by node and socket. */
  readonly reads: { node: number; socket: string; at: number }[] = [];
  /** When each request left for the air. */
  readonly sentAt: number[] = [];
  keepsReads = true;

  constructor(options: RfAirOptions) {
    super(options);
    const toAir = this.farm.attach((bytes) => this.link.receive(bytes));
    this.link = new Link({
      clock: this.clock,
      random: seededRandom(options.seed + 2),
      master: 0x02,
      nodes: [],
      timing: { ...defaultTiming, pollEveryMs: 0, scanBusyMs: 1e12, ...options.timing },
      ...(options.duty ? { duty: options.duty } : {}),
      write: (bytes) => {
        this.sentAt.push(this.clock.monoMs());
        toAir(bytes);
      },
      events: this.#events(),
    });
    this.link.setMembers(this.ids.map((id) => ({ id, watched: false })));
    this.link.opened();
  }

  give(order: Order): Given {
    const given: Given = { order, at: this.clock.monoMs() };
    this.given.set(order.id, given);
    this.link.accept(order);
    return given;
  }

  #events(): LinkEvents {
    return {
      onReceipt: ({ receipt: { id, state } }) => {
        const given = this.given.get(id);
        if (!given || state === 'sent') return;
        given.endedAt = this.clock.monoMs();
        if (state === 'delivered') given.ackedAt ??= this.clock.monoMs();
      },
      onReading: ({ node, currents }) => {
        if (!this.keepsReads) return;
        for (const socket of ['a', 'b'] as const)
          if (currents[socket] !== undefined) this.reads.push({ node, socket, at: this.clock.monoMs() });
      },
      onThreshold: () => {},
      onHeard: () => {},
      onSilent: () => {},
      onFinding: () => {},
      onAnswer: () => {},
    };
  }
}

/** What the model of the radio says of the outlets that answer here, in ms: one way of eight bytes, a command, a poll. */
export const limits = (() => {
  const { byteMs, packetMs, overheadMs } = HC12_FU3;
  /** Writing an answer, mean wait for the outlet's own check of its currents, one read of a current, rest between two reports. */
  const [answerMs, checkMs, readMs, restMs] = [1, 2.9, 17, 50];
  const oneWay = 16 * byteMs + overheadMs + packetMs;
  return {
    commandMs: answerMs + 2 * oneWay + checkMs,
    pollMs: answerMs + oneWay + checkMs + 2 * readMs + 8 * byteMs + restMs + oneWay,
    packetMs,
  };
})();
