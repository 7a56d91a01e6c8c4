import { describe, expect, test } from 'vitest';
import type { Command, DeviceView, PointView, SwitchState } from '@farmgate/gateway/contract';
import { aCommand, aCurrent, aDevice, aSwitch, NOW } from '../testing/builders.ts';
import { faceOf, type Face } from './face.ts';

const min = 60_000;
const lastKnown = { state: 'off', at: NOW - 3 * min } as const;
const unknown = { reported: 'unknown', lastKnown } as const;
const vain = (given: Partial<Command>) =>
  aCommand({ state: 'failed', reason: 'no-ack', tries: 5, trail: [{ at: NOW - 500, state: 'failed' }], ...given });
const on = (value: number, given: Partial<PointView['switch']> = {}) =>
  look(aSwitch({ reported: 'on', evidence: 'measurement', ...given }), { current: aCurrent(value) });

describe('the faces of a switch', () => {
  test.each<[string, Face, Face['kind'], string]>([
    ['nothing asked, measured off', look(aSwitch()), 'off', 'Off'],
    [
      'in the queue',
      asked({ state: 'pending', tries: 0, acceptedAt: NOW - 5_000 }),
      'waiting',
      'Waiting for the radio…',
    ],
    ['asked a moment ago', asked({ state: 'pending', tries: 0, acceptedAt: NOW }), 'asking', 'Asking the outlet…'],
    [
      'sent',
      asked({ tries: 2, trail: [{ at: NOW, state: 'sent', try: 2, of: 5 }] }),
      'asking',
      'Asking the outlet… Try 2 of 5',
    ],
    [
      'an owed OFF past its tries',
      asked({ value: false, owed: true, tries: 12, trail: [{ at: NOW, state: 'sent', try: 12, of: 5 }] }),
      'asking',
      'Asking it to stop… Try 12',
    ],
    ['acknowledged', asked({ state: 'delivered' }), 'acknowledged', 'The switch said yes. Checking current…'],
    [
      'an acknowledged OFF',
      asked({ state: 'delivered', value: false }),
      'acknowledged',
      'The switch said yes. Checking that it stopped…',
    ],
    ['proved by current', on(4_800), 'running', 'Running. 4.8 A'],
    [
      'proved by report',
      look(aSwitch({ reported: 'on', evidence: 'report' }), { current: aCurrent(0, { old: true }) }),
      'running',
      'Running',
    ],
    [
      'on by its word alone',
      on(0, { evidence: 'acknowledgement-only' }),
      'said-yes',
      'The switch said yes. No current',
    ],
    [
      'a pump that is on by its word alone',
      look(aSwitch({ reported: 'on', evidence: 'acknowledgement-only' }, 'pump')),
      'no-power',
      'The switch is on but the motor takes no power.',
    ],
    ['tripped', look(aSwitch({ reported: 'tripped' })), 'tripped', 'Tripped: too much current'],
    [
      'no answer to an ON',
      look(aSwitch({ ...unknown, command: vain({}) })),
      'no-answer',
      'No answer. It may still be off. Last seen off 3 min ago',
    ],
    [
      'no answer to an OFF',
      look(aSwitch({ reported: 'unknown', command: vain({ value: false }) })),
      'no-answer',
      'No answer. It may still be on.',
    ],
    [
      'an OFF owed to a device that is gone',
      asked({ value: false, owed: true }, { availability: 'offline' }),
      'no-answer',
      'No answer. It may still be on. Asking it to stop…',
    ],
    [
      'current after an OFF',
      asked({ value: false, owed: true, notStopping: true }),
      'not-stopping',
      'It did not stop. Switch off at the panel',
    ],
    [
      'a device that is gone',
      look(aSwitch(unknown), { availability: 'offline', lastHeardAt: NOW - 6 * min }),
      'unknown',
      'No news for 6 min. Last seen off 3 min ago',
    ],
    ['never heard', look(aSwitch({ reported: 'unknown' }), { availability: 'unknown' }), 'unknown', 'No news for 1 s.'],
    [
      'a page without a link',
      look(aSwitch(), { isCurrent: false }),
      'unknown',
      'No link to the gateway. Last seen off 2 s ago',
    ],
  ])('%s', (_name, face, kind, words) => {
    expect(face).toMatchObject({ kind, words });
  });

  test('what the device last said stays beside what is being asked', () => {
    expect(asked({ value: false, state: 'sent' }, { reported: 'on', current: 4_800 }).note).toBe(
      'Until now: on, 4.8 A',
    );
  });

  test('off by its word alone says that nothing was measured', () => {
    expect(look(aSwitch({ evidence: 'acknowledgement-only' })).note).toBe('The switch said so; nothing was measured.');
  });

  test.each<[Command['reason'], string]>([
    ['expired', 'The last command came too late and was not sent.'],
    ['latched', 'The last command was not sent: everything is stopped.'],
    ['rejected', 'The outlet refused the last command.'],
  ])('a command that was never done says why: %s', (reason, note) => {
    const command = aCommand({ state: 'failed', tries: 0, ...(reason ? { reason } : {}) });
    expect(look(aSwitch({ command }))).toMatchObject({ kind: 'off', note });
  });

  test('an old current is not shown as present', () => {
    const point = aSwitch({ reported: 'on', evidence: 'report' });
    expect(look(point, { current: aCurrent(4_800, { old: true }) }).words).toBe('Running');
    expect(look(point, { current: aCurrent(4_800, { quality: 'stale' }) }).words).toBe('Running');
  });
});

describe('never "Running" nor "Off" without the device’s own word', () => {
  const states: SwitchState[] = ['on', 'off', 'tripped', 'unknown'];
  const claims = (face: Face) => face.kind === 'running' || face.kind === 'off' || face.kind === 'said-yes';

  test.each(states)('not of a device that is gone, whatever it reported: %s', (reported) => {
    expect(claims(look(aSwitch({ reported }), { availability: 'offline' }))).toBe(false);
  });

  test.each(states)('not without a link: %s', (reported) => {
    expect(claims(look(aSwitch({ reported }), { isCurrent: false }))).toBe(false);
  });

  test.each(states)('not while a command is under way: %s', (reported) => {
    for (const state of ['pending', 'sent', 'delivered'] as const)
      expect(claims(look(aSwitch({ reported, command: aCommand({ state }) })))).toBe(false);
  });

  test.each(states)('not where a command was sent after the report and nobody answered: %s', (reported) => {
    for (const reason of ['no-ack', 'not-confirmed', 'expired', 'offline'] as const)
      expect(claims(look(aSwitch({ reported, command: vain({ reason }) })))).toBe(false);
  });

  test('but again once the device has spoken since', () => {
    expect(look(aSwitch({ reportedAt: NOW, command: vain({}) })).kind).toBe('off');
  });

  test('not "Running" on the word of nobody', () => {
    const { evidence: _none, ...view } = aSwitch({ reported: 'on' }).switch ?? aSwitch().switch!;
    expect(look({ ...aSwitch(), switch: view }).kind).toBe('unknown');
  });
});

interface Around {
  readonly current?: PointView;
  readonly isCurrent?: boolean;
  readonly availability?: DeviceView['availability'];
  readonly lastHeardAt?: number;
}

function look(point: PointView, { current = aCurrent(0), isCurrent = true, ...device }: Around = {}): Face {
  return faceOf({ device: aDevice({ ...device, points: [point, current] }), point, now: NOW, isCurrent });
}

function asked(
  command: Partial<Command>,
  {
    reported = 'off',
    current = 0,
    ...around
  }: { reported?: SwitchState; current?: number } & Omit<Around, 'current'> = {},
): Face {
  return look(aSwitch({ reported, command: aCommand(command) }), { ...around, current: aCurrent(current) });
}
