import { describe, expect, test } from 'vitest';
import type { RadioLine } from '../radios/index.ts';
import { setPinAt, SetPinError } from './index.ts';

const plainLine: RadioLine = { write: () => {}, close: async () => {} };

describe('the wire to SET', () => {
  test('of the adapter is moved by the line', async () => {
    const moves: string[] = [];
    const line: RadioLine = { ...plainLine, setPin: async (wire, isLow) => void moves.push(`${wire} ${isLow}`) };
    await setPinAt('rts').set(line, true);
    await setPinAt('dtr').set(line, false);
    expect(moves).toEqual(['rts true', 'dtr false']);
  });

  test('of the adapter is refused where the line has none, or the adapter moves none', async () => {
    await expect(setPinAt('rts').set(plainLine, true)).rejects.toThrow(/only a serial port/);
    const stiff: RadioLine = { ...plainLine, setPin: () => Promise.reject(new Error('Inappropriate ioctl')) };
    await expect(setPinAt('rts').set(stiff, true)).rejects.toThrow(SetPinError);
  });

  test('of a Raspberry Pi is driven low, and let go as an input', async () => {
    const ran: string[] = [];
    const pin = setPinAt('gpio:17', async (program, args) => ran.push([program, ...args].join(' ')));
    await pin.set(plainLine, true);
    await pin.set(plainLine, false);
    expect(ran).toEqual(['pinctrl set 17 op dl', 'pinctrl set 17 ip pu']);
  });

  test('of a Raspberry Pi without the program says what to install', async () => {
    const pin = setPinAt('gpio:17', () => Promise.reject(new Error('spawn pinctrl ENOENT')));
    await expect(pin.set(plainLine, true)).rejects.toThrow(/apt install raspi-utils/);
  });

  test.each(['', 'cts', 'gpio', 'gpio:1', 'gpio:14', 'gpio:15', 'gpio:28', 'gpio:x'])('"%s" is none', (text) => {
    expect(() => setPinAt(text)).toThrow(SetPinError);
  });
});
