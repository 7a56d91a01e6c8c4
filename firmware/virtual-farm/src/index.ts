// The whole field without hardware.
export { Air, type AirCounts, type Station, type Tuning } from './air.ts';
export type { Burst } from './air-damage.ts';
export { HC12_FU3, oneWayMs, type AirTiming } from './air-timing.ts';
export { demoOutlets } from './demo-field.ts';
export { VirtualFarm, type Attachment, type FarmOptions } from './farm.ts';
export { Hc12Module, type ModuleParts } from './hc12-module.ts';
export { factorySettings, timingOf, type ModuleSettings } from './hc12-settings.ts';
export { parseFault, parseFaultScript, type Fault, type TimedFault } from './faults.ts';
export type { Cause, Load } from './contact.ts';
export { Outlet, type OutletFault, type OutletSpec } from './outlet.ts';
export { seededRandom } from './random.ts';
export { serveOnPty, serveOnSocket, serveOnTcp, type Attachable, type Served } from './serve.ts';
export { serveSetPin } from './serve-set-pin.ts';
export type { Truth, TruthLog } from './truth.ts';
export { VirtualClock } from './virtual-clock.ts';
