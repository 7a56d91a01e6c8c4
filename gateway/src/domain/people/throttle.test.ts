import { expect, it } from 'vitest';
import { networkOf, Throttle, type ThrottleRule } from './throttle.ts';

const rule: ThrottleRule = { freeTries: 1, firstWaitMs: 1_000, longestWaitMs: 60_000, forgetMs: 900_000, maxKeys: 4 };

it.each([
  ['192.168.1.20', '192.168.1.20'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it('counts what is taken back as if it had not been', () => {
  const throttle = new Throttle(rule);
  throttle.fail('a', 0);
  throttle.fail('a', 0);
  throttle.takeBack('a');
  expect(throttle.waitMs('a', 0)).toBe(0);
  expect(throttle.fail('a', 0)).toBe(2);
  throttle.takeBack('a');
  throttle.takeBack('a');
  throttle.takeBack('a');
  expect(throttle.fail('a', 0)).toBe(1);
});
