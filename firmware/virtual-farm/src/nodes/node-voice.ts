import {
  CONTRACT_VERSION,
  type CommandMessage,
  type Cancel,
  type Clock,
  type Hello,
  type Receipt,
  type Status,
  type TopicWord,
} from '@farmgate/gateway/contract';
import type { DeviceFault } from '../fault.ts';
import type { FieldNode, Values } from './field-node.ts';
import { isInTime, parseNodeCommand } from './node-command.ts';

/** Where a node's words go. */
export interface NodeLine {
  say(word: TopicWord, message: Hello | Status | Receipt | { values: Values }, how: { retain: boolean }): void;
}

export interface NodeVoiceParts {
  readonly node: FieldNode;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether it is on the network changed: somebody who carries its words connects or drops it. */
  readonly onLink?: (isUp: boolean) => void;
}

const SAYS_EVERY_MS = 5_000;
/** While something is not as it should be. */
const RESTLESS_MS = 1_000;
/** Ids of commands it remembers, so that one that comes twice is done once. */
const MAX_KNOWN = 64;
export const FIRMWARE = 'virtual-1';

/** A node's way with the broker: hello, status, readings every few seconds and at each change, and a receipt for each command. */
export class NodeVoice {
  readonly node: FieldNode;
  readonly #parts: NodeVoiceParts;
  readonly #known = new Map<string, Receipt>();
  #line: NodeLine | undefined;
  #onLink: (isUp: boolean) => void;
  #session = '';
  #hasPower = true;
  #fault: 'dead' | 'silent' | 'frozen' | 'lying-ack' | undefined;
  #frozen: Values[] = [];
  #cancel: Cancel = () => {};

  constructor(parts: NodeVoiceParts) {
    this.#parts = parts;
    this.node = parts.node;
    this.#onLink = parts.onLink ?? (() => {});
    this.#boot();
  }

  /** Whether it can be on the network. */
  get isUp(): boolean {
    return this.#hasPower && this.#fault !== 'dead';
  }

  /** Who carries its words is told when it goes and comes. */
  set onLink(tell: (isUp: boolean) => void) {
    this.#onLink = tell;
  }

  /** The connection stands: it says who it is and what it reads, and goes on. */
  connected(line: NodeLine): void {
    this.#line = line;
    const hello: Hello = {
      contract: CONTRACT_VERSION,
      type: this.node.type,
      firmware: FIRMWARE,
      session: this.#session,
      demo: true,
    };
    line.say('hello', hello, { retain: true });
    line.say('status', { online: true }, { retain: true });
    this.#repeat();
  }

  disconnected(): void {
    this.#line = undefined;
    this.#cancel();
  }

  /** The mains of this node went or came. What has a battery does not mind. */
  setMains(hasMains: boolean): void {
    if (this.node.hasBattery || hasMains === this.#hasPower) return;
    this.#change(() => {
      this.#hasPower = hasMains;
      if (hasMains) this.#boot();
    });
  }

  inject(kind: DeviceFault['kind']): void {
    if (kind !== 'dead' && kind !== 'silent' && kind !== 'frozen' && kind !== 'lying-ack' && kind !== 'repair') return;
    if (kind === 'frozen') this.#frozen = this.node.readings();
    this.#change(() => (this.#fault = kind === 'repair' ? undefined : kind));
  }

  /** What it watches has turned, for the worse or the better: it says so now, and goes on from there. */
  stirred(): void {
    if (this.#line) this.#repeat();
  }

  /** Something worth saying at once. */
  changed(): void {
    if (this.#fault === 'silent') return;
    const frozen = this.#fault === 'frozen' ? this.#frozen : undefined;
    for (const values of frozen ?? this.node.readings()) this.#line?.say('readings', { values }, { retain: false });
  }

  /** A payload of its command topic; what cannot be read is left. */
  hear(payload: unknown): void {
    const command = this.isUp ? parseNodeCommand(payload) : undefined;
    if (!command) return;
    const receipt = this.#receiptOf(command);
    this.#remember(receipt);
    this.#line?.say('receipts', receipt, { retain: false });
    this.changed();
  }

  #receiptOf(command: CommandMessage): Receipt {
    const { id, again, resume } = command;
    const known = this.#known.get(id);
    if (known && !again) return known;
    if (resume && !known) return { id, state: 'failed', reason: 'rejected', note: 'It does not know this command' };
    if (!isInTime(command, this.#parts.clock)) return { id, state: 'failed', reason: 'expired' };
    const refused = this.#fault === 'lying-ack' ? undefined : this.node.obey(command);
    return refused === undefined
      ? { id, state: 'delivered', try: 1, of: 1 }
      : { id, state: 'failed', reason: 'rejected', note: refused };
  }

  #remember(receipt: Receipt): void {
    this.#known.set(receipt.id, receipt);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(oldest);
    }
  }

  /** By the time besides chance: the same seed started anew is another session. */
  #boot(): void {
    const { clock, random } = this.#parts;
    this.#known.clear();
    this.#session = `${Math.floor(clock.wallMs()).toString(36)}-${Math.floor(random() * 36 ** 6).toString(36)}`;
  }

  #change(run: () => void): void {
    const wasUp = this.isUp;
    run();
    if (wasUp === this.isUp) return;
    if (!this.isUp) this.disconnected();
    this.#onLink(this.isUp);
  }

  #repeat(): void {
    this.#cancel();
    this.changed();
    this.#cancel = this.#parts.clock.after(this.node.isRestless ? RESTLESS_MS : SAYS_EVERY_MS, () => this.#repeat());
  }
}
