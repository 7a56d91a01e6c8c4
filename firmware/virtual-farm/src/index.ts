// The whole field without hardware.
export { Air, HC12_FU3, type AirTiming, type Station } from './air.ts';
export { demoOutlets, factoryNew } from './demo-field.ts';
export { VirtualFarm, type FarmOptions } from './farm.ts';
export { parseFault, parseFaultScript, type Fault, type TimedFault } from './faults.ts';
export type { Cause, Load } from './contact.ts';
export type { AirFault, DeviceFault, GridFault, OutletFault } from './fault.ts';
export { faultForms, type FaultForm } from './fault-table.ts';
export { Outlet, type OutletSpec } from './outlet.ts';
export { seededRandom } from './random.ts';
export { serveOnPty, serveOnSocket, type Served } from './serve.ts';
export { socketKey, TruthBook } from './truth-book.ts';
export { openTruthFile, type TruthFile } from './truth-file.ts';
export type { Truth, TruthLog } from './truth.ts';
export { VirtualClock } from './virtual-clock.ts';
