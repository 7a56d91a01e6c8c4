import type { Socket } from '@farmgate/rf-bridge/codec';
import { demoOutlets } from '../demo-field.ts';
import type { ApplianceSpec } from '../models/appliance.ts';
import { heat, night } from '../models/day-pattern.ts';
import type { OutletSpec } from '../outlet.ts';
import { LiveLoad } from './live-load.ts';

/** 80 L that lose 1.4 K an hour and are drawn from. */
const waterHeater: ApplianceSpec = {
  name: 'Water heater',
  watts: 1_100,
  powerFactor: 1,
  nature: 'heater',
  kind: 'thermostat',
  worksFrom: 55,
  worksUntil: 65,
  perMinute: 0.2,
  around: 25,
  lossPerMinute: 0.001,
};
/** Of one milking; it stays warm for three hours and is cooled for two. */
const milkCooler: ApplianceSpec = {
  name: 'Milk cooler',
  watts: 390,
  powerFactor: 0.8,
  nature: 'motor',
  kind: 'thermostat',
  worksFrom: 5,
  worksUntil: 3,
  perMinute: -0.25,
  around: 28,
  lossPerMinute: 0.004,
};
const fridge: ApplianceSpec = {
  ...milkCooler,
  name: 'Fridge',
  watts: 120,
  worksFrom: 7,
  worksUntil: 4,
};
const yardLight: ApplianceSpec = {
  name: 'Yard light',
  watts: 103,
  powerFactor: 1,
  nature: 'heater',
  kind: 'pattern',
  pattern: night,
};
const fan: ApplianceSpec = {
  name: 'Fan',
  watts: 60,
  powerFactor: 0.85,
  nature: 'motor',
  kind: 'pattern',
  pattern: heat,
};
const lamp: ApplianceSpec = { ...yardLight, name: 'Lamp', watts: 138 };

/** What lives in the demo's sockets; the others keep what they have. */
const lively: Readonly<Record<number, Partial<Record<Socket, ApplianceSpec>>>> = {
  0xfe: { a: waterHeater, b: yardLight },
  0x10: { a: fan },
  0x11: { b: milkCooler },
};

/** The demo's outlets with loads that live by the day; of those the demo does not know every other has a fridge on B. */
export function livelyOutlets(ids: readonly number[], master?: number): OutletSpec[] {
  return demoOutlets(ids, master).map((spec, index) => {
    const isKnown = spec.id in lively || spec.id === 0x12;
    const live = lively[spec.id] ?? (isKnown ? {} : { a: lamp, ...(index % 2 === 0 ? { b: fridge } : {}) });
    return {
      ...spec,
      loads: {
        a: live.a ? new LiveLoad(live.a) : spec.loads.a,
        b: live.b ? new LiveLoad(live.b) : spec.loads.b,
      },
    };
  });
}
