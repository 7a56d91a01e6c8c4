import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { RunningApp } from '../app.ts';
import { Child } from '../appliance/children.ts';
import { rfSocketPath, type Config } from '../config/index.ts';
import type { Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import { places } from './places.ts';

/** A pseudo serial port that was not to be had this often will not be. */
const TRIES_FOR_PTY = 2;

interface Parts {
  readonly app: Pick<RunningApp, 'coreSocket' | 'bridgeSecretFile' | 'safeMode'>;
  readonly config: Config;
  readonly demo: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes note of each that is kept running, for the gateway's health. */
  readonly children: Child[];
}

/** Starts what stands between the gateway and the field, as processes of their own. Answers how to stop it. */
export async function startField(parts: Parts): Promise<() => Promise<void>> {
  if (parts.demo)
    return startDemo(parts, (await import('../../../firmware/virtual-farm/src/plant/demo-plant.ts')).demoNodeNames);
  const { radio, nodes } = parts.config.bridge;
  if (radio === '') return async () => {};
  const bridge = makeBridge(parts, { radio, nodes });
  parts.children.push(bridge);
  bridge.start();
  return () => bridge.stop();
}

/**
 * The simulated farm, then the bridge on the radio that it says it made; both anew when either ends. The farm's WiFi nodes sign
 * in to the core broker by themselves, each with a secret of its own.
 */
function startDemo(parts: Parts, demoNodeNames: readonly string[]): () => Promise<void> {
  const { config, clock, log } = parts;
  let bridge: Child | undefined;
  let radio = '';
  let turn: Promise<unknown> = Promise.resolve();
  const takeRadio = async (made: string) => {
    await bridge?.stop();
    const before = bridge;
    bridge = makeBridge(parts, { radio: made, nodes: config.demo.outlets });
    parts.children.splice(0, Infinity, ...parts.children.filter((child) => child !== before), bridge);
    bridge.start();
  };
  const farm = new Child(
    {
      name: 'farm',
      file: places.farm,
      args: farmArgs(parts, demoNodeNames, () => radio.startsWith('serial:')),
      beats: true,
    },
    clock,
    log,
    (message) => {
      const made = radioIn(message);
      if (made === undefined || made === radio) return;
      radio = made;
      turn = turn.then(() => takeRadio(made));
    },
  );
  parts.children.push(farm);
  farm.start();
  return async () => {
    await turn;
    await bridge?.stop();
    await farm.stop();
  };
}

/** A pseudo serial port as long as there are any; else a socket beside the core's. */
function farmArgs({ app, config }: Parts, demoNodeNames: readonly string[], hasPty: () => boolean): () => string[] {
  const { outlets, seed, life } = config.demo;
  let tries = hasScript() ? 0 : TRIES_FOR_PTY;
  // Asking for a secret's file makes it.
  const [secrets = ''] = demoNodeNames.map((name) => dirname(app.bridgeSecretFile(name)));
  return () => {
    const air = hasPty() || tries++ < TRIES_FOR_PTY ? ['--pty'] : ['--unix', join(dirname(app.coreSocket), 'air.sock')];
    // In safe mode the outlets alone: switching is what has to work.
    const nodes = app.safeMode ? [] : ['--broker', `unix:${app.coreSocket}`, '--secrets', secrets];
    const outages = life && !app.safeMode ? ['--outages'] : [];
    // One more is fresh from its box with its button pressed, to be paired.
    return [
      ...air,
      ...nodes,
      ...outages,
      '--outlets',
      outlets.join(','),
      '--fault',
      '01:button',
      '--seed',
      String(seed),
    ];
  };
}

function makeBridge(
  { app, config, demo, clock, log }: Parts,
  { radio, nodes }: { radio: string; nodes: readonly string[] },
): Child {
  const { id, master, profile, duty } = config.bridge;
  const args = [
    ['--id', id],
    ['--broker', `unix:${app.coreSocket}`],
    ['--secret-file', app.bridgeSecretFile(id)],
    ['--radio', radio],
    ['--master', master],
    ['--nodes', nodes.join(',')],
    ['--profile', profile],
    duty === 0 ? [] : ['--duty', String(duty)],
    ['--control', rfSocketPath(app.coreSocket, id)],
    ['--log-level', config.log.level],
    demo ? ['--demo'] : [],
  ].flat();
  return new Child({ name: id, file: places.bridge, args: () => args, beats: true }, clock, log);
}

function radioIn(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null && 'radio' in message && typeof message.radio === 'string'
    ? message.radio
    : undefined;
}

function hasScript(): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((dir) => existsSync(join(dir, 'script')));
}
