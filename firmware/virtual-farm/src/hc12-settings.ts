import { HC12_FU3, type AirTiming } from './air-timing.ts';

/** What a module keeps over power cuts. */
export interface ModuleSettings {
  /** Of its serial line. Unit: baud. */
  readonly baud: number;
  /** 1 to 100; 101 to 127 are taken and not warranted. */
  readonly channel: number;
  /** 1 to 8. */
  readonly power: number;
  /** The 3 of FU3. */
  readonly mode: number;
}

export const factorySettings: ModuleSettings = { baud: 9_600, channel: 1, power: 8, mode: 3 };

/** What P1 to P8 send with, by the manual. Unit: dBm. */
export const POWER_DBM = [-1, 2, 5, 8, 11, 14, 17, 20] as const;

/** In FU3 the speed of the serial line decides that of the air, by the manual. Unit: baud, then kb/s. */
const FU3_KBPS: ReadonlyMap<number, number> = new Map([
  [1_200, 5],
  [2_400, 5],
  [4_800, 15],
  [9_600, 15],
  [19_200, 58],
  [38_400, 58],
  [57_600, 236],
  [115_200, 236],
]);

/** A packet on the air: 6 bytes of preamble, 2 of synchronisation, 20 of length and payload, 1 more. Known at 15 kb/s, taken for all. */
const PACKET_BYTES_IN_AIR = 29;

/** What the power level sends with. Unit: dBm. */
export function powerDbm({ power }: ModuleSettings): number {
  return POWER_DBM[power - 1] ?? 0;
}

/** What a module so set takes; the overhead is the farm's, whatever the mode. */
export function timingOf({ baud, mode }: ModuleSettings, overheadMs = HC12_FU3.overheadMs): AirTiming {
  const airKbps = airKbpsOf(mode, baud);
  const packetMs = airKbps === HC12_FU3.airKbps ? HC12_FU3.packetMs : (PACKET_BYTES_IN_AIR * 8) / airKbps;
  return { ...HC12_FU3, byteMs: 10_000 / baud, packetMs, overheadMs, airKbps };
}

/** What one AT line changes, undefined for a line that changes nothing or is none. Modes bring the line to a speed they have. */
export function changeOf(line: string, settings: ModuleSettings): ModuleSettings | undefined {
  const [, name, digits = ''] = /^AT\+(B|C|P|FU)(\d{1,6})$/.exec(line) ?? [];
  const value = Number(digits);
  switch (name) {
    case 'B':
      return mayHaveBaud(settings.mode, value) ? { ...settings, baud: value } : undefined;
    case 'C':
      return digits.length === 3 && value >= 1 && value <= 127 ? { ...settings, channel: value } : undefined;
    case 'P':
      return value >= 1 && value <= 8 ? { ...settings, power: value } : undefined;
    case 'FU':
      return value >= 1 && value <= 4 ? { ...settings, mode: value, baud: baudIn(value, settings.baud) } : undefined;
    default:
      return undefined;
  }
}

/** What is answered to a question for settings, line by line; undefined for any other line. */
export function answerOf(line: string, settings: ModuleSettings): readonly string[] | undefined {
  const baud = `OK+B${settings.baud}`;
  const channel = `OK+RC${String(settings.channel).padStart(3, '0')}`;
  const dbm = powerDbm(settings);
  const power = `OK+RP:${dbm < 0 ? '-' : '+'}${String(Math.abs(dbm)).padStart(2, '0')}dBm`;
  const mode = `OK+FU${settings.mode}`;
  switch (line) {
    case 'AT':
      return ['OK'];
    case 'AT+RB':
      return [baud];
    case 'AT+RC':
      return [channel];
    case 'AT+RP':
      return [power];
    case 'AT+RF':
      return [mode];
    case 'AT+RX':
      return [baud, channel, power, mode];
    case 'AT+V':
      return ['www.hc01.com  HC-12_V2.4'];
    default:
      return undefined;
  }
}

function airKbpsOf(mode: number, baud: number): number {
  if (mode === 4) return 0.5;
  return mode === 3 ? (FU3_KBPS.get(baud) ?? HC12_FU3.airKbps) : 250;
}

function mayHaveBaud(mode: number, baud: number): boolean {
  return FU3_KBPS.has(baud) && baudIn(mode, baud) === baud;
}

/** FU2 has at most 4800 baud, FU4 1200 alone. */
function baudIn(mode: number, baud: number): number {
  if (mode === 4) return 1_200;
  return mode === 2 ? Math.min(baud, 4_800) : baud;
}
