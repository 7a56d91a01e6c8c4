import { choice, decimal, list, path, text, wholeNumber, yesOrNo, type Setting } from './setting.ts';

const hexByte = /^[0-9a-f]{2}$/i;
/** 01 and 02 are sockets and controllers in version 1 frames, 00 and FF nobody's. */
const nodeAddress = /^(?!0[0-2]|ff)[0-9a-f]{2}$/i;
const nodeAddresses = 'node addresses from 03 to FE';
const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * Every setting of the gateway: file section, name, kind, range, default and a sentence. Schema, file reading, environment
 * (`FARMGATE_HTTP_PORT`), flags (`--http-port`), `--help` and `config show` are all made of this table.
 */
export const settings = {
  data: {
    dir: path({
      fallback: './data',
      shortFlag: 'data',
      sentence: 'Folder of the database and all else the gateway keeps.',
    }),
  },
  http: {
    port: wholeNumber({
      min: 0,
      max: 65_535,
      fallback: 8080,
      sentence: 'Port of the web page and the API; 0 takes a free one.',
    }),
    host: text({
      pattern: /^[0-9a-z.:%-]+$/i,
      allowed: 'an address of this machine such as 127.0.0.1, or :: for all of them',
      placeholder: '<address>',
      fallback: '::',
      sentence: 'Address to listen on; :: means every network this machine is in.',
    }),
    names: list({
      pattern: hostName,
      each: 'host names such as farm.example.org',
      max: 32,
      placeholder: '<names>',
      fallback: [],
      sentence: 'Further names browsers may call this gateway by, beside its own and its addresses.',
    }),
    maxConnections: wholeNumber({
      min: 32,
      max: 16_384,
      fallback: 1_024,
      sentence: 'Open connections in all; past it the oldest of who is not signed in goes.',
    }),
    maxConnectionsPerHost: wholeNumber({
      min: 4,
      max: 16_384,
      fallback: 64,
      sentence: 'Open connections of one address; more where many people share one, as behind a proxy.',
    }),
  },
  log: {
    level: choice({
      words: ['debug', 'info', 'warn', 'error'],
      fallback: 'info',
      sentence: 'The least important line to log.',
    }),
    format: choice({
      words: ['auto', 'json', 'plain'],
      fallback: 'auto',
      sentence: 'How log lines look; auto is plain at a terminal and json elsewhere.',
    }),
  },
  store: {
    commitIntervalS: wholeNumber({
      min: 1,
      max: 3_600,
      placeholder: '<seconds>',
      fallback: 60,
      sentence:
        'Seconds between writes of plain readings, and so what a power cut may take; longer spares the SD card.',
    }),
    rawDays: wholeNumber({
      min: 2,
      max: 3_660,
      placeholder: '<days>',
      fallback: 90,
      sentence: 'Days for which each reading is kept as it was.',
    }),
    quarterDays: wholeNumber({
      min: 2,
      max: 36_600,
      placeholder: '<days>',
      fallback: 730,
      sentence: 'Days for which quarters of an hour are kept; whole days are kept for ever.',
    }),
    historyMb: wholeNumber({
      min: 64,
      max: 1_000_000,
      placeholder: '<MB>',
      fallback: 4_096,
      sentence: 'Room that all history may take; the oldest readings go first.',
    }),
  },
  claim: {
    codeMinutes: wholeNumber({
      min: 5,
      max: 1_440,
      placeholder: '<minutes>',
      fallback: 60,
      sentence: 'Minutes the claim code of a new gateway is good for.',
    }),
  },
  core: {
    socket: path({
      fallback: '',
      fallbackText: 'in the runtime folder of this user',
      sentence: 'Unix socket of the broker that bridges of this machine connect to.',
    }),
  },
  bridge: {
    id: text({
      pattern: /^[a-z0-9](?:-?[a-z0-9]){0,47}$/,
      allowed: 'small letters, digits and single dashes, at most 48',
      placeholder: '<id>',
      fallback: 'bridge-1',
      sentence: 'Name of the radio bridge that `farmgate start` runs.',
    }),
    radio: text({
      pattern: /^(?:|serial:\/.+|unix:\/.+|tcp:.+:\d+)$/,
      allowed: 'serial:/dev/…, unix:/path or tcp:host:port, or nothing',
      placeholder: '<radio>',
      fallback: '',
      fallbackText: 'none',
      sentence: 'The radio of that bridge, such as serial:/dev/serial0; without one no bridge is started.',
    }),
    master: text({
      pattern: hexByte,
      allowed: 'two hexadecimal digits',
      placeholder: '<hex>',
      fallback: '02',
      sentence: 'Address the bridge speaks as; the nodes answer only to the master they were paired with.',
    }),
    nodes: list({
      pattern: nodeAddress,
      each: nodeAddresses,
      max: 250,
      placeholder: '<hex,hex>',
      fallback: [],
      sentence: 'Addresses of the radio nodes the bridge asks.',
    }),
    profile: choice({
      words: ['etsi', 'au', 'own'],
      fallback: 'etsi',
      sentence: 'Whose rule for the air the bridge keeps: Europe, Australia, or your own licence with bridge.duty.',
    }),
    duty: decimal({
      min: 0,
      max: 100,
      placeholder: '<percent>',
      fallback: 0,
      fallbackText: "the profile's",
      sentence: "Percent of an hour the bridge may send; 0 takes the profile's, and no more than that is permitted.",
    }),
  },
  nodes: {
    enabled: yesOrNo({
      fallback: true,
      sentence: 'Whether nodes of the network may sign in over MQTT; where not, they still may over HTTP.',
    }),
    host: text({
      pattern: /^[0-9a-z.:%-]*$/i,
      allowed: 'an address of this machine such as 192.168.1.5, or :: for all of them',
      placeholder: '<address>',
      fallback: '',
      fallbackText: 'as http.host',
      sentence: 'Address to take nodes in at.',
    }),
    tlsPort: wholeNumber({
      min: 0,
      max: 65_535,
      fallback: 8883,
      sentence: 'Port of MQTT over TLS for nodes; 0 takes a free one.',
    }),
    plain: yesOrNo({
      fallback: false,
      sentence:
        'Whether nodes may speak MQTT without encryption too, as Tasmota plugs and small boards must: whoever is on the network can read their secrets.',
    }),
    plainPort: wholeNumber({
      min: 0,
      max: 65_535,
      fallback: 1883,
      sentence: 'Port of MQTT without encryption, where nodes.plain allows it; 0 takes a free one.',
    }),
    memoryMb: wholeNumber({
      min: 96,
      max: 1_024,
      placeholder: '<MB>',
      fallback: 160,
      sentence: 'Memory the broker for nodes may take; past it, it is started again.',
    }),
  },
  discovery: {
    enabled: yesOrNo({
      fallback: true,
      sentence: 'Whether the gateway tells the network of itself and looks for plugs there (mDNS).',
    }),
  },
  demo: {
    outlets: list({
      pattern: nodeAddress,
      each: nodeAddresses,
      max: 32,
      placeholder: '<hex,hex>',
      fallback: ['fe', '10', '11', '12'],
      sentence: 'Addresses of the simulated outlets of `--demo`.',
    }),
    seed: wholeNumber({
      min: 0,
      max: 2_147_483_647,
      fallback: 1,
      sentence: 'What chance in the simulated farm starts from: the same seed, the same farm.',
    }),
    life: yesOrNo({
      fallback: true,
      sentence: 'Whether simulated people use the pumps of `--demo`, and its power fails now and then.',
    }),
    pastDays: wholeNumber({
      min: 0,
      max: 3_660,
      placeholder: '<days>',
      fallback: 0,
      sentence: 'Days of history that the devices of `--demo` are given, so that their charts are not empty.',
    }),
  },
} satisfies Record<string, Record<string, Setting<unknown>>>;

/** The value of every setting, by section and name. */
export type Config = {
  readonly [S in keyof typeof settings]: {
    readonly [N in keyof (typeof settings)[S]]: (typeof settings)[S][N] extends Setting<infer Value> ? Value : never;
  };
};

/** One row of the table with the names it goes by. */
export interface NamedSetting {
  readonly section: string;
  readonly name: string;
  /** `http.port` */
  readonly key: string;
  /** `FARMGATE_HTTP_PORT` */
  readonly variable: string;
  /** `http-port`, without its dashes in front. */
  readonly flag: string;
  readonly setting: Setting<unknown>;
}

/** The table as a list, in its order. */
export const allSettings: readonly NamedSetting[] = Object.entries(settings).flatMap(([section, names]) =>
  Object.entries<Setting<unknown>>(names).map(([name, setting]) => namedSetting(section, name, setting)),
);

/** Variables that begin like settings and are none. */
export const otherVariables: Readonly<Record<string, string>> = {
  FARMGATE_CONFIG: 'The settings file, as --config.',
  FARMGATE_DEBUG: 'Set to 1, errors come with their stack.',
};

function namedSetting(section: string, name: string, setting: Setting<unknown>): NamedSetting {
  const words = `${section}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const variable = `FARMGATE_${words.replaceAll('-', '_').toUpperCase()}`;
  return { section, name, key: `${section}.${name}`, variable, flag: words, setting };
}
