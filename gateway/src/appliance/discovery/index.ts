export type { Advert, Presence } from './adverts.ts';
export { Discovery, type DiscoveryParts } from './discovery.ts';
export type { OpenUdp, UdpSocket } from './mdns-socket.ts';
