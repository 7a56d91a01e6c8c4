// Ways to the air. To add one is to add a file and a line in `address.ts`.
export { RadioAddressError, baudOf, radioAt } from './address.ts';
export { KeptRadio, type KeptRadioEvents } from './kept-radio.ts';
export { type Pty, openPty } from './pty.ts';
export type { AdapterWire, Radio, RadioEvents, RadioLine } from './radio.ts';
export { serialRadio } from './serial-radio.ts';
export { adviseStableName } from './stable-name.ts';
export { tcpRadio, unixRadio } from './socket-radio.ts';
