import {
  CommandMessage,
  parseTopic,
  type Cancel,
  type Clock,
  type NodeHello,
  type NodeReport,
  type TopicWord,
} from '../../contract/index.ts';

/** A node that does not say how often it asks. */
const DEFAULT_POLL_S = 60;
const SILENT_POLLS = 3;
const SILENT = 'It was not heard for three polls';

export interface PolledParts {
  readonly clock: Clock;
  /** Lets in what a node says for itself. */
  readonly receive: (node: string, word: TopicWord, payload: unknown) => void;
  readonly lose: (node: string, reason: string) => void;
  /** Whether a command of a node is neither confirmed nor failed. */
  readonly isOpen: (node: string, command: string) => boolean;
}

interface Queued {
  readonly message: CommandMessage;
  /** Monotonic; absent for an OFF, which never expires. */
  readonly expiresMono: number | undefined;
}

/** One node that asks over HTTP, since it said hello. */
interface PolledNode {
  readonly id: string;
  readonly pollMs: number;
  readonly session: string | undefined;
  /** By point: a later command takes the place of the one before it, so that the queue is never longer than the node's points. */
  readonly queue: Map<string, Queued>;
  online: boolean;
  silence: Cancel;
  /** Answers the poll that waits. */
  endWait: () => void;
}

/**
 * Nodes that no broker reaches and that ask over HTTP what they are to do. Each is its own carrier: there while it asks, lost
 * after three polls without a word. What it is told waits here until a receipt names it.
 */
export class PolledNodes {
  readonly #parts: PolledParts;
  readonly #nodes = new Map<string, PolledNode>();

  constructor(parts: PolledParts) {
    this.#parts = parts;
  }

  hello(id: string, { pollS, ...hello }: NodeHello): void {
    const before = this.#nodes.get(id);
    before?.endWait();
    before?.silence();
    // What a node that restarted was told goes out anew, if the field still wants it.
    const isSame = before !== undefined && hello.session !== undefined && hello.session === before.session;
    this.#nodes.set(id, {
      id,
      pollMs: (pollS ?? DEFAULT_POLL_S) * 1_000,
      session: hello.session,
      queue: isSame ? before.queue : new Map(),
      online: isSame && before.online,
      silence: () => {},
      endWait: () => {},
    });
    this.#parts.receive(id, 'hello', hello);
    this.#touch(id);
  }

  /** False where it must say hello first: since the gateway started, or since it spoke in another way. */
  report(id: string, { readings, receipts = [] }: NodeReport): boolean {
    if (!this.#touch(id)) return false;
    for (const receipt of receipts) {
      this.#acknowledge(id, receipt.id);
      this.#parts.receive(id, 'receipts', receipt);
    }
    if (readings) this.#parts.receive(id, 'readings', readings);
    return true;
  }

  /** What it is to do, at once or as soon as there is something; undefined where it must say hello first. */
  poll(id: string, waitMs: number): Promise<CommandMessage[]> | undefined {
    const node = this.#nodes.get(id);
    if (!node) return undefined;
    // A node asks once at a time: whoever asked before has given up.
    node.endWait();
    this.#touch(id, waitMs);
    const due = this.#due(node);
    return due.length > 0 || waitMs === 0 ? Promise.resolve(due) : this.#wait(node, waitMs);
  }

  /** A message on its way to a device; whatever is no command of a node that asks is somebody else's. */
  deliver(topic: string, payload: object): void {
    const parsed = parseTopic(topic);
    const node = parsed?.word === 'commands' ? this.#nodes.get(parsed.device) : undefined;
    if (!node) return;
    const message = CommandMessage.parse(payload);
    const { ttlMs } = message;
    const expiresMono = ttlMs === undefined ? undefined : this.#parts.clock.monoMs() + ttlMs;
    node.queue.set(message.point, { message, expiresMono });
    node.endWait();
  }

  /** It speaks in another way now, or may speak no more. What waits is told nothing. */
  forget(id: string): void {
    const node = this.#nodes.get(id);
    if (!node) return;
    this.#nodes.delete(id);
    node.silence();
    node.queue.clear();
    node.endWait();
  }

  stop(): void {
    for (const id of this.#nodes.keys()) this.forget(id);
  }

  #wait(node: PolledNode, waitMs: number): Promise<CommandMessage[]> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        node.endWait = () => {};
        resolve(this.#due(node));
      };
      const cancel = this.#parts.clock.after(waitMs, end);
      node.endWait = end;
    });
  }

  /** It was heard, and is heard as long as it waits. Answers whether it said hello before. */
  #touch(id: string, waitMs = 0): boolean {
    const node = this.#nodes.get(id);
    if (!node) return false;
    node.silence();
    node.silence = this.#parts.clock.after(waitMs + SILENT_POLLS * node.pollMs, () => this.#lose(node));
    if (node.online) return true;
    node.online = true;
    this.#parts.receive(id, 'status', { online: true });
    return true;
  }

  /** What it was not told yet goes out anew when it is back, if the field still wants it. */
  #lose(node: PolledNode): void {
    node.online = false;
    node.queue.clear();
    this.#parts.lose(node.id, SILENT);
  }

  #acknowledge(id: string, command: string): void {
    const queue = this.#nodes.get(id)?.queue ?? new Map<string, Queued>();
    for (const [point, { message }] of queue) if (message.id === command) queue.delete(point);
  }

  /** OFF before all else. What has expired, or has ended in another way, is nothing to be done any more. */
  #due({ id, queue }: PolledNode): CommandMessage[] {
    const now = this.#parts.clock.monoMs();
    for (const [point, { message, expiresMono = Infinity }] of queue)
      if (now >= expiresMono || !this.#isWanted(id, message)) queue.delete(point);
    return [...queue.values()]
      .map((queued) => onTheWire(queued, now))
      .sort((a, b) => Number(b.value === false) - Number(a.value === false));
  }

  /** A renewal is no command of its own: it is wanted until it is late, or something else was said of its point. */
  #isWanted(id: string, message: CommandMessage): boolean {
    return message.renew === true || this.#parts.isOpen(id, message.id);
  }
}

/** A deadline means nothing to a machine with another clock: what it has left to live does. */
function onTheWire({ message: { deadline: _, ...message }, expiresMono }: Queued, now: number): CommandMessage {
  return expiresMono === undefined ? message : { ...message, ttlMs: Math.floor(expiresMono - now) };
}
