// The radio bridge as a library; `main.ts` is the program.
export { Bridge, deviceOf, nodeIdFrom, type BridgeLog, type BridgeOptions } from './bridge.ts';
export { Link, type LinkCounts, type LinkEvents, type LinkOptions } from './link/link.ts';
export type { Change, Order } from './link/orders.ts';
export { Scheduler, type SchedulerOptions, type Step } from './link/scheduler.ts';
export { defaultTiming, TRIES, type Timing } from './link/timing.ts';
export { brokerAt, type BrokerAddress } from './mqtt/broker-client.ts';
export { radioAt } from './radios/index.ts';
