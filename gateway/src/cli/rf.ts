import { Option, type Command } from 'commander';
import { RF_SOCKET_END, allSettings, rfSocketPath } from '../config/index.ts';
import { settingsOf } from './settings.ts';

/** The settings that say where a gateway's bridges are asked; how the radio is used comes from file and environment. */
const FLAGS = ['data-dir', 'core-socket'];

/** `farmgate rf`: the commands are the bridge's, loaded when they are asked for; from here they learn where one runs. */
export async function loadRf(): Promise<(rf: Command) => void> {
  const { setUpRf } = await import('../../../rf-bridge/src/cli/rf.ts');
  return (rf) => setUpRf(rf, { withFlags, settingsOf: rfSettingsOf });
}

function withFlags(command: Command): Command {
  command.option('--config <file>', 'the settings file of the gateway');
  for (const { flag, setting } of allSettings.filter(({ flag: each }) => FLAGS.includes(each))) {
    const short = setting.shortFlag ? `--${setting.shortFlag}, ` : '';
    command.addOption(new Option(`${short}--${flag} ${setting.placeholder}`, 'as of the gateway, to find its bridge'));
  }
  return command;
}

async function rfSettingsOf(command: Command) {
  const { core, bridge } = (await settingsOf(command)).config;
  return {
    socketOf: (id: string) => rfSocketPath(core.socket, id),
    socketEnd: RF_SOCKET_END,
    bridge: bridge.id,
    master: bridge.master,
    nodes: bridge.nodes,
    profile: bridge.profile,
    dutyPercent: bridge.duty === 0 ? undefined : bridge.duty,
  };
}
