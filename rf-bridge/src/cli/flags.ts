import { OutletAddress } from '@farmgate/gateway/contract';
import { hexByte } from '../codec/index.ts';
import { RfRefusal } from './rf-line.ts';

/** What flags hold, from the text they come as. Each throws an `RfRefusal` that says what it takes. */

/** A whole number between two limits. */
export function wholeFrom(flag: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new RfRefusal(`${flag} takes a whole number from ${least} to ${most}, not "${text}"`);
}

/** `60s`, `10m` or plain seconds. Unit: ms. */
export function millisecondsFrom(flag: string, text: string): number {
  const [, digits = '0', unit = 's'] = /^(\d{1,5})(s|m)?$/.exec(text) ?? [];
  if (Number(digits) > 0) return Number(digits) * (unit === 'm' ? 60_000 : 1_000);
  throw new RfRefusal(`${flag} takes a time such as 60s or 10m, not "${text}"`);
}

/** How much faster than it was a recording is said: `1` or `max`. */
export function speedFrom(text: string): number {
  if (text === 'max') return Infinity;
  if (text === '1') return 1;
  throw new RfRefusal(`--speed takes 1 or max, not "${text}"`);
}

/** A radio id of two hexadecimal digits. */
export function idFrom(what: string, text: string): number {
  if (/^[0-9a-f]{2}$/i.test(text.trim())) return Number.parseInt(text, 16);
  throw new RfRefusal(`${what} takes two hexadecimal digits such as FE, not "${text}"`);
}

/** The id of whom a command asks, as it is written everywhere: `FE`. */
export function addressFrom(text: string): string {
  return hexByte(idFrom('The address', text));
}

/** An id that an outlet may be given. */
export function outletFrom(flag: string, text: string): OutletAddress {
  const parsed = OutletAddress.safeParse(text.toUpperCase());
  if (parsed.success) return parsed.data;
  throw new RfRefusal(
    `${flag} takes two hexadecimal digits from 03 to FE, not "${text}": 01 and 02 are sockets and masters`,
  );
}
