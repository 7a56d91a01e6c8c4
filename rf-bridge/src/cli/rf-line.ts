import { connect, type Socket } from 'node:net';
import { ControlSaid, LineCutter, type ControlAsk } from '../control/index.ts';
import { Mailbox } from './mailbox.ts';

/** A command's line to the radio: to a running bridge, or to a port that it opened itself. */
export interface RfLine {
  ask(ask: ControlAsk): void;
  /** Ends when either end is gone. */
  readonly said: AsyncIterable<ControlSaid>;
  /** Work that is under way is stopped by it. Harmless the second time. */
  close(): Promise<void>;
}

/** What cannot be carried out as it is: wrong use, no bridge, no port. The message says what to do. */
export class RfRefusal extends Error {
  override readonly name = 'RfRefusal';
}

/** The longest thing that is said is what a port gave at once, in hex. Unit: bytes. */
const LONGEST_SAID = 1_000_000;

/** The line to the bridge that listens on this socket; rejects with what the system says where none does. */
export async function openControlLine(path: string): Promise<RfLine> {
  const socket = await connected(path);
  const box = new Mailbox<ControlSaid>();
  const cutter = new LineCutter(
    LONGEST_SAID,
    (line) => hear(line, box),
    () => socket.destroy(),
  );
  socket.on('data', (bytes) => cutter.push(bytes));
  socket.on('error', () => socket.destroy());
  socket.once('close', () => box.end());
  return {
    ask: (ask) => void socket.write(`${JSON.stringify(ask)}\n`),
    said: box,
    close: async () => {
      box.end();
      socket.destroy();
    },
  };
}

/** A bridge of another version may say what we do not know: it is passed over. */
function hear(line: string, box: Mailbox<ControlSaid>): void {
  const parsed = ControlSaid.safeParse(parseJson(line));
  if (parsed.success) box.put(parsed.data);
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
