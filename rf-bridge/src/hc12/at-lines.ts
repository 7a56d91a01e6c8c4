import { modes, POWER_DBM, type Hc12Settings } from './settings.ts';

/** Asks for everything at once. */
export const READ_ALL = 'AT+RX';

const names = ['channel', 'power', 'mode', 'baud'] as const;

/** Settings as far as an answer tells them. Modules of different age write them in different order and with or without the R. */
export function parseSettings(text: string): Partial<Hc12Settings> {
  const baud = /OK\+R?B(\d+)/.exec(text)?.[1];
  const channel = /OK\+R?C(\d{3})/.exec(text)?.[1];
  const dbm = /OK\+R?P:?([+-]?\d+)dBm/i.exec(text)?.[1];
  const mode = modes[Number(/OK\+R?FU(\d)/.exec(text)?.[1]) - 1];
  const power = dbm === undefined ? 0 : POWER_DBM.indexOf(Number(dbm)) + 1;
  return {
    ...(baud === undefined ? {} : { baud: Number(baud) }),
    ...(channel === undefined ? {} : { channel: Number(channel) }),
    ...(power === 0 ? {} : { power }),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** Whether nothing is missing. */
export function isWhole(settings: Partial<Hc12Settings>): settings is Hc12Settings {
  return names.every((name) => settings[name] !== undefined);
}

/** What differs, by name. */
export function differences(one: Partial<Hc12Settings>, other: Partial<Hc12Settings>): (keyof Hc12Settings)[] {
  return names.filter((name) => one[name] !== other[name]);
}

/** The lines that bring a module from one to the other. The mode goes first: it may change the speed by itself. */
export function linesFor(from: Hc12Settings, to: Hc12Settings): string[] {
  const differing = differences(from, to);
  const isBaudAsked = differing.includes('baud') || differing.includes('mode');
  return [
    ...(differing.includes('mode') ? [`AT+${to.mode.toUpperCase()}`] : []),
    // FU4 has one speed and takes it by itself.
    ...(isBaudAsked && to.mode !== 'fu4' ? [`AT+B${to.baud}`] : []),
    ...(differing.includes('channel') ? [`AT+C${String(to.channel).padStart(3, '0')}`] : []),
    ...(differing.includes('power') ? [`AT+P${to.power}`] : []),
  ];
}

/** The same for whoever types them by hand, whatever the module is set to. */
export function linesToType(to: Hc12Settings): string[] {
  const channel = String(to.channel).padStart(3, '0');
  return [`AT+${to.mode.toUpperCase()}`, `AT+B${to.baud}`, `AT+C${channel}`, `AT+P${to.power}`, READ_ALL];
}
