import type { Socket } from '@farmgate/rf-bridge/codec';
import type { Load } from './contact.ts';
import type { OutletSpec } from './outlet.ts';

const MASTER = 0x02;
const THRESHOLD_MA = 10_000;

/** What hangs where in the demo: plain loads, an empty socket, and a blocked grinder that trips. */
const loads: Readonly<Record<number, Readonly<Record<Socket, Load>>>> = {
  0xfe: { a: { name: 'Water heater', currentMa: 4_800 }, b: { name: 'Yard light', currentMa: 450 } },
  0x10: { a: { name: 'Fan', currentMa: 310 }, b: { name: 'nothing', currentMa: 0 } },
  0x11: { a: { name: 'Feed grinder', currentMa: 14_500 }, b: { name: 'Milk cooler', currentMa: 2_100 } },
  0x12: { a: { name: 'Electric fence', currentMa: 160 }, b: { name: 'Brooder lamp', currentMa: 1_150 } },
};

/** Outlets with these ids; those the demo does not know have a lamp on A and nothing on B. */
export function demoOutlets(ids: readonly number[], master = MASTER): OutletSpec[] {
  return ids.map((id) => ({
    id,
    master,
    loads: loads[id] ?? { a: { name: 'Lamp', currentMa: 600 }, b: { name: 'nothing', currentMa: 0 } },
    thresholdMa: THRESHOLD_MA,
    wiring: 'nc',
  }));
}

/** An outlet as it comes out of its box: id 01, master 01, no threshold set. Its button lets it be given others. */
export const factoryNew: OutletSpec = {
  id: 0x01,
  master: 0x01,
  loads: { a: { name: 'nothing', currentMa: 0 }, b: { name: 'nothing', currentMa: 0 } },
  thresholdMa: 0xffff,
  wiring: 'nc',
};
