import type { Socket } from '@farmgate/rf-bridge/codec';

/** Something a person does to a load. */
export interface Deed {
  readonly afterMs: number;
  readonly on: boolean;
  readonly what:
    | { readonly node: number; readonly socket: Socket }
    | { readonly device: string }
    /** Socket A of every outlet. */
    | 'all';
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** One deed as it is written: `fe.a=on@10s`. Throws a sentence with the forms there are. */
export function parseDeed(text: string): Deed {
  const [, at = '', word, time = ''] = /^([^=]+)=(on|off)@(.+)$/.exec(text) ?? [];
  const what = targetFrom(at);
  if (!what) throw new Error(`"${text}" is no deed. Write one such as fe.a=on@10s, pump-1=off@2h or all=on@1m.`);
  return { afterMs: parseDuration(time), on: word === 'on', what };
}

/** `90s`, `10m` or `24h` in ms. Throws a sentence. */
export function parseDuration(text: string): number {
  const [, value, unit = ''] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  if (value === undefined) throw new Error(`"${text}" is no time. Write one such as 90s, 10m or 24h.`);
  return Number(value) * (UNIT_MS[unit] ?? 0);
}

function targetFrom(text: string): Deed['what'] | undefined {
  if (text === 'all') return 'all';
  const [, id, letter] = /^([0-9a-f]{2})\.([ab])$/.exec(text) ?? [];
  if (id !== undefined && (letter === 'a' || letter === 'b')) return { node: Number.parseInt(id, 16), socket: letter };
  return /^[a-z][a-z0-9]*-[a-z0-9-]+$/.test(text) ? { device: text } : undefined;
}
