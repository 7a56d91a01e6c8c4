import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom, demoOutlets } from '@farmgate/virtual-farm';
import { VirtualGateway } from '../../gateway/src/testing/virtual-gateway.ts';
import type { Campaign } from './campaign.ts';

export interface RadioDayOptions {
  readonly nodes: number;
  readonly hours: number;
  readonly seed: number;
}

export interface RadioDayResult {
  readonly faults: readonly string[];
  /** The fewest and the most readings of one outlet, by their mean. */
  readonly fewest: number;
  readonly most: number;
  /** What the heap held after each hour, once it was swept. Unit: bytes. */
  readonly heap: readonly number[];
  readonly commands: number;
}

setFlagsFromString('--expose-gc');
const sweep: () => void = runInNewContext('gc');

/** No load here trips: an outlet that does is rightly asked more often. */
const lamp = { name: 'Lamp', currentMa: 600 };
const HOUR_MS = 3_600_000;
const LOSS = 0.02;
/** People of a farm switch something this often, together. Unit: ms. */
const COMMAND_EVERY_MS = 30_000;
/** So far may an outlet's share of the polls be from the mean. */
const FAIR = 0.1;
/** The second half of the day may hold this much more than the first; its first hours fill what is bounded. */
const GROWTH = 1.05;

/** A day of a farm: every outlet gets its share of the polls, no command is lost, and nothing grows. */
export function tryDay({ nodes, hours, seed }: RadioDayOptions): RadioDayResult {
  const ids = Array.from({ length: nodes }, (_, at) => 0xfe - at);
  const reads = new Map<string, number>();
  const gateway = new VirtualGateway({
    outlets: demoOutlets(ids).map((spec) => ({ ...spec, loads: { a: lamp, b: lamp } })),
    seed,
    loss: LOSS,
    onReading: ({ device, point }) => {
      if (point === 'link.roundTrip') reads.set(device, (reads.get(device) ?? 0) + 1);
    },
  });
  const random = seededRandom(seed);
  const asked: string[] = [];
  const heap: number[] = [];
  try {
    gateway.adoptAll();
    for (let hour = 0; hour < hours; hour++) {
      for (let at = 0; at < HOUR_MS; at += COMMAND_EVERY_MS) {
        // Whoever was switched is rightly asked more often for a minute: everybody is switched equally often.
        const node = ids[asked.length % ids.length] ?? 0xfe;
        const device = `outlet-${node.toString(16).padStart(2, '0')}`;
        asked.push(gateway.ask(device, random() < 0.5 ? 'relay.a' : 'relay.b', random() < 0.5).id);
        gateway.clock.advance(COMMAND_EVERY_MS);
      }
      heap.push(sweptHeap());
    }
    gateway.clock.advance(120_000);
    const counts = ids.map((id) => reads.get(`outlet-${id.toString(16).padStart(2, '0')}`) ?? 0);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const [fewest, most] = [Math.min(...counts) / mean, Math.max(...counts) / mean];
    return {
      faults: [...unfair(fewest, most), ...lost(gateway, asked), ...grown(heap)],
      fewest,
      most,
      heap,
      commands: asked.length,
    };
  } finally {
    gateway.close();
  }
}

function unfair(fewest: number, most: number): string[] {
  return fewest < 1 - FAIR || most > 1 + FAIR
    ? [`polls are not fair: from ${fewest.toFixed(2)} to ${most.toFixed(2)} of the mean`]
    : [];
}

function lost(gateway: VirtualGateway, asked: readonly string[]): string[] {
  return asked.flatMap((id) => {
    const command = gateway.find(id);
    const isOver = command?.state === 'confirmed' || command?.state === 'failed' || command?.owed;
    return isOver ? [] : [`command ${id} is ${command?.state ?? 'forgotten'}`];
  });
}

function grown(heap: readonly number[]): string[] {
  const middle = heap.length / 2;
  const first = heap[middle] ?? Infinity;
  const last = Math.max(...heap.slice(middle));
  return last > first * GROWTH ? [`memory grew from ${Math.round(first / 1e6)} to ${Math.round(last / 1e6)} MB`] : [];
}

function sweptHeap(): number {
  sweep();
  return process.memoryUsage().heapUsed;
}

/** 250 outlets for a day, which a version 1 radio has room for at the most. */
export const radioDay: Campaign = {
  name: 'radio-day',
  sentence:
    'a day of 250 outlets at 2 % loss: memory stays flat, no command is lost, each outlet gets its share of the polls within 10 %',
  cases: { short: 1, long: 10 },
  code: ['gateway/src/domain', 'gateway/src/store', 'rf-bridge/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const { faults } = tryDay({ nodes: 250, hours: 24, seed });
      if (faults.length > 0) throw new Error(faults.join('; '));
    },
    close: async () => {},
  }),
};
