import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { dutyLimitOf, DutyRefusal } from '../hc12/index.ts';
import { baudOf } from '../radios/address.ts';
import { idFrom } from './flags.ts';
import { RfRefusal, openControlLine, type RfLine } from './rf-line.ts';

/** Where bridges of this machine are asked, and how a port is to be used that no bridge has: as the gateway's settings say it. */
export interface RfSettings {
  /** Where a bridge of this id lets itself be asked. */
  readonly socketOf: (bridge: string) => string;
  /** How such a path ends. */
  readonly socketEnd: string;
  readonly bridge: string;
  /** Two hexadecimal digits. */
  readonly master: string;
  readonly nodes: readonly string[];
  readonly profile: string;
  /** Unit: %. */
  readonly dutyPercent: number | undefined;
}

/** Which radio a command is about, as its flags say it. */
export interface RadioFlags {
  readonly control?: string;
  readonly bridge?: string;
  readonly radio?: string;
  readonly master?: string;
  readonly nodes?: string;
}

/** The radio a command is about: the one named, or else that of the one bridge that runs here. */
export async function findLine(
  flags: RadioFlags,
  settings: () => Promise<RfSettings>,
  { isSilent = false } = {},
): Promise<RfLine> {
  if (flags.control !== undefined) return toBridge(flags.control);
  const known = await settings();
  if (flags.radio !== undefined) return ownRadio(flags.radio, flags, known, isSilent);
  if (flags.bridge !== undefined) return toBridge(known.socketOf(flags.bridge));
  return onlyBridge(known);
}

async function onlyBridge({ socketOf, socketEnd, bridge }: RfSettings): Promise<RfLine> {
  const folder = dirname(socketOf(bridge));
  const lines = new Map<string, RfLine>();
  let isForbidden = false;
  for (const name of namesIn(folder).filter((each) => each.endsWith(socketEnd)))
    try {
      lines.set(basename(name, socketEnd), await openControlLine(join(folder, name)));
    } catch (error) {
      // A socket that a killed bridge left behind is nobody's.
      isForbidden ||= codeOf(error) === 'EACCES';
    }
  const [only, ...others] = lines.values();
  if (only && others.length === 0) return only;
  for (const line of lines.values()) await line.close();
  if (isForbidden && !only) throw new RfRefusal(forbidden(folder));
  throw new RfRefusal(
    only
      ? `Several bridges run here: ${[...lines.keys()].join(', ')}. Say which: --bridge <id>`
      : `No bridge answers in ${folder}. Is the gateway running, with the same --data? Or open a radio here: --radio serial:/dev/serial0`,
  );
}

async function toBridge(path: string): Promise<RfLine> {
  try {
    return await openControlLine(path);
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw new RfRefusal(forbidden(path));
    throw new RfRefusal(
      `No bridge answers at ${path}. Is it running? Or open a radio here: --radio serial:/dev/serial0`,
    );
  }
}

async function ownRadio(
  radio: string,
  { master, nodes }: RadioFlags,
  known: RfSettings,
  isSilent: boolean,
): Promise<RfLine> {
  // Only here are serial ports and the link needed.
  const { openOwnLine } = await import('./own-line.ts');
  try {
    const duty = dutyLimitOf({ profile: known.profile, dutyPercent: known.dutyPercent, baud: baudOf(radio) });
    return await openOwnLine({
      radio,
      master: idFrom('--master', master ?? known.master),
      nodes: (nodes?.split(',') ?? known.nodes).map((node) => idFrom('--nodes', node)),
      duty,
      isSilent,
    });
  } catch (error) {
    if (error instanceof DutyRefusal) throw new RfRefusal(`${error.message} (settings bridge.profile and bridge.duty)`);
    throw error;
  }
}

function forbidden(place: string): string {
  return `${place} belongs to another user. Run this as the user of the gateway: sudo -u farmgate farmgate rf ...`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw new RfRefusal(forbidden(folder));
    return [];
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
