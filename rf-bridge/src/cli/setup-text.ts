import {
  channelKHz,
  linesToType,
  powerMw,
  type CountryProfile,
  type Hc12Settings,
  type SetPin,
  type SetUpOutcome,
  type SetUpStep,
} from '../hc12/index.ts';

/** Settings as people read them. */
export function settingsText({ channel, power, mode, baud }: Hc12Settings): string {
  const frequency = `${(channelKHz(channel) / 1_000).toFixed(1)} MHz`;
  return `channel ${channel} (${frequency}), power ${power} (${milliwatts(powerMw(power))}), ${mode.toUpperCase()}, ${baud} baud`;
}

/** A profile with where its rule is written, for `--list`. */
export function profileText({ id, name, bandsKHz, powerMw: most, dutyShare, note, sources }: CountryProfile): string {
  const bands = bandsKHz.map(([from, to]) => `${from / 1_000} to ${to / 1_000} MHz`).join(', ');
  return [
    `${id}: ${name}`,
    `  ${bands}; ${milliwatts(most)} e.r.p.; ${percent(dutyShare)} of an hour`,
    `  ${note}`,
    ...sources.map(({ document, clause, says }) => `  - ${document}, ${clause}: ${says}`),
  ].join('\n');
}

/** A step as it happens. */
export function stepText(step: SetUpStep): string {
  switch (step.step) {
    case 'try':
      return step.isHeard ? `  It answers at ${step.baud} baud` : `  No answer at ${step.baud} baud`;
    case 'read':
      return `  It is set to ${settingsText(step.settings)}`;
    case 'write':
      return `  ${step.line} -> ${step.isTaken ? step.answer : `refused: ${step.answer || 'no answer'}`}`;
    case 'read-back':
      return `  Read back: ${settingsText(step.settings)}`;
  }
}

/** How it ended, and what to do where it did not end well. */
export function outcomeText(outcome: SetUpOutcome, wanted: Hc12Settings, pin: SetPin, isCheck: boolean): string {
  switch (outcome.kind) {
    case 'set':
      return `The module is set: ${settingsText(outcome.after)}.${baudText(outcome.after)}${letGo(pin)}`;
    case 'same':
      return `The module is as wanted: ${settingsText(outcome.settings)}.${baudText(outcome.settings)}${letGo(pin)}`;
    case 'differs':
      return isCheck
        ? `The module differs from what is wanted in ${outcome.in.join(', ')}: it is set to ${settingsText(outcome.settings)}. Run this again without --check to set it.`
        : `The module said yes and is not set: its ${outcome.in.join(', ')} read back as ${settingsText(outcome.settings)}. Switch its power off and on and try again; if it stays so, replace it.`;
    case 'refused':
      return `The module refused ${outcome.line} (${outcome.answer || 'no answer'}); what came before it may be set. Its firmware may lack it: ask it with AT+V.`;
    case 'unreadable':
      return `The module answers, and its settings cannot be read: ${JSON.stringify(outcome.answer)}. It may be no HC-12.`;
    case 'silent':
      return silentText(wanted, pin);
    case 'no-pin':
      return outcome.reason;
    case 'no-port':
      return `The radio cannot be used: ${outcome.reason}. Is it plugged in, and has the bridge let it go?`;
  }
}

/** What to do by hand with a module that does not answer. */
function silentText(wanted: Hc12Settings, pin: SetPin): string {
  return [
    `The module does not answer at any speed. SET was ${pin.name === 'hand' ? 'left to you' : `moved by ${pin.name}`}. By hand:`,
    '  1. Take power from the module. Connect its pin 5, SET, to ground; RXD goes to TX, TXD to RX, GND to GND.',
    '  2. Give it power, 3.2 to 5.5 V, and wait a second: it now takes AT lines at 9600 baud, whatever it is set to.',
    '  3. Run this again with --set-pin hand, or open the port at 9600 baud, 8N1, and type, each with Enter:',
    ...linesToType(wanted).map((line) => `       ${line}`),
    '     Each is answered with OK and what was set.',
    '  4. Take SET from ground again and wait a second.',
  ].join('\n');
}

function baudText({ baud }: Hc12Settings): string {
  return baud === 9_600 ? '' : ` Its line has ${baud} baud: add ?baud=${baud} to the radio's address.`;
}

function letGo({ name }: SetPin): string {
  return name === 'hand' ? ' Take SET from ground now and wait a second.' : '';
}

function milliwatts(mw: number): string {
  return `${Number(mw.toPrecision(3))} mW`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
