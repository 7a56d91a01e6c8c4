import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { radioAt } from '@farmgate/rf-bridge/radios';
import { Air, Hc12Module, seededRandom, serveOnPty, serveSetPin } from './index.ts';

test('a module behind a pseudo terminal answers AT lines while its pin is held low by way of a socket', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'farmgate-pin-'));
  const module = new Hc12Module({ clock: systemClock, air: new Air(systemClock, seededRandom(1)) });
  const served = await serveOnPty(module);
  const stopPin = await serveSetPin(module, join(dir, 'set'));
  let onData = (_text: string) => {};
  const line = await radioAt(served.radio).open({
    onData: (bytes) => onData(Buffer.from(bytes).toString('latin1')),
    onClose: () => {},
  });
  const pin = createConnection(join(dir, 'set'));
  pin.write('low\n');
  const answer = await new Promise<string>((resolve) => {
    // Until the pin has been low for its 40 ms the line goes into the air, where nobody is.
    const ask = setInterval(() => line.write(Buffer.from('AT+RC\r\n')), 60);
    onData = (text) => {
      clearInterval(ask);
      resolve(text);
    };
  });
  expect(answer).toBe('OK+RC001\r\n');
  await line.close();
  pin.destroy();
  await stopPin();
  await served.close();
  rmSync(dir, { recursive: true });
});
