import type { Truth } from '../truth.ts';

/** A truth as a sentence for somebody who watches; undefined for what comes too often to be told. */
export function tellTruth(truth: Truth): string | undefined {
  switch (truth.what) {
    case 'received':
    case 'energy':
    case 'water':
      return undefined;
    case 'contact':
      return `outlet ${idOf(truth.node)} socket ${truth.socket.toUpperCase()} is ${truth.closed ? 'fed' : 'not fed'} (${truth.cause})`;
    case 'motor':
      return `${truth.device} ${truth.turning ? 'turns' : 'stands'} (${truth.why})`;
    case 'burnt':
      return `${truth.device} has burnt`;
    case 'overflow':
      return `${truth.device} runs over`;
    case 'breaker':
      return `${truth.device} is ${truth.closed ? 'closed' : 'open'} (${truth.why})`;
    case 'grid':
      return truth.isOn
        ? `the grid is there, ${truth.volts.map((volt) => Math.round(volt)).join('/')} V`
        : 'the grid is gone';
    case 'fault':
      return `made: ${JSON.stringify(truth.fault)}`;
  }
}

function idOf(node: number): string {
  return node.toString(16).toUpperCase().padStart(2, '0');
}
