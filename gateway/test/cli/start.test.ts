import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, startGateway, type GatewayProcess } from '../../src/testing/processes.ts';
import { descendantsOf, isAlive, until } from './process-tree.ts';
import { runCli } from './run-cli.ts';

let folder: ReturnType<typeof makeFolder>;
let gateway: GatewayProcess | undefined;
beforeEach(() => {
  folder = makeFolder('start');
});
afterEach(async () => {
  await gateway?.stop('SIGKILL');
  gateway = undefined;
  folder.remove();
});

/** Farm, the terminal it made, its shell, and the bridge: there when the bridge has said that it is connected. */
async function family(running: GatewayProcess): Promise<number[]> {
  await until(() => running.output().includes('Connected to the gateway'));
  const pids = descendantsOf(running.child.pid ?? 0);
  expect(pids.length).toBeGreaterThanOrEqual(3);
  return pids;
}

const local = ['--http-host', '127.0.0.1'];

describe('farmgate start', () => {
  it('says where it is, how to claim it and how to stop it, and stops with 0', async () => {
    gateway = await startGateway(folder.dir);
    expect(gateway.output()).toMatch(
      /Open +http:\/\/127\.0\.0\.1:\d+\/\n +Claim +\w{4}-\w{4} .* until \d\d:\d\d\)\n +Stop/,
    );
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    await gateway.stop();
    expect(gateway.child.exitCode).toBe(0);
  });

  it('stops well at a second signal too', async () => {
    gateway = await startGateway(folder.dir);
    gateway.child.kill('SIGINT');
    gateway.child.kill('SIGTERM');
    await gateway.stop('SIGTERM');
    expect(gateway.child.exitCode ?? gateway.child.signalCode).not.toBe('SIGTERM');
  });

  it('ends with 2 and a way out on a data folder that another one has', async () => {
    gateway = await startGateway(folder.dir);
    const { code, err } = await runCli(['start', '--data', folder.dir, ...local, '--http-port', '0']);
    expect(code).toBe(2);
    expect(err).toMatch(/^Another Farmgate gateway works on .*--data.*\n$/);
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  });

  it('ends with 2 and a way out where the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, err } = await runCli(['start', '--data', folder.dir, ...local, '--http-port', String(port)]);
    other.close();
    expect([code, err]).toEqual([2, expect.stringMatching(/^Port \d+ is taken .*--http-port.*\n$/)]);
  });

  it('is left in peace by doctor, users and devices', async () => {
    gateway = await startGateway(folder.dir);
    const args = ['--data', folder.dir, ...local, '--http-port', new URL(gateway.url).port];
    const doctor = await runCli(['doctor', ...args]);
    expect([doctor.code, doctor.out]).toEqual([0, expect.stringMatching(/A gateway answers on port/)]);
    expect(await runCli(['users', 'list', ...args])).toEqual({ code: 0, out: '', err: '' });
    expect(await runCli(['devices', ...args])).toEqual({ code: 0, out: '', err: '' });
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  });
});

/** Which of a gateway's programs has this script. */
function pidOf(running: GatewayProcess, script: string): number {
  const isIt = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1]?.includes(script);
  return descendantsOf(running.child.pid ?? 0).find(isIt) ?? 0;
}

const timesIn = (text: string, words: string) => text.split(words).length - 1;

describe('a bridge', () => {
  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'that is met by %s is back, within two seconds of its end',
    async (signal) => {
      gateway = await startGateway(folder.dir, ['--demo']);
      const running = gateway;
      await family(running);
      const figures = async () => (await fetch(`${running.url}/metrics`)).text();
      await expect.poll(figures, { timeout: 5_000 }).toMatch(/^farmgate_child_delay_seconds\{child="bridge-1"\}/m);
      const pid = pidOf(running, 'rf-bridge');
      process.kill(pid, signal);
      await until(() => !isAlive(pid));
      const began = performance.now();
      await until(() => timesIn(running.output(), 'Connected to the gateway') === 2);
      expect(performance.now() - began).toBeLessThan(2_000);
      await running.stop();
    },
  );
});

describe('safe mode', () => {
  it('comes after three starts that were killed, runs the radio alone, and is left by a flag', async () => {
    for (let at = 0; at < 3; at += 1) {
      gateway = await startGateway(folder.dir, ['--demo']);
      expect(gateway.output()).not.toContain('SAFE');
      await gateway.stop('SIGKILL');
    }
    gateway = await startGateway(folder.dir, ['--demo']);
    expect(gateway.output()).toMatch(/SAFE +MODE: .* 3 times .*\n.*--leave-safe-mode/);
    await family(gateway);
    const farm = pidOf(gateway, 'virtual-farm');
    expect(readFileSync(`/proc/${farm}/cmdline`, 'utf8')).not.toContain('--broker');
    await gateway.stop();
    gateway = await startGateway(folder.dir, ['--demo', '--leave-safe-mode']);
    expect(gateway.output()).not.toContain('SAFE');
    expect(await (await fetch(`${gateway.url}/api/v1/gateway`)).json()).not.toHaveProperty('safeMode');
  });
});

describe('farmgate start --demo', () => {
  it('runs the farm and a bridge that can be asked, and leaves no process behind when stopped', async () => {
    gateway = await startGateway(folder.dir, ['--demo']);
    const pids = await family(gateway);
    await until(() => existsSync(join(folder.dir, 'bridge-1.rf.sock')));
    const stats = await runCli(['rf', 'stats', '--core-socket', join(folder.dir, 'core.sock')]);
    expect(stats).toMatchObject({ code: 0, out: expect.stringMatching(/^bridge-1 on .*: the port is open$/m) });
    await gateway.stop();
    await until(() => !pids.some(isAlive));
    expect(gateway.child.exitCode).toBe(0);
  });

  it('leaves none behind when it is killed', async () => {
    gateway = await startGateway(folder.dir, ['--demo']);
    const pids = await family(gateway);
    await gateway.stop('SIGKILL');
    await until(() => !pids.some(isAlive));
  });
});
