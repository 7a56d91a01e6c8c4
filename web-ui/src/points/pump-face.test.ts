import { describe, expect, test } from 'vitest';
import type { RunView, SwitchView } from '@farmgate/gateway/contract';
import { aCommand } from '../testing/builders.ts';
import { aPump, aRun, pumpDevices } from '../testing/pump-builders.ts';
import { pumpFace, type PumpFaceInput } from './pump-face.ts';

const now = Date.now();

function faceWith(given: Partial<PumpFaceInput>, view: Partial<SwitchView> = {}, mA = 0) {
  const devices = pumpDevices(62, mA).map((device) => ({
    ...device,
    points: device.points.map((point) => (point.switch ? { ...point, switch: { ...point.switch, ...view } } : point)),
  }));
  return pumpFace({ pump: aPump(), devices, now, isCurrent: true, ...given });
}

const run = (state: RunView['state'], given: Partial<RunView> = {}) => aRun({ state, remainingS: 720, ...given });
const command = aCommand({ device: 'north-pump', point: 'relay', acceptedAt: now - 500 });

describe('the face of a pump', () => {
  test.each(['waiting', 'starting', 'hold', 'stopping', 'ended'] as const)(
    'never says Running while its run is %s',
    (state) => {
      const face = faceWith({ run: run(state), pump: aPump({ is: 'off' }) }, { reported: 'on' }, 4_800);
      expect(face.words).not.toMatch(/^Running/);
    },
  );

  test('says Running, and what the motor takes, once the run is running', () => {
    expect(faceWith({ run: run('running') }, {}, 4_800)).toEqual({ kind: 'running', words: 'Running. 4.8 A' });
  });

  test('knows nothing of a running pump that is not heard', () => {
    const face = faceWith({ run: run('running'), pump: aPump({ isHeard: false }) }, {}, 4_800);
    expect(face.kind).toBe('unknown');
  });

  test('shows each try, and that the switch said yes', () => {
    const starting = { run: run('starting') };
    const trail = [{ at: now, state: 'sent' as const, try: 2, of: 5 }];
    expect(faceWith(starting, { command: { ...command, tries: 2, trail } }).words).toBe('Asking the pump… Try 2 of 5');
    expect(faceWith(starting, { command: { ...command, state: 'delivered' } }).kind).toBe('acknowledged');
  });

  test('keeps safe what a hold has left, and says what it waits for', () => {
    const hold = { cause: 'grid', since: now } as const;
    expect(faceWith({ run: run('hold', { hold }) })).toEqual({
      kind: 'hold',
      words: '12 min kept safe',
      note: 'Goes on when power is back.',
    });
  });

  test('says when it is surely off', () => {
    const pump = aPump({ holdsSlot: true, surelyOffAt: now });
    expect(faceWith({ pump, run: run('stopping') }).note).toMatch(/^Surely off at /);
    expect(faceWith({ pump }).note).toMatch(/^Surely off at /);
  });

  test('that did not stop says so whatever its run says', () => {
    const vain = { ...command, value: false, notStopping: true, owed: true };
    expect(faceWith({ run: run('stopping') }, { command: vain }).kind).toBe('not-stopping');
  });

  test('that is on with no run of anybody is an alarm', () => {
    expect(faceWith({ pump: aPump({ is: 'on' }) }).kind).toBe('not-stopping');
  });

  test('is off only where that is known', () => {
    expect(faceWith({}).kind).toBe('off');
    expect(faceWith({ pump: aPump({ is: 'unknown' }) }).kind).toBe('unknown');
    expect(faceWith({ isCurrent: false }).kind).toBe('unknown');
  });
});
