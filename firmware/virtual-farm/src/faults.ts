import type { Socket } from '@farmgate/rf-bridge/codec';
import type { OutletFault } from './outlet.ts';

/** Something that goes wrong on the farm: at a node, or on the air. */
export type Fault =
  | { readonly node: number; readonly fault: OutletFault | { readonly kind: 'repair' } }
  | {
      readonly air:
        | { readonly kind: 'loss' | 'byte-loss'; readonly share: number }
        | { readonly kind: 'noise'; readonly bytes: number };
    }
  | { readonly air: { readonly kind: 'foreign-master'; readonly node: number } };

/** A fault and when it comes, in ms after the start. */
export interface TimedFault {
  readonly afterMs: number;
  readonly fault: Fault;
}

const forms =
  'fe:dead@10s, fe:lying-ack, fe:power-cut, fe:repair@60s, fe.a:stuck-on, fe.a:tripped, fe.a:load=14500, air:loss=0.1, air:byte-loss=0.05, air:noise=200, air:foreign-master=fe';

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
  const [, kind, value = ''] = /^air:(loss|byte-loss|noise|foreign-master)=([0-9a-f.]+)$/.exec(what) ?? [];
  switch (kind) {
    case 'loss':
    case 'byte-loss':
      return Number(value) >= 0 && Number(value) <= 1 ? { air: { kind, share: Number(value) } } : undefined;
    case 'noise':
      return /^\d{1,6}$/.test(value) ? { air: { kind, bytes: Number(value) } } : undefined;
    case 'foreign-master':
      return /^[0-9a-f]{2}$/.test(value) ? { air: { kind, node: Number.parseInt(value, 16) } } : undefined;
    default:
      return undefined;
  }
}

function parseNode(what: string): Fault | undefined {
  const [, id = '', socket, kind, value] = /^([0-9a-f]{2})(?:\.([ab]))?:([a-z-]+)(?:=(\d{1,5}))?$/.exec(what) ?? [];
  const fault = socket === 'a' || socket === 'b' ? socketFault(socket, kind, value) : nodeFault(kind);
  return fault && { node: Number.parseInt(id, 16), fault };
}

function nodeFault(kind: string | undefined): OutletFault | { readonly kind: 'repair' } | undefined {
  switch (kind) {
    case 'dead':
    case 'lying-ack':
    case 'power-cut':
    case 'repair':
      return { kind };
    default:
      return undefined;
  }
}

function socketFault(socket: Socket, kind: string | undefined, value: string | undefined): OutletFault | undefined {
  if (kind === 'load' && value !== undefined) return { kind, socket, currentMa: Number(value) };
  return kind === 'stuck-on' || kind === 'tripped' ? { kind, socket } : undefined;
}
