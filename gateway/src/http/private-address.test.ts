import { expect, it } from 'vitest';
import { isPrivateAddress } from './private-address.ts';

it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.20', '169.254.7.7', '::1', 'fe80::1%eth0', 'fd00::9'])(
  '%s is at home',
  (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  },
);

it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '100.64.0.1', '2001:db8::1', '::', '', 'nowhere'])(
  '%s is not',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);
