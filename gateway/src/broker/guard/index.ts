export { MAX_PACKET_BYTES, MAX_STRANGER_BYTES, PacketGuard, type GuardStep } from './packet-guard.ts';
export { MAX_FILTERS, type ConnectFacts, type PacketFacts, type PublishFacts, type Will } from './packets.ts';
export { Pace, type ClientRates, type Rate } from './rates.ts';
export { numberOf, Refusal, refusingConnack, type ConnectAnswer } from './refusal.ts';
