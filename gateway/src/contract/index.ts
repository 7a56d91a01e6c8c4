// What crosses a border. Schemas and types only: pure and browser-safe.
export * from './alerts.ts';
export type * from './clock.ts';
export * from './commands.ts';
export * from './device-types.ts';
export * from './devices.ts';
export * from './gateway.ts';
export * from './health.ts';
export * from './ids.ts';
export * from './live.ts';
export * from './messages.ts';
export * from './net.ts';
export * from './nodes.ts';
export * from './people.ts';
export * from './points.ts';
export * from './problems.ts';
export * from './radio.ts';
export * from './safety.ts';
export * from './topics.ts';
