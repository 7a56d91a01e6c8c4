// How a client of the gateway's broker gets there, and stays.
export { brokerAt, type OpenBroker } from './address.ts';
export { certificateFrom } from './certificate.ts';
export { makeClient, type Login } from './client.ts';
export { troubleOf } from './trouble.ts';
