// The control line of a bridge: what people at the machine ask of it and see of its air.
export { ControlError, ControlServer } from './control-server.ts';
export { ControlDesk, type ControlledRadio } from './desk.ts';
export { LineCutter } from './line-cutter.ts';
export {
  ControlAsk,
  ControlSaid,
  TapLine,
  type NodeStats,
  type RadioStats,
  type TapFrame,
  type TapStart,
} from './messages.ts';
