import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { encodeFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import { radioAt } from '@farmgate/rf-bridge/radios';
import { faultForms } from './fault-table.ts';
import { demoNodeNames } from './plant/demo-plant.ts';
import { scenarios } from './scenarios/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'farmgate-sim-'));
let child: ChildProcess;

/** Starts the program with a channel, as the gateway does; answers what it says when it is ready. */
async function start(args: readonly string[]): Promise<string> {
  child = fork(join(import.meta.dirname, 'main.ts'), args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const [ready]: unknown[] = await once(child, 'message');
  expect(ready).toMatchObject({ ready: true });
  return typeof ready === 'object' && ready !== null && 'radio' in ready ? String(ready.radio) : '';
}

afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill();
    await once(child, 'exit');
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each([['--pty'], ['--unix', join(dir, 'air')], ['--tcp', '0']])(
  'serves the air on %s, and goes when its channel does',
  async (...air) => {
    const address = await start([...air, '--outlets', 'fe']);
    const radio = radioAt(address);
    const heard: Promise<Uint8Array> = new Promise((resolve) => {
      void radio.open({ onData: resolve, onClose: () => {} }).then(async (line) => {
        line.write(encodeFrame(requestFrame({ kind: 'ping' }, { target: 0xfe, sender: 2 })));
        await heard;
        await line.close();
      });
    });
    expect(Buffer.from(await heard).toString('hex')).toBe('aa02fe060001fbbb');
    child.disconnect();
    const [code]: unknown[] = await once(child, 'exit');
    expect(code).toBe(0);
  },
);

test('goes when its channel does before it serves', async () => {
  // A pseudo terminal that never comes.
  writeFileSync(join(dir, 'script'), '#!/bin/sh\nexec sleep 30\n', { mode: 0o755 });
  const env = { ...process.env, PATH: `${dir}:${process.env['PATH']}` };
  child = fork(join(import.meta.dirname, 'main.ts'), ['--pty'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env });
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('writes what really happened to a file, one object a line', async () => {
  const log = join(dir, 'truth.jsonl');
  const radio = radioAt(await start(['--unix', join(dir, 'air-2'), '--truth-log', log]));
  const acknowledged: Promise<unknown> = new Promise((resolve) => {
    void radio
      .open({ onData: resolve, onClose: () => {} })
      .then((line) =>
        line.write(encodeFrame(requestFrame({ kind: 'relay', socket: 'a', on: true }, { target: 0xfe, sender: 2 }))),
      );
  });
  await acknowledged;
  const lines = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { node: 0xfe, what: 'received', frame: 'AA FE 02 02 00 01 FF BB' },
    { node: 0xfe, what: 'contact', socket: 'a', closed: true, cause: 'command' },
  ]);
});

/** Runs the program to its end; answers what it said, and its exit code. */
function run(...args: string[]): Promise<{ out: string; error: string; code: unknown }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], (failed, out, error) =>
      resolve({ out, error, code: failed ? failed.code : 0 }),
    );
  });
}

test('tells every fault and every story there is', async () => {
  const [help, list, names] = await Promise.all([run('--help'), run('scenario', '--list'), run('--names')]);
  for (const { example } of faultForms) expect(help.out).toContain(example);
  for (const { name, about } of scenarios) expect(list.out).toContain(`${name.padEnd(15)} ${about}`);
  expect(names.out).toBe(`${demoNodeNames.join('\n')}\n`);
  expect(demoNodeNames).toContain('pump-1');
});

test('plays a story in virtual time, with the truth in a file', async () => {
  const log = join(dir, 'story.jsonl');
  const { out, code } = await run('scenario', 'welded', '--fast', '--json', '--outlets', '6', '--truth-log', log);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ scenario: 'welded', outlets: 6, simulatedS: 1_800, commands: { done: 2 } });
  expect(readFileSync(log, 'utf8')).toContain('"what":"breaker"');
  expect((await run('scenario', 'dry-well', '--fast')).out).toMatch(
    /times as fast as life[^]*true +the motor is whole/,
  );
});

test.each([
  [['--outlets', '02'], /up to 248 ids from 03 to FE/],
  [['--outlets', 'fe,fe'], /each once/],
  [['--fault', 'fe:gone'], /Write one such as/],
  [['--rota', 'sometimes'], /06:00-12:00/],
  [['--broker', 'unix:/nowhere'], /--secrets/],
  [['scenario', 'sunday'], /There are: day, /],
  [['scenario'], /--list/],
  [['scenario', 'day', '--fast', '--outlets', '249'], /4 to 248/],
  [['plug', '--kind', 'sonoff', '--broker', 'tcp:localhost:1883', '--id', 'shed', '--key', 'k'], /tasmota or shelly/],
  [['plug', '--kind', 'shelly', '--broker', 'mqtt://localhost', '--id', 'shed', '--key', 'k'], /tcp:host:port/],
])('%j is answered with what to do', async (args, sentence) => {
  const { error, code } = await run(...args);
  expect(error).toMatch(sentence);
  expect(code).toBe(2);
});

test('takes ranges of ids, and a factory-new outlet', async () => {
  const radio = radioAt(await start(['--unix', join(dir, 'air-3'), '--outlets', '03-f9,01', '--lively']));
  const heard: Promise<Uint8Array> = new Promise((resolve) => {
    void radio
      .open({ onData: resolve, onClose: () => {} })
      .then((line) => line.write(encodeFrame(requestFrame({ kind: 'ping' }, { target: 0x01, sender: 1 }))));
  });
  expect(Buffer.from(await heard).toString('hex')).toBe('aa010106000107bb');
});
