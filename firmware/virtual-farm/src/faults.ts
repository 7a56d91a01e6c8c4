import type { Socket } from '@farmgate/rf-bridge/codec';
import type { OutletFault } from './outlet.ts';

/** Something that goes wrong on the farm: at a node, or on the air. */
export type Fault =
  | { readonly node: number; readonly fault: OutletFault | { readonly kind: 'repair' } }
  | {
      readonly air:
        { readonly kind: 'loss'; readonly share: number } | { readonly kind: 'noise'; readonly bytes: number };
    }
  | { readonly air: { readonly kind: 'foreign-master'; readonly node: number } };

/** A fault and when it comes, in ms after the start. */
export interface TimedFault {
  readonly afterMs: number;
  readonly fault: Fault;
}

const forms =
  'fe:dead@10s, fe:lying-ack, fe:power-cut, fe:repair@60s, fe.a:stuck-on, fe.a:tripped, air:loss=0.1, air:noise=200, air:foreign-master=fe';

/** One fault as it is typed: `fe:dead@10s`. Throws a sentence with the forms there are. */
export function parseFault(text: string): TimedFault {
  const [, what = '', at = '0'] = /^(.+?)(?:@(\d+(?:\.\d+)?)s)?$/.exec(text.trim()) ?? [];
  const fault = parseAir(what) ?? parseNode(what);
  if (!fault) throw new Error(`"${text}" is no fault. Write one such as: ${forms}`);
  return { afterMs: Number(at) * 1000, fault };
}

/** One fault a line; empty lines and lines that begin with # are passed over. */
export function parseFaultScript(text: string): TimedFault[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseFault);
}

function parseAir(what: string): Fault | undefined {
  const [, kind, value = ''] = /^air:(loss|noise|foreign-master)=([0-9a-f.]+)$/.exec(what) ?? [];
  if (kind === 'loss' && Number(value) >= 0 && Number(value) <= 1) return { air: { kind, share: Number(value) } };
  if (kind === 'noise' && /^\d{1,6}$/.test(value)) return { air: { kind, bytes: Number(value) } };
  if (kind === 'foreign-master' && /^[0-9a-f]{2}$/.test(value))
    return { air: { kind, node: Number.parseInt(value, 16) } };
  return undefined;
}

function parseNode(what: string): Fault | undefined {
  const [, id, socket, kind] = /^([0-9a-f]{2})(?:\.([ab]))?:([a-z-]+)$/.exec(what) ?? [];
  if (id === undefined || kind === undefined) return undefined;
  const node = Number.parseInt(id, 16);
  if (socket === undefined)
    return kind === 'dead' || kind === 'lying-ack' || kind === 'power-cut' || kind === 'repair'
      ? { node, fault: { kind } }
      : undefined;
  return kind === 'stuck-on' || kind === 'tripped' ? { node, fault: { kind, socket: socket as Socket } } : undefined;
}
