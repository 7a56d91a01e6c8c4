import {
  CommandMessage,
  RadioAnswer,
  Readings,
  Receipt,
  Status,
  type Clock,
  type TopicWord,
} from '../../contract/index.ts';

/** More levels than a hello of any contract has; what is deeper no library can write again. */
const MAX_DEPTH = 8;

/** What a device said, read by the contract; undefined for what is none of it. */
export function readSaying(word: TopicWord, payload: Uint8Array | string): object | undefined {
  const value = jsonOf(payload);
  switch (word) {
    // A device of another contract is told so by the gateway, which must see it for that.
    case 'hello':
      return isObject(value) && !Array.isArray(value) && isShallow(value, MAX_DEPTH) ? value : undefined;
    case 'status':
      return Status.safeParse(value).data;
    case 'readings':
      return Readings.safeParse(value).data;
    case 'receipts':
      return Receipt.safeParse(value).data;
    case 'answers':
      return RadioAnswer.safeParse(value).data;
    default:
      return undefined;
  }
}

function isShallow(value: object, levels: number): boolean {
  return levels > 0 && Object.values(value).every((inner) => !isObject(inner) || isShallow(inner, levels - 1));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * A command as it leaves this machine: its deadline is turned into the time it has left, since nobody elsewhere shares our
 * clock. Undefined for what has expired, and for what is no command.
 */
export function departing(
  payload: Uint8Array | string,
  clock: Pick<Clock, 'boot' | 'monoMs'>,
): CommandMessage | undefined {
  const parsed = CommandMessage.safeParse(jsonOf(payload));
  if (!parsed.success) return undefined;
  const { deadline, ...command } = parsed.data;
  if (!deadline || deadline.boot !== clock.boot) return command;
  const leftMs = Math.floor(deadline.monoMs - clock.monoMs());
  if (leftMs <= 0) return undefined;
  return { ...command, ttlMs: Math.min(command.ttlMs ?? leftMs, leftMs) };
}

/** The value of some JSON; undefined where it is none. */
export function jsonOf(payload: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
