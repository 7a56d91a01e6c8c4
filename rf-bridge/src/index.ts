// The radio bridge as a library; `main.ts` is the program.
export { Bridge, type BridgeOptions } from './bridge.ts';
export { BridgeCore, deviceOf, nodeIdFrom, type BridgeCoreOptions, type BridgeLog, type Wire } from './bridge-core.ts';
export { brokerAt, type OpenBroker } from './broker/index.ts';
export { ControlSaid, ControlServer, LineCutter, type ControlledRadio } from './control/index.ts';
export { defaultDuty, DutyBudget, type AirUse, type DutyLimit } from './link/duty.ts';
export type { Finding } from './link/air-watch.ts';
export { Link, type LinkCounts, type LinkEvents, type LinkOptions } from './link/link.ts';
export type { Change, Order } from './link/orders.ts';
export { Scheduler, type SchedulerOptions, type Step } from './link/scheduler.ts';
export { defaultTiming, TRIES, type Timing } from './link/timing.ts';
export { radioAt } from './radios/index.ts';
