import { SerialPort } from 'serialport';
import type { Radio, RadioEvents, RadioLine } from './radio.ts';

/** An HC-12 on a serial device, 8 data bits, no parity, 1 stop bit. */
export function serialRadio(path: string, baudRate = 9600): Radio {
  return { address: `serial:${path}?baud=${baudRate}`, open: (events) => openSerial(path, baudRate, events) };
}

async function openSerial(path: string, baudRate: number, events: RadioEvents): Promise<RadioLine> {
  const port = new SerialPort({ path, baudRate, autoOpen: false, lock: true });
  await settled((done) => port.open(done));
  // Opening asserts RTS and DTR. One of them may hang on SET, and a module with SET low takes AT lines and carries nothing.
  await moveWires(port, {}).catch(() => undefined);
  // What arrived while nobody listened belongs to no request of ours. A pseudo terminal may refuse: nothing is lost then.
  await settled((done) => port.flush(done)).catch(() => undefined);
  let isClosing = false;
  let reason = 'The port was closed';
  const lose = () => void settled((done) => port.close(done)).catch(() => undefined);
  port.on('data', (bytes: Uint8Array) => events.onData(bytes));
  port.on('error', (error: Error) => {
    reason = error.message;
    if (port.isOpen) lose();
  });
  port.once('close', (error: Error | null) => {
    if (!isClosing) events.onClose(error?.message ?? reason);
  });
  return {
    write: (bytes) => void port.write(bytes),
    setPin: (wire, isLow) => moveWires(port, { [wire]: isLow }),
    close: async () => {
      isClosing = true;
      if (port.isOpen) await settled((done) => port.close(done)).catch(() => undefined);
    },
  };
}

/** Asserted is low at the pins of a TTL adapter. What is not named is let go: serialport would assert it. */
function moveWires(port: SerialPort, { rts = false, dtr = false }: { rts?: boolean; dtr?: boolean }): Promise<void> {
  return settled((done) => port.set({ rts, dtr }, done));
}

function settled(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
