import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { adviseStableName } from './index.ts';

const dev = mkdtempSync(join(tmpdir(), 'farmgate-dev-'));
const byId = join(dev, 'serial/by-id');
mkdirSync(byId, { recursive: true });
for (const name of ['ttyUSB0', 'ttyUSB1', 'ttyAMA0']) writeFileSync(join(dev, name), '');
symlinkSync('../../ttyUSB0', join(byId, 'usb-1a86_USB_Serial-if00-port0'));
symlinkSync('../../ttyUSB1', join(byId, 'usb-FTDI_A5069RR4-if00-port0'));
afterAll(() => rmSync(dev, { recursive: true }));

test('a port that has a name which stays is told that name', () => {
  expect(adviseStableName(`serial:${dev}/ttyUSB1?baud=9600`, byId)).toContain(
    `Write serial:${byId}/usb-FTDI_A5069RR4-if00-port0 instead`,
  );
});

test.each([
  ['the name that stays itself', `serial:${byId}/usb-FTDI_A5069RR4-if00-port0`],
  ['a port without another name', `serial:${dev}/ttyAMA0`],
  ['a port that is not there', `serial:${dev}/ttyUSB9`],
  ['no serial port', 'tcp:barn.local:3333'],
])('%s needs no advice', (_, address) => {
  expect(adviseStableName(address, byId)).toBeUndefined();
});

test('nor does any where no adapter has one', () => {
  expect(adviseStableName(`serial:${dev}/ttyUSB1`, join(dev, 'none'))).toBeUndefined();
});
