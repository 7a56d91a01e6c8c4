import { MAX_SAYINGS, NET_CREDENTIALS_TOPIC, parseNetTopic, type NetSaying } from '../contract/index.ts';

const commandFilter = /^farm\/(?:\+|[a-z0-9-]+)\/(?:commands|roster|asks)$/;

/** Whether the public broker may say this on the core broker: what a credential said, for the gateway to check again. */
export function findFaultOfPublic(topic: string, retain: boolean): string | undefined {
  if (!parseNetTopic(topic)) return `may not publish ${topic}`;
  return retain ? 'may not be retained' : undefined;
}

/**
 * What the public broker says at once, for the gateway to check again, each for itself; undefined where it may not say so: it is no
 * list of as many as may be, or one of them is none that it may say alone.
 */
export function findSayings(payload: string): readonly NetSaying[] | undefined {
  const all = arrayIn(payload);
  if (!all || all.length === 0 || all.length > MAX_SAYINGS) return undefined;
  const sayings: NetSaying[] = [];
  for (const one of all) {
    const saying = sayingOf(one);
    if (!saying) return undefined;
    sayings.push(saying);
  }
  return sayings;
}

function arrayIn(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sayingOf(value: unknown): NetSaying | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [credential, device, word, payload]: readonly unknown[] = value;
  if (typeof credential !== 'string' || typeof device !== 'string' || typeof word !== 'string') return undefined;
  const topic = parseNetTopic(`net/${credential}/${device}/${word}`);
  return topic && { ...topic, payload };
}

/** Whether the public broker may hear this: who may sign in, and what is told to devices. */
export function mayPublicHear(filter: string): boolean {
  return filter === NET_CREDENTIALS_TOPIC || commandFilter.test(filter);
}
