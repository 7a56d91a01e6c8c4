// What tests of a radio need: shipped, so that other folders' tests can use it.
export { type Pty, openPty } from '../radios/pty.ts';
export { ScriptedRadio } from './scripted-radio.ts';
