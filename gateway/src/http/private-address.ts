import { BlockList, isIPv6 } from 'node:net';

const home = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  home.addSubnet(network, bits);
for (const [network, bits] of [
  ['::1', 128],
  ['fe80::', 10],
  ['fc00::', 7],
] as const)
  home.addSubnet(network, bits, 'ipv6');

/** Whether an address is one of a network at home: RFC 1918, RFC 4193, link-local and this machine. */
export function isPrivateAddress(address: string): boolean {
  return home.check(address.replace(/%.*$/, ''), isIPv6(address) ? 'ipv6' : 'ipv4');
}
