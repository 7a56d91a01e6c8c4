import type { RadioAnswer, Receipt } from '@farmgate/gateway/contract';
import { FakeClock } from '@farmgate/gateway/testing';
import {
  type DutyLimit,
  type Finding,
  Link,
  type LinkOptions,
  type Order,
  type Timing,
  defaultTiming,
} from '@farmgate/rf-bridge';
import { COMMAND, fromHex, toHex } from '@farmgate/rf-bridge/codec';
import { type OutletSpec, VirtualFarm, demoOutlets, parseFault, seededRandom } from '@farmgate/virtual-farm';

/** A link and a field of outlets in virtual time, with all that went over the line and all that was told. */
export class LinkBench {
  readonly clock = new FakeClock();
  readonly farm: VirtualFarm;
  readonly link: Link;
  readonly receipts: (Receipt & { at: number })[] = [];
  readonly readings: { at: number; node: number; currents: Partial<Record<'a' | 'b', number | 'tripped'>> }[] = [];
  readonly heard: number[] = [];
  readonly silent: { at: number; node: number }[] = [];
  readonly thresholds: number[] = [];
  readonly findings: (Finding & { at: number })[] = [];
  readonly answers: RadioAnswer[] = [];
  /** What the link wrote, as people write bytes, and how many orders had been given by then. */
  readonly sent: { at: number; hex: string; orders: number }[] = [];
  #ids = 0;

  constructor(
    options: {
      ids?: number[];
      members?: number[];
      loss?: number;
      seed?: number;
      timing?: Partial<Timing>;
      master?: number;
      duty?: DutyLimit;
      more?: OutletSpec[];
    } = {},
  ) {
    const { ids = [0xfe, 0x10], members = ids, loss = 0, seed = 1 } = options;
    const { clock } = this;
    this.farm = new VirtualFarm({ clock, outlets: [...demoOutlets(ids), ...(options.more ?? [])], seed, loss });
    const toAir = this.farm.attach((bytes) => this.link.receive(bytes));
    this.link = new Link({
      clock,
      random: seededRandom(seed),
      master: options.master ?? 0x02,
      nodes: [],
      timing: { ...defaultTiming, ...options.timing },
      ...(options.duty ? { duty: options.duty } : {}),
      write: (bytes) => {
        this.sent.push({ at: clock.monoMs(), hex: toHex(bytes), orders: this.#ids });
        toAir(bytes);
      },
      events: this.#events(),
    });
    this.link.setMembers(members.map((id) => ({ id, watched: false })));
    this.link.opened();
  }

  /** Gives an order; an ON or a setting lives 30 s where nothing else is said. */
  order(change: Order['change'], more: Partial<Omit<Order, 'change'>> = {}): Order {
    const isOff = change.kind === 'relay' && !change.on;
    const expiresAt = this.clock.monoMs() + 30_000;
    const order = { id: `order-${++this.#ids}`, node: 0xfe, change, ...(isOff ? {} : { expiresAt }), ...more };
    this.link.accept(order);
    return order;
  }

  fault(text: string): void {
    this.farm.inject(parseFault(text).fault);
  }

  /** The last word about an order. */
  lastOf(id: string): Receipt | undefined {
    return this.receipts.findLast((receipt) => receipt.id === id);
  }

  /** When and in which order commands, not polls or PINGs, went over the line. */
  get commandsSent(): { at: number; hex: string }[] {
    const isCommand = (hex: string) => ![COMMAND.readCurrent, COMMAND.ping].some((code) => fromHex(hex)[3] === code);
    return this.sent.filter(({ hex }) => isCommand(hex));
  }

  #events(): LinkOptions['events'] {
    const at = () => this.clock.monoMs();
    return {
      onReceipt: ({ receipt }) => this.receipts.push({ ...receipt, at: at() }),
      onReading: ({ node, currents }) => this.readings.push({ at: at(), node, currents }),
      onThreshold: (_node, ma) => this.thresholds.push(ma),
      onHeard: (node) => this.heard.push(node),
      onSilent: (node) => this.silent.push({ at: at(), node }),
      onFinding: (finding) => this.findings.push({ ...finding, at: at() }),
      onAnswer: (answer) => this.answers.push(answer),
    };
  }
}

/** Socket A of a node on or off. */
export const on: Order['change'] = { kind: 'relay', socket: 'a', on: true };
export const off: Order['change'] = { kind: 'relay', socket: 'a', on: false };
