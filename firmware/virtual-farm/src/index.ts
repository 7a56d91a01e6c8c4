// The whole field without hardware.
export { Air, type AirCounts, type Station, type Tuning } from './air.ts';
export type { Burst } from './air-damage.ts';
export { HC12_FU3, oneWayMs, type AirTiming } from './air-timing.ts';
export { demoOutlets } from './demo-field.ts';
export { VirtualFarm, type Attachment, type FarmOptions } from './farm.ts';
export { parseFault, parseFaultScript, type Fault, type TimedFault } from './faults.ts';
export type { Cause, Load } from './contact.ts';
export { Outlet, type OutletFault, type OutletSpec } from './outlet.ts';
export { seededRandom } from './random.ts';
export { serveOnPty, serveOnSocket, serveOnTcp, type Attachable, type Served } from './serve.ts';
export type { Truth, TruthLog } from './truth.ts';
export { VirtualClock } from './virtual-clock.ts';
