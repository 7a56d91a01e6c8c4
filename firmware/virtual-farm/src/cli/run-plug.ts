import { createInterface } from 'node:readline';
import { systemClock } from '@farmgate/gateway/clock';
import { onEnd } from '@farmgate/gateway/process-end';
import { brokerAt, certificateFrom } from '@farmgate/rf-bridge/broker';
import { PlugClient } from '../plugs/plug-client.ts';
import type { PlugFirmware } from '../plugs/plug-firmware.ts';
import { ShellyPlug } from '../plugs/shelly-plug.ts';
import { TasmotaPlug } from '../plugs/tasmota-plug.ts';
import { numberFrom } from './numbers.ts';

/** The flags of `farmgate sim plug`. */
export interface PlugFlags {
  readonly kind: string;
  readonly broker: string;
  readonly id: string;
  readonly key: string;
  readonly ca?: string;
  readonly load: string;
}

/** What may be typed while it runs. */
const words: Readonly<Record<string, (plug: PlugFirmware, client: PlugClient) => void>> = {
  press: (plug) => plug.press(),
  pull: (_plug, client) => client.pull(),
  'plug-in': (_plug, client) => client.plugIn(),
  cut: (_plug, client) => client.cut(),
  lying: (plug) => void (plug.fault = 'lying'),
  late: (plug) => void (plug.fault = 'late'),
  silent: (plug) => void (plug.fault = 'silent'),
  repair: (plug) => void (plug.fault = undefined),
};

/** One simulated plug at a broker, until it is stopped. Tells on the terminal what becomes of it. */
export function runPlug(flags: PlugFlags): void {
  const tell = (sentence: string) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${flags.id} ${sentence}`);
  const firmware = firmwareFor(flags, (isOn) => tell(isOn ? 'switched ON' : 'switched OFF'));
  let trouble = '';
  const client = new PlugClient({
    firmware,
    open: brokerAt(flags.broker, flags.ca === undefined ? undefined : certificateFrom(flags.ca)),
    user: flags.id,
    password: flags.key,
    reconnectMs: 2_000,
    onConnect: () => {
      trouble = '';
      tell('is connected');
    },
    onTrouble: (why) => {
      if (why !== trouble) tell(`cannot join ${flags.broker}: ${why}. It tries again`);
      trouble = why;
    },
  });
  createInterface({ input: process.stdin }).on('line', (line) => {
    const word = words[line.trim()];
    if (word) word(firmware, client);
    else if (line.trim() !== '') tell(`knows ${Object.keys(words).join(', ')}`);
  });
  onEnd(() => void client.stop().then(() => process.exit(0)));
  client.start();
}

function firmwareFor({ kind, id, load }: PlugFlags, onSwitch: (isOn: boolean) => void): PlugFirmware {
  const currentMa = numberFrom('--load', load, 0, 30_000);
  const parts = { clock: systemClock, load: { name: `what is plugged into ${id}`, currentMa }, onSwitch };
  if (kind === 'tasmota') return new TasmotaPlug({ topic: id, ...parts });
  if (kind === 'shelly') return new ShellyPlug({ id, ...parts });
  throw new Error(`--kind takes tasmota or shelly, not "${kind}"`);
}
