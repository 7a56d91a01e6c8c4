import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { encodeFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import { radioAt, type RadioLine } from '@farmgate/rf-bridge/radios';
import { demoOutlets, serveOnPty, serveOnSocket, serveOnTcp, VirtualFarm, type Served } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'farmgate-serve-'));
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  rmSync(join(dir, 'air'), { force: true });
});

/** Outlet FE on channel 1 and outlet 10 on channel 3, in real time. */
function farm(): VirtualFarm {
  const outlets = demoOutlets([0xfe, 0x10]).map((spec) => (spec.id === 0x10 ? { ...spec, channel: 3 } : spec));
  return new VirtualFarm({ clock: systemClock, outlets, seed: 1 });
}

/** A line to what is served: `ask` resolves with the next bytes that come, `lost` when the line is taken away. */
async function connect(served: Served) {
  let onData = (_hex: string) => {};
  let onLost = () => {};
  const lost = new Promise<void>((resolve) => (onLost = resolve));
  const line: RadioLine = await radioAt(served.radio).open({
    onData: (bytes) => onData(Buffer.from(bytes).toString('hex')),
    onClose: () => onLost(),
  });
  open.unshift(line);
  const ask = (target: number) => {
    const heard = new Promise<string>((resolve) => (onData = resolve));
    line.write(encodeFrame(requestFrame({ kind: 'ping' }, { target, sender: 2 })));
    return heard;
  };
  return { ask, lost };
}

const ACK_FE = 'aa02fe060001fbbb';
const ACK_10 = 'aa021006000115bb';

test.each([
  ['pty', serveOnPty],
  ['unix', (of: VirtualFarm, tuning?: { channel: number }) => serveOnSocket(of, join(dir, 'air'), tuning)],
  ['tcp', (of: VirtualFarm, tuning?: { channel: number }) => serveOnTcp(of, 0, tuning)],
])('several masters work at once, each on its channel; one of them over %s', async (_, serve) => {
  const field = farm();
  const [one, three] = [await serveOnTcp(field, 0), await serve(field, { channel: 3 })];
  open.push(one, three);
  const [first, second] = [await connect(one), await connect(three)];
  expect(await Promise.all([first.ask(0xfe), second.ask(0x10)])).toEqual([ACK_FE, ACK_10]);
});

test('the latest connection has a port, and the one before is told so by its end', async () => {
  const served = await serveOnTcp(farm(), 0);
  open.push(served);
  const first = await connect(served);
  const second = await connect(served);
  await first.lost;
  expect(await second.ask(0xfe)).toBe(ACK_FE);
});
