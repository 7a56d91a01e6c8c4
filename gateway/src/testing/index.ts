export { FakeClock } from './fake-clock.ts';
export { testKeyPair } from './net-key.ts';
