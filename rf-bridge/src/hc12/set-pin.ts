import { execFile } from 'node:child_process';
import { createConnection, type Socket } from 'node:net';
import { promisify } from 'node:util';
import type { AdapterWire, RadioLine } from '../radios/index.ts';

/** The wire to a module's SET pin. */
export interface SetPin {
  /** As it was configured. */
  readonly name: string;
  /** Pulls SET low, or lets it go high. `line` is the module's serial line, whose adapter may have the wire. Rejects with a `SetPinError`. */
  set(line: RadioLine, isLow: boolean): Promise<void>;
}

/** The pin cannot be reached; the message says what to do. */
export class SetPinError extends Error {
  override readonly name = 'SetPinError';
}

/** Runs a program to its end, and rejects where it fails. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<unknown>;

const forms = 'rts, dtr, gpio:17 or hand';

/** Pins of a Raspberry Pi's header without those of its own serial port. */
const GPIO_LEAST = 2;
const GPIO_MOST = 27;
const serialPins = [14, 15];

/** The pin a text names: `rts`, `dtr`, `gpio:17`, `hand`, or `unix:/path` of a simulated module. */
export function setPinAt(text: string, run: RunProgram = promisify(execFile)): SetPin {
  if (text === 'rts' || text === 'dtr') return adapterPin(text);
  if (text === 'hand') return { name: text, set: async () => {} };
  if (text.startsWith('unix:')) return socketPin(text.slice('unix:'.length));
  const number = Number(/^gpio:(\d{1,2})$/.exec(text)?.[1]);
  if (number >= GPIO_LEAST && number <= GPIO_MOST && !serialPins.includes(number)) return gpioPin(number, run);
  if (text.startsWith('gpio:'))
    throw new SetPinError(
      `"${text}" is no pin for SET: write gpio: and a number from ${GPIO_LEAST} to ${GPIO_MOST}; 14 and 15 are the serial port`,
    );
  throw new SetPinError(`"${text}" is no wire to SET: write ${forms}`);
}

function adapterPin(wire: AdapterWire): SetPin {
  return {
    name: wire,
    set: async (line, isLow) => {
      const because = `SET cannot be moved by ${wire.toUpperCase()}`;
      if (!line.setPin) throw new SetPinError(`${because}: only a serial port has that wire. Take gpio:17 or hand.`);
      await line.setPin(wire, isLow).catch((error: unknown) => {
        throw new SetPinError(`${because}: ${reasonOf(error)}. Take an adapter that has the wire, gpio:17 or hand.`);
      });
    },
  };
}

/**
 * A pin of a Raspberry Pi, by `pinctrl`, which Raspberry Pi OS 12 has installed (package raspi-utils). A level so set stays when the
 * program ends, unlike with `gpioset`, whose flags differ between versions; /sys/class/gpio counts pins anew with each kernel.
 */
function gpioPin(number: number, run: RunProgram): SetPin {
  return {
    name: `gpio:${number}`,
    // The module pulls SET up by itself: high is an input, so that nothing works against it.
    set: async (_line, isLow) => {
      await run('pinctrl', ['set', String(number), ...(isLow ? ['op', 'dl'] : ['ip', 'pu'])]).catch(
        (error: unknown) => {
          throw new SetPinError(
            `GPIO ${number} cannot be moved: ${reasonOf(error)}. It needs pinctrl (apt install raspi-utils) and the group gpio; or take rts, dtr or hand.`,
          );
        },
      );
    },
  };
}

/** The pin of a simulated module: it is let go when the connection ends. */
function socketPin(path: string): SetPin {
  let held: Socket | undefined;
  return {
    name: `unix:${path}`,
    set: async (_line, isLow) => {
      const socket = isLow ? (held ??= await connect(path)) : held;
      await new Promise<void>((resolve) =>
        socket ? socket.write(isLow ? 'low\n' : 'high\n', () => resolve()) : resolve(),
      );
      if (isLow) return;
      held?.end();
      held = undefined;
    },
  };
}

function connect(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => resolve(socket));
    socket.on('error', (error) => reject(new SetPinError(`Nobody holds a SET pin at ${path}: ${error.message}.`)));
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
