import type { Command } from 'commander';
import { systemClock } from '@farmgate/gateway/clock';
import {
  checkSetup,
  findProfile,
  modes,
  ownProfile,
  profiles,
  setPinAt,
  setUpModule,
  strongestOf,
  type CountryProfile,
  type SetUpOptions,
  type WantedSetup,
} from '../hc12/index.ts';
import { adviseStableName, radioAt } from '../radios/index.ts';
import { outcomeText, profileText, settingsText, stepText } from './setup-text.ts';

/** As the command line gives them, all text. */
export interface RfSetupFlags {
  readonly radio?: string;
  readonly setPin: string;
  readonly profile: string;
  readonly channel: string;
  readonly power?: string;
  readonly mode: string;
  readonly baud: string;
  readonly duty?: string;
  readonly band?: string;
  readonly maxPowerMw?: string;
  readonly maxDuty?: string;
  readonly confirmLicence?: boolean;
  readonly check?: boolean;
  readonly list?: boolean;
}

/** A request that cannot be carried out as it is; the message says what to give instead. */
export class SetupRefusal extends Error {
  override readonly name = 'SetupRefusal';
}

const REFUSED = 2;
const FAILED = 1;

/** `farmgate rf setup`: reads, judges and writes an HC-12's settings. Ends with 0, with 1 where it failed, with 2 where it refused. */
export function setUpRfSetup(command: Command): void {
  command
    .description('Set up an HC-12 by its AT lines, within what your country permits, and read back what it took.')
    .option('--radio <address>', 'the module: serial:/dev/serial/by-id/... (that name stays, /dev/ttyUSB0 may not)')
    .option(
      '--set-pin <wire>',
      'what moves its SET pin: rts or dtr of the adapter, gpio:<n> of a Pi (by pinctrl), or hand: you ground it',
      'rts',
    )
    .option('--profile <id>', 'whose rule to keep: see --list; own: your licence, with the flags below', 'etsi')
    .option('--channel <n>', 'C001 is 433.4 MHz, each further one 0.4 MHz more', '1')
    .option('--power <n>', '1 to 8; the strongest the profile permits where nothing is said')
    .option('--mode <mode>', 'fu1, fu2, fu3 or fu4; all modules of a field have the same', 'fu3')
    .option('--baud <baud>', 'of its serial line; in FU3 it decides the speed in the air', '9600')
    .option('--duty <percent>', 'share of an hour you mean to send in, to be checked')
    .option('--check', 'only read and compare; nothing is written')
    .option('--list', 'show the profiles and where their rules are written')
    .option('--band <MHz-MHz>', 'own: the band of your licence, e.g. 433.05-434.79')
    .option('--max-power-mw <mW>', 'own: its power, e.r.p.')
    .option('--max-duty <percent>', 'own: its share of an hour; 100 where it sets none')
    .option('--confirm-licence', 'own: yes, I hold a licence that permits this')
    .addHelpText(
      'after',
      '\nExample:\n  farmgate rf setup --radio serial:/dev/ttyUSB0 --set-pin rts --profile etsi --channel 3 --power 4 --mode fu3',
    )
    .action(async (flags: RfSetupFlags) => {
      process.exitCode = await runRfSetup(flags, (line) => console.log(line));
    });
}

/** The same without a command line around it; `say` gets what people read. Answers the exit code. */
export async function runRfSetup(flags: RfSetupFlags, say: (line: string) => void): Promise<number> {
  if (flags.list) {
    for (const profile of profiles) say(profileText(profile));
    return 0;
  }
  try {
    return await setUp(flags, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return REFUSED;
  }
}

async function setUp(flags: RfSetupFlags, say: (line: string) => void): Promise<number> {
  const { radio, check: isCheck = false } = flags;
  const profile = profileFrom(flags);
  const wanted = wantedFrom(flags, profile);
  const refusals = checkSetup(profile, wanted);
  for (const refusal of refusals) say(refusal);
  if (refusals.length > 0) return REFUSED;
  if (radio === undefined) throw new SetupRefusal('Say where the module is: --radio serial:/dev/serial/by-id/...');
  const pin = setPinAt(flags.setPin);
  const advice = adviseStableName(radio);
  if (advice) say(`Warning: ${advice}`);
  say(`${isCheck ? 'Wanted' : 'Setting'}: ${settingsText(wanted)}; ${profile.name}`);
  const outcome = await setUpModule({
    ...linesOf(radio),
    clock: systemClock,
    pin,
    wanted,
    isCheck,
    onStep: (step) => say(stepText(step)),
  });
  say(outcomeText(outcome, wanted, pin, isCheck));
  if (outcome.kind === 'differs') for (const refusal of checkSetup(profile, outcome.settings)) say(`Now: ${refusal}`);
  const isAsWanted = outcome.kind === 'set' || outcome.kind === 'same';
  if (isAsWanted) say(dutyText(profile));
  return isAsWanted ? 0 : FAILED;
}

/** A serial line has any speed; a socket has the one its other end gave it. */
function linesOf(radio: string): Pick<SetUpOptions, 'radioAt' | 'bauds'> {
  const asGiven = radioAt(radio);
  if (!radio.startsWith('serial:')) return { radioAt: () => asGiven, bauds: [9_600] };
  const bare = radio.replace(/\?.*$/, '');
  return { radioAt: (baud: number) => radioAt(`${bare}?baud=${baud}`) };
}

function profileFrom({ profile: id, band, maxPowerMw, maxDuty, confirmLicence }: RfSetupFlags): CountryProfile {
  if (id !== 'own') {
    const profile = findProfile(id);
    if (profile) return profile;
    const ids = profiles.map((known) => known.id).join(', ');
    throw new SetupRefusal(`There is no profile "${id}": take ${ids} or own. --list shows them.`);
  }
  if (!confirmLicence)
    throw new SetupRefusal('A licence of your own is to be confirmed: add --confirm-licence if you hold one.');
  const [, from, to] = /^(\d{3}(?:\.\d{1,3})?)-(\d{3}(?:\.\d{1,3})?)$/.exec(band ?? '') ?? [];
  if (Number(from) >= Number(to) || to === undefined)
    throw new SetupRefusal('--band takes the band of your licence in MHz, such as 433.05-434.79');
  return ownProfile({
    bandsKHz: [[Math.round(Number(from) * 1_000), Math.round(Number(to) * 1_000)]],
    powerMw: numberFrom('--max-power-mw', maxPowerMw, 0.1, 10_000),
    dutyShare: numberFrom('--max-duty', maxDuty, 0.01, 100) / 100,
  });
}

function wantedFrom({ channel, power, mode, baud, duty }: RfSetupFlags, profile: CountryProfile): WantedSetup {
  const known = modes.find((name) => name === mode.toLowerCase());
  if (!known) throw new SetupRefusal(`--mode takes ${modes.join(', ')}, not "${mode}"`);
  return {
    channel: numberFrom('--channel', channel, 1, 127),
    power: power === undefined ? Math.max(1, strongestOf(profile)) : numberFrom('--power', power, 1, 8),
    mode: known,
    baud: numberFrom('--baud', baud, 1_200, 115_200),
    dutyShare: duty === undefined ? undefined : numberFrom('--duty', duty, 0.01, 100) / 100,
  };
}

function numberFrom(flag: string, text: string | undefined, least: number, most: number): number {
  const value = Number(text);
  if (text === undefined || text.trim() === '' || !(value >= least && value <= most))
    throw new SetupRefusal(`${flag} takes ${least} to ${most}, not "${text ?? 'nothing'}"`);
  return value;
}

function dutyText({ dutyShare }: CountryProfile): string {
  if (dutyShare >= 1) return 'The profile sets no share of an hour.';
  const percent = Number((dutyShare * 100).toPrecision(3));
  return `The module does not keep a share of an hour by itself: what sends through it must keep to ${percent} %, ${Math.round(dutyShare * 3_600)} s an hour.`;
}
