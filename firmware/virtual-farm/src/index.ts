// The whole field without hardware.
export { Air, HC12_FU3, type AirTiming, type Station } from './air.ts';
export { demoOutlets } from './demo-field.ts';
export { VirtualFarm, type FarmOptions } from './farm.ts';
export { parseFault, parseFaultScript, type Fault, type TimedFault } from './faults.ts';
export type { Cause, Load } from './contact.ts';
export { Outlet, type OutletFault, type OutletSpec } from './outlet.ts';
export { seededRandom } from './random.ts';
export { serveOnPty, serveOnSocket, type Served } from './serve.ts';
export type { Truth, TruthLog } from './truth.ts';
export { VirtualClock } from './virtual-clock.ts';
