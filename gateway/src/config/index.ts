// Where the gateway's settings come from and what they may be.
export { LONGEST_SOCKET_PATH, RF_SOCKET_END, coreSocketPath, makeSocketFolder, rfSocketPath } from './core-socket.ts';
export { loadConfig, type LoadedConfig, type Sources } from './load.ts';
export { describeError, describeOrigin, type Origin, type SettingError } from './origin.ts';
export { allSettings, otherVariables, settings, type Config, type NamedSetting } from './settings.ts';
export { shownSettings, type ShownSetting } from './show.ts';
