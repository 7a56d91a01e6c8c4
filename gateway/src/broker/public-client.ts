import { NET_CREDENTIALS_TOPIC, parseNetTopic } from '../contract/index.ts';

const commandFilter = /^farm\/(?:\+|[a-z0-9-]+)\/(?:commands|roster|asks)$/;

/** Whether the public broker may say this on the core broker: what a credential said, for the gateway to check again. */
export function findFaultOfPublic(topic: string, retain: boolean): string | undefined {
  if (!parseNetTopic(topic)) return `may not publish ${topic}`;
  return retain ? 'may not be retained' : undefined;
}

/** Whether the public broker may hear this: who may sign in, and what is told to devices. */
export function mayPublicHear(filter: string): boolean {
  return filter === NET_CREDENTIALS_TOPIC || commandFilter.test(filter);
}
