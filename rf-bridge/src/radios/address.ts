import type { Radio } from './radio.ts';
import { serialRadio } from './serial-radio.ts';
import { tcpRadio, unixRadio } from './socket-radio.ts';

/** A radio's address that cannot be understood; the message says what to write instead. */
export class RadioAddressError extends Error {
  override readonly name = 'RadioAddressError';
}

const forms = 'serial:/dev/ttyUSB0?baud=9600, tcp:host:port or unix:/path';

/** The speeds an HC-12 has. Unit: baud. */
const bauds: ReadonlySet<number> = new Set([1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200]);

const DEFAULT_BAUD = '9600';

/** The radio an address names: `serial:/dev/ttyUSB0?baud=9600`, `tcp:host:port` or `unix:/path`. */
export function radioAt(address: string): Radio {
  const [, scheme, rest = ''] = /^(serial|tcp|unix):(.+)$/.exec(address) ?? [];
  switch (scheme) {
    case 'serial':
      return serialAt(rest);
    case 'tcp':
      return tcpAt(rest);
    case 'unix':
      return unixRadio(rest);
    default:
      throw new RadioAddressError(`"${address}" is not a radio: write ${forms}`);
  }
}

/** The speed of the serial line that an address names; of what is behind a socket an HC-12's default is taken. Unit: baud. */
export function baudOf(address: string): number {
  return Number(/^serial:.*\?baud=(\d+)$/.exec(address)?.[1] ?? DEFAULT_BAUD);
}

function serialAt(rest: string): Radio {
  const [, path, baud = DEFAULT_BAUD] = /^([^?]+)(?:\?baud=(\d+))?$/.exec(rest) ?? [];
  if (path === undefined || !bauds.has(Number(baud)))
    throw new RadioAddressError(
      `"serial:${rest}" is not a serial port: write serial:/dev/ttyUSB0?baud=9600; an HC-12 has ${[...bauds].join(', ')} baud`,
    );
  return serialRadio(path, Number(baud));
}

function tcpAt(rest: string): Radio {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(rest) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new RadioAddressError(`"tcp:${rest}" is not a TCP radio: write tcp:host:port, IPv6 as tcp:[::1]:port`);
  return tcpRadio(host, Number(port));
}
