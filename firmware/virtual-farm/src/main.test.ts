import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { encodeFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import { radioAt } from '@farmgate/rf-bridge/radios';

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
