import type { GridSettings, PointRef, PumpGroupSetup, PumpSetup } from '../../contract/index.ts';
import type { Village } from './demo-people.ts';

/** A pump of the demo, as an admin would set it up. */
export interface DemoPump {
  readonly village: Village;
  readonly setup: PumpSetup;
}

const big = { phases: 3, kw: 2.2, nominalV: 230, ratedMa: 4_918, flowLpm: 84 } as const;
const small = { phases: 3, kw: 1.5, nominalV: 230, ratedMa: 3_353, flowLpm: 66 } as const;
const transformer = 'Village 25 kVA';
const bigLoad = { transformer, runKva: 3.4, startKva: 20.4 };
const smallLoad = { transformer, runKva: 2.3, startKva: 13.9 };

/** In the order in which they are shown. */
export const demoPumps: readonly DemoPump[] = [
  {
    village: 'own',
    setup: { ...at('pump-1', 'North well'), group: 'canal', motor: big, supply: bigLoad, tank: levelOf('tank-1') },
  },
  {
    village: 'own',
    setup: { ...at('pump-2', 'Old well'), group: 'canal', motor: small, supply: smallLoad, tank: levelOf('tank-2') },
  },
  {
    village: 'own',
    setup: { ...at('pump-3', 'Mill pump'), group: 'fields', motor: small, supply: smallLoad, tank: levelOf('tank-3') },
  },
  {
    village: 'own',
    setup: {
      ...at('pump-4', 'Orchard pump'),
      group: 'fields',
      motor: small,
      supply: smallLoad,
      tank: levelOf('tank-3'),
      wiring: phasesOf('phases-4'),
    },
  },
  {
    village: 'lower',
    setup: { ...at('pump-5', 'River pump'), motor: small, tank: levelOf('tank-4'), wiring: phasesOf('phases-5') },
  },
];

/** All of the plant goes through it. */
export const mainMeter: PointRef = { device: 'meter-1', point: 'energy' };

/** One pump of each may run at a time. */
export const demoGroups: Readonly<Record<string, PumpGroupSetup>> = {
  canal: { name: 'Canal', maxRunning: 1, restS: 10 },
  fields: { name: 'Fields', maxRunning: 1, restS: 10 },
};

/** Sooner than is usual: whoever looks on shall see it go on. */
const goodS = 15;

/** What tells each village of its grid. */
export const demoGrids: Readonly<Record<Village, GridSettings>> = {
  own: { goodS, sources: [{ id: 'Main breaker', kind: 'sense', point: { device: 'breaker-1', point: 'grid' } }] },
  lower: {
    goodS,
    sources: [
      { id: 'Phase monitor', kind: 'meter', point: { device: 'phases-5', point: 'voltage.l2' }, nominalV: 230 },
    ],
  },
};

/** What stands in the lower village; all else is the owner's. */
export const lowerDevices: ReadonlySet<string> = new Set(['pump-5', 'phases-5', 'tank-4']);

function at(device: string, name: string): Pick<PumpSetup, 'device' | 'point' | 'name'> {
  return { device, point: 'relay', name };
}

function levelOf(device: string): PointRef {
  return { device, point: 'level' };
}

function phasesOf(device: string): Record<string, PointRef> {
  const phases = [1, 2, 3].flatMap((phase): [string, PointRef][] => [
    [`voltageL${phase}`, { device, point: `voltage.l${phase}` }],
    [`currentL${phase}`, { device, point: `current.l${phase}` }],
  ]);
  return Object.fromEntries([...phases, ['phaseOrder', { device, point: 'phase.order' }]]);
}
