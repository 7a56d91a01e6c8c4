import type { Socket } from '@farmgate/rf-bridge/codec';
import type { DayPattern } from '../models/day-pattern.ts';
import type { GridSpec } from '../models/grid.ts';
import type { PumpSpec } from '../models/pump.ts';
import type { TankSpec } from '../models/tank.ts';
import type { WellSpec } from '../models/well.ts';

/** A tank of the farm, and the household that draws from it. */
export interface TankPlace {
  readonly spec: TankSpec;
  readonly startL: number;
  readonly litresPerDay: number;
  /** Share of the day's water in each hour. */
  readonly pattern: DayPattern;
}

/** A pump, where it stands between, and what switches it: a node of its own on the network, or the socket of an outlet. */
export interface PumpPlace {
  readonly spec: PumpSpec;
  readonly well: string;
  readonly tank: string;
  /** Its contactor welds at every so many openings, and comes loose by itself. */
  readonly contactor?: { readonly weldsEvery: number; readonly forMs: number };
  /** A phase of its cable has bad contact: gone for so long, every so often by the clock on the wall. */
  readonly badPhase?: { readonly everyMs: number; readonly forMs: number };
  readonly fedBy: 'node' | { readonly node: number; readonly socket: Socket };
}

/** A watcher of phases, in front of the contactor of a pump. */
export interface PhaseMonitorPlace {
  readonly pump: string;
}

/** What a farm is made of besides its outlets. Names are those of topics and faults: `pump-1`. */
export interface PlantSpec {
  readonly grid: GridSpec;
  readonly wells: Readonly<Record<string, WellSpec>>;
  readonly tanks: Readonly<Record<string, TankPlace>>;
  readonly pumps: Readonly<Record<string, PumpPlace>>;
  readonly phaseMonitors?: Readonly<Record<string, PhaseMonitorPlace>>;
  readonly breaker: { readonly name: string; readonly ratedA: number };
  readonly meter: { readonly name: string };
}

/** The names of all devices that sign in to a broker by themselves, each with its own secret. */
export function nodeNamesOf({ tanks, pumps, phaseMonitors = {}, breaker, meter }: PlantSpec): string[] {
  const ownNodes = Object.entries(pumps).filter(([, { fedBy }]) => fedBy === 'node');
  const watchers = [...Object.keys(tanks), ...Object.keys(phaseMonitors), meter.name, breaker.name];
  return [...ownNodes.map(([name]) => name), ...watchers];
}
