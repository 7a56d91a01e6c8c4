import type { Command } from 'commander';
import { addressFrom, millisecondsFrom, outletFrom, speedFrom, wholeFrom } from './flags.ts';
import { findLine, type RadioFlags, type RfSettings } from './find-line.ts';
import { pair } from './pair.ts';
import { ping } from './ping.ts';
import { replay } from './replay.ts';
import { RfRefusal } from './rf-line.ts';
import { scan } from './scan.ts';
import { Screen } from './screen.ts';
import { setUpRfSetup } from './setup.ts';
import { sniff } from './sniff.ts';
import { stats } from './stats.ts';
import { walk } from './walk.ts';
import { EXIT, type RfContext } from './work.ts';

/** How the commands learn of the gateway's settings, without knowing the gateway. */
export interface RfPlaces {
  /** Gives a command the flags by which the settings are found. */
  readonly withFlags: (command: Command) => Command;
  readonly settingsOf: (command: Command) => Promise<RfSettings>;
}

/** Whoever opens a port for its figures is to hear something first. Unit: ms. */
const STATS_AFTER_MS = 10_000;

/** `farmgate rf`: what an installer types at the antenna. */
export function setUpRf(rf: Command, places: RfPlaces): void {
  rf.description(
    'At the antenna: see, measure and set up the radio. Asks the bridge that runs here, or opens a port by --radio.\nEnds with 0 if all is well, 1 if the link says no, 2 on wrong use or without bridge and port.',
  );
  setUpSniff(rf.command('sniff'), places);
  setUpReplay(rf.command('replay'));
  setUpStats(rf.command('stats'), places);
  setUpPing(rf.command('ping'), places);
  setUpWalk(rf.command('walk'), places);
  setUpScan(rf.command('scan'), places);
  setUpPair(rf.command('pair'), places);
  setUpRfSetup(rf.command('setup').summary('set up an HC-12 within what your country permits'));
  rf.addHelpText(
    'after',
    `
Examples:
  farmgate rf stats                                   how good is each link
  farmgate rf walk FE --bell                          turn the antenna and listen
  farmgate rf sniff --radio serial:/dev/ttyUSB0       a second module, listening alone`,
  );
}

function setUpSniff(command: Command, places: RfPlaces): void {
  withRadio(command, places)
    .summary('say what passes on the air, live')
    .description('Says each frame as it passes: time, -> sent, <- heard, ?? not ours, who to whom. Ctrl-C ends it.')
    .option('--out <file>', 'record it too, as JSON lines for: farmgate rf replay')
    .option('--for <time>', 'end after 60s or 10m')
    .option('--raw', 'the bytes behind the words')
    .option('--json', 'a JSON object a line in place of words')
    .addHelpText('after', '\nExample:\n  farmgate rf sniff --out monday.jsonl --for 10m')
    .action((flags: RadioFlags & { out?: string; for?: string; raw?: boolean; json?: boolean }) =>
      atRadio(command, places, () => {
        const options = { out: flags.out, isRaw: flags.raw ?? false, isJson: flags.json ?? false };
        const forMs = flags.for === undefined ? undefined : millisecondsFrom('--for', flags.for);
        return { isSilent: true, forMs, run: (context) => sniff(context, options) };
      }),
    );
}

function setUpReplay(command: Command): void {
  command
    .argument('<file>', 'what sniff --out recorded')
    .summary('say a recording again, in the same words')
    .description('Says what was recorded by sniff in the same words. Needs no radio and sends nothing.')
    .option('--speed <speed>', '1: as it was, or max: at once', 'max')
    .option('--raw', 'the bytes behind the words')
    .option('--json', 'a JSON object a line in place of words')
    .addHelpText('after', '\nExample:\n  farmgate rf replay monday.jsonl --raw | grep FE')
    .action((file: string, flags: { speed: string; raw?: boolean; json?: boolean }) =>
      guarded(async (signal) => {
        const options = { speed: speedFrom(flags.speed), isRaw: flags.raw ?? false, isJson: flags.json ?? false };
        return replay(new Screen(process.stdout), file, options, signal);
      }),
    );
}

function setUpStats(command: Command, places: RfPlaces): void {
  withRadio(command, places)
    .summary('how good each link is')
    .description('Prints how the radio is and a line a node: its score from 0 to 10 over its last 50 polls, and why.')
    .option('--watch', 'anew every 2 s until Ctrl-C')
    .option('--json', 'a JSON object a line in place of words')
    .option('--nodes <hex,hex>', 'with --radio: whom to poll, for 10 s, before they are said')
    .addHelpText('after', '\nExample:\n  farmgate rf stats --watch')
    .action((flags: RadioFlags & { watch?: boolean; json?: boolean }) =>
      atRadio(command, places, () => {
        const afterMs = flags.radio === undefined || flags.control !== undefined ? 0 : STATS_AFTER_MS;
        const options = { isWatched: flags.watch ?? false, isJson: flags.json ?? false, afterMs };
        return { run: (context) => stats(context, options) };
      }),
    );
}

function setUpPing(command: Command, places: RfPlaces): void {
  withRadio(command, places)
    .argument('<address>', 'two hexadecimal digits, such as FE')
    .summary('does an outlet answer, and how fast')
    .description('Sends PINGs one after the other, none of them twice, and says how many were answered.')
    .option('--count <n>', 'how many', '10')
    .addHelpText('after', '\nExample:\n  farmgate rf ping FE --count 20')
    .action((text: string, flags: RadioFlags & { count: string }) =>
      atRadio(command, places, () => {
        const address = addressFrom(text);
        const count = wholeFrom('--count', flags.count, 1, 10_000);
        return { run: (context) => ping(context, address, count) };
      }),
    );
}

function setUpWalk(command: Command, places: RfPlaces): void {
  withRadio(command, places)
    .argument('<address>', 'two hexadecimal digits, such as FE')
    .summary('a PING twice a second while you walk')
    .description('Shows the last ten PINGs (# answered, . not), their share and the round trip while you move.')
    .option('--seconds <n>', 'how long', '120')
    .option('--bell', 'ring at each that is not answered')
    .addHelpText('after', '\nExample:\n  farmgate rf walk FE --seconds 300 --bell')
    .action((text: string, flags: RadioFlags & { seconds: string; bell?: boolean }) =>
      atRadio(command, places, () => {
        const address = addressFrom(text);
        const options = { seconds: wholeFrom('--seconds', flags.seconds, 5, 600), bell: flags.bell ?? false };
        return { run: (context) => walk(context, address, options) };
      }),
    );
}

function setUpScan(command: Command, places: RfPlaces): void {
  withRadio(command, places)
    .summary('who is there')
    .description('Asks every id twice and says who answers.')
    .addHelpText('after', '\nExample:\n  farmgate rf scan --radio serial:/dev/ttyUSB0 --master 01')
    .action(() => atRadio(command, places, () => ({ run: scan })));
}

function setUpPair(command: Command, places: RfPlaces): void {
  withRadio(command, places)
    .summary('give a factory-new outlet its id')
    .description(
      'Gives a factory-new outlet in config mode our master id, an id of its own and its overload threshold.',
    )
    .requiredOption('--id <hex>', 'the id it is to have, 03 to FE')
    .requiredOption('--threshold <mA>', 'the current above which it switches off, 100 to 30000')
    .option('--yes', 'it is in config mode already: do not wait for Enter')
    .addHelpText('after', '\nExample:\n  farmgate rf pair --id 1A --threshold 5000')
    .action((flags: RadioFlags & { id: string; threshold: string; yes?: boolean }) =>
      atRadio(command, places, () => {
        const address = outletFrom('--id', flags.id);
        const thresholdMa = wholeFrom('--threshold', flags.threshold, 100, 30_000);
        return { run: (context) => pair(context, { address, thresholdMa, isReady: flags.yes ?? false }) };
      }),
    );
}

/** The flags that say which radio is meant. */
function withRadio(command: Command, { withFlags }: RfPlaces): Command {
  return withFlags(command)
    .option('--bridge <id>', 'which bridge, where several run here')
    .option('--control <path>', 'its control socket, where it stands elsewhere')
    .option('--radio <address>', 'no bridge: open serial:/dev/ttyUSB0, tcp:host:port or unix:/path here')
    .option('--master <hex>', "with --radio: our id on the air; else the setting's");
}

/** A command whose flags were read. */
interface Prepared {
  readonly run: (context: RfContext) => Promise<number>;
  /** Only listens. */
  readonly isSilent?: boolean;
  /** It ends by itself after so long. Unit: ms. */
  readonly forMs?: number | undefined;
}

/** Runs a command with a line to its radio, which is closed whatever comes. What is wrong with its flags is told before one is looked for. */
function atRadio(command: Command, places: RfPlaces, prepare: () => Prepared): Promise<void> {
  return guarded(async (interrupted) => {
    const { run, isSilent = false, forMs } = prepare();
    const line = await findLine(command.opts<RadioFlags>(), () => places.settingsOf(command), { isSilent });
    const signal = forMs === undefined ? interrupted : AbortSignal.any([interrupted, AbortSignal.timeout(forMs)]);
    const close = () => void line.close();
    signal.addEventListener('abort', close);
    if (signal.aborted) close();
    try {
      return await run({ line, screen: new Screen(process.stdout), signal });
    } finally {
      await line.close();
    }
  });
}

/** Ctrl-C and a reader who has gone end a command in good order; a refusal is a sentence and 2. */
async function guarded(run: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  process.stdout.once('error', end);
  try {
    process.exitCode = await run(ending.signal);
  } catch (error) {
    if (!(error instanceof RfRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT.refused;
  }
}
