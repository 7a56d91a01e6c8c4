import { describe, expect, test } from 'vitest';
import type { Alarm } from '../points/alarms.ts';
import { NOW } from '../testing/builders.ts';
import { Announcer } from './announcer.ts';

describe('what is read out', () => {
  test('is a critical alarm when it comes, and not again while it lasts', () => {
    const announcer = new Announcer();
    expect(announcer.say([alarm('a')], NOW)).toBe('Title a. Barn. Help.');
    expect(announcer.say([alarm('a'), alarm('b')], NOW + 1_000)).toBe('Title b. Barn. Help.');
    expect(announcer.say([alarm('b'), alarm('a')], NOW + 3_600_000)).toBe('Title b. Barn. Help.');
  });

  test('is no warning', () => {
    expect(new Announcer().say([{ ...alarm('a'), severity: 'warning' }], NOW)).toBe('');
  });

  test('is an alarm that flickers only after it was away for a minute', () => {
    const announcer = new Announcer();
    announcer.say([alarm('a')], NOW);
    expect(announcer.say([], NOW + 1_000)).toBe('');
    expect(announcer.say([alarm('a')], NOW + 2_000)).toBe('');
    expect(announcer.say([], NOW + 3_000)).toBe('');
    expect(announcer.say([alarm('a')], NOW + 65_000)).toBe('Title a. Barn. Help.');
  });
});

function alarm(key: string): Alarm {
  return { key, severity: 'critical', title: `Title ${key}`, help: 'Help.', device: { id: 'outlet-fe', name: 'Barn' } };
}
