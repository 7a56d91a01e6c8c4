import { readFileSync } from 'node:fs';
import { systemClock } from '@farmgate/gateway/clock';
import { startHeart } from '@farmgate/gateway/heartbeat';
import { onEnd } from '@farmgate/gateway/process-end';
import { demoOutlets, factoryNew } from '../demo-field.ts';
import { VirtualFarm } from '../farm.ts';
import type { Fault, TimedFault } from '../fault.ts';
import { parseFault, parseFaultScript } from '../faults.ts';
import { parseRota } from '../models/grid.ts';
import { demoNodeNames, demoPlant } from '../plant/demo-plant.ts';
import { livelyOutlets } from '../plant/lively-field.ts';
import type { PlantSpec } from '../plant/plant-spec.ts';
import type { OutletSpec } from '../outlet.ts';
import { serveOnPty, serveOnSocket, serveOnTcp, type Served } from '../serve.ts';
import { openTruthFile } from '../truth-file.ts';
import { idsFrom } from './ids.ts';
import { numberFrom } from './numbers.ts';
import { failPowerByRota } from './power-rota.ts';

/** How long the nodes may take to say that they leave. Unit: ms. */
const FAREWELL_MS = 2_000;

/** The flags of `farmgate sim`. */
export interface ServeFlags {
  readonly pty?: boolean;
  readonly unix?: string;
  readonly tcp?: string;
  readonly outlets: string;
  readonly seed: string;
  readonly loss: string;
  readonly fault: string[];
  readonly script?: string;
  readonly truthLog?: string;
  readonly lively?: boolean;
  readonly rota?: string;
  readonly outages?: boolean;
  readonly broker?: string;
  readonly secrets?: string;
  readonly names?: boolean;
}

/** Serves a farm at the speed of life until it is stopped, or only names the devices that need a secret. */
export async function serveFarm(flags: ServeFlags): Promise<void> {
  if (flags.names) return console.log(demoNodeNames.join('\n'));
  const faults = [
    ...flags.fault.map(parseFault),
    ...(flags.script ? parseFaultScript(readFileSync(flags.script, 'utf8')) : []),
  ];
  const { broker, secrets } = flags;
  if (broker !== undefined && secrets === undefined)
    throw new Error('--broker needs --secrets: the folder with the keys');
  const truthFile = flags.truthLog ? openTruthFile(flags.truthLog) : undefined;
  const plant = plantFor(flags, faults);
  const farm = new VirtualFarm({
    clock: systemClock,
    outlets: outletsFor(flags),
    seed: numberFrom('--seed', flags.seed, 0, 2 ** 31),
    loss: numberFrom('--loss', flags.loss, 0, 1),
    ...(plant ? { plant } : {}),
    ...(truthFile ? { onTruth: truthFile.note } : {}),
  });
  farm.plant?.start();
  farm.schedule(faults);
  if (flags.outages) failPowerByRota(farm, systemClock);
  let served: Served | undefined;
  let joined: { leave(): Promise<void> } | undefined;
  // Nothing here outlives whoever started us, whatever it waits for.
  onEnd(() => {
    // A broker that is gone takes no farewell.
    setTimeout(() => process.exit(0), FAREWELL_MS).unref();
    void Promise.all([served?.close(), joined?.leave()]).then(() => {
      farm.plant?.stop();
      process.exit(0);
    });
  });
  served = await serve(farm, flags);
  joined = await join(farm, flags);
  process.on('message', (message) => takeFault(farm, message));
  if (process.send) process.send({ ready: true, radio: served.radio });
  else console.log(`The simulated farm answers at ${served.radio}. Ctrl-C stops it.`);
  startHeart(systemClock);
}

function serve(farm: VirtualFarm, { tcp, unix }: ServeFlags): Promise<Served> {
  if (unix) return serveOnSocket(farm, unix);
  return tcp === undefined ? serveOnPty(farm) : serveOnTcp(farm, numberFrom('--tcp', tcp, 0, 65_535));
}

/** Its nodes sign in to a gateway's broker. The client is read only then. */
async function join(
  farm: VirtualFarm,
  { broker, secrets }: ServeFlags,
): Promise<{ leave(): Promise<void> } | undefined> {
  if (broker === undefined || secrets === undefined || !farm.plant) return undefined;
  const { joinBroker } = await import('../mqtt/join-broker.ts');
  return joinBroker({ broker, secrets, voices: farm.plant.voices, onTrouble: (sentence) => console.error(sentence) });
}

/** There is more than outlets when somebody wants to see it. */
function plantFor({ lively, rota, outages, broker }: ServeFlags, faults: readonly TimedFault[]): PlantSpec | undefined {
  const parsed = rota === undefined ? undefined : parseRota(rota);
  if (rota !== undefined && !parsed)
    throw new Error(`--rota takes hours with power such as 06:00-12:00,18:00-22:00 or "3h on/3h off", not "${rota}"`);
  if (!lively && !parsed && !outages && broker === undefined && !faults.some(({ fault }) => needsPlant(fault)))
    return undefined;
  return { ...demoPlant, grid: { ...demoPlant.grid, ...(parsed ? { rota: parsed } : {}) } };
}

function needsPlant(fault: Fault): boolean {
  return 'grid' in fault || 'device' in fault;
}

function outletsFor({ outlets, lively }: ServeFlags): OutletSpec[] {
  const ids = idsFrom(outlets);
  const known = ids.filter((id) => id !== factoryNew.id);
  return [...(lively ? livelyOutlets(known) : demoOutlets(known)), ...(known.length < ids.length ? [factoryNew] : [])];
}

/** `{ fault: 'fe:dead@10s' }` from whoever started us; what cannot be read is told and left. */
function takeFault(farm: VirtualFarm, message: unknown): void {
  if (typeof message !== 'object' || message === null || !('fault' in message)) return;
  try {
    const timed = parseFault(String(message.fault));
    if (needsPlant(timed.fault) && !farm.plant)
      throw new Error(`"${String(message.fault)}" needs a plant: start the farm with --lively`);
    farm.schedule([timed]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
}
