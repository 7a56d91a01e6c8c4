import { describe, expect, test } from 'vitest';
import { defaultDuty } from '../link/duty.ts';
import { dutyLimitOf, DutyRefusal } from './duty-limit.ts';

const common = { profile: 'etsi', dutyPercent: undefined, baud: 9_600 };

describe('the share of an hour', () => {
  test.each([
    ['is the profile’s where nothing is said', {}, defaultDuty.share],
    ['may be less than the profile’s', { dutyPercent: 1 }, 0.01],
    ['is all of it where the profile sets none', { profile: 'au' }, 1],
    ['is as a licence says', { profile: 'own', dutyPercent: 25 }, 0.25],
  ])('%s', (_what, settings, share) => {
    expect(dutyLimitOf({ ...common, ...settings }).share).toBe(share);
  });

  test.each([
    ['more than the profile permits', { dutyPercent: 11 }, 'permits 10 % of an hour'],
    ['an own licence that does not say it', { profile: 'own' }, '--duty 100'],
    ['nothing at all', { dutyPercent: 0 }, 'above 0'],
    ['so little that no OFF would ever go out', { dutyPercent: 0.0004 }, '0.01 % at least'],
    ['more than there is', { profile: 'own', dutyPercent: 101 }, 'up to 100 %'],
    ['an unknown profile', { profile: 'moon' }, 'take etsi, au or own'],
  ])('is refused: %s', (_what, settings, sentence) => {
    const make = () => dutyLimitOf({ ...common, ...settings });
    expect(make).toThrow(DutyRefusal);
    expect(make).toThrow(sentence);
  });
});

test.each([
  [1_200, 46.4],
  [9_600, 15.5],
  [19_200, 4],
  [115_200, 1],
])('a packet at %i baud takes %d ms of the air', (baud, packetMs) => {
  expect(dutyLimitOf({ ...common, baud }).packetMs).toBe(packetMs);
});
