import type { Campaign } from './campaign.ts';
import { historyKills } from './history-kills.ts';
import { historyTorn } from './history-torn.ts';
import { httpFloods } from './http-floods.ts';
import { killCommands } from './kill-commands.ts';
import { killRuns } from './kill-runs.ts';
import { killWrites } from './kill-writes.ts';
import { mqttConnects } from './mqtt-connects.ts';
import { mqttMosquitto } from './mqtt-mosquitto.ts';
import { mqttPackets } from './mqtt-packets.ts';
import { radioCommands } from './radio-commands.ts';
import { radioDay } from './radio-day.ts';
import { radioFoes } from './radio-foes.ts';
import { sharedCrashes } from './shared-crashes.ts';
import { sharedPowercuts } from './shared-powercuts.ts';
import { sharedPumps } from './shared-pumps.ts';
import { walletDeeds } from './wallet-deeds.ts';

/** Every campaign, in the order they are run. To add one is to add a file and a line here. */
export const campaigns: readonly Campaign[] = [
  killWrites,
  killCommands,
  killRuns,
  historyKills,
  historyTorn,
  radioCommands,
  radioDay,
  radioFoes,
  httpFloods,
  mqttPackets,
  mqttConnects,
  mqttMosquitto,
  sharedCrashes,
  sharedPowercuts,
  sharedPumps,
  walletDeeds,
];
