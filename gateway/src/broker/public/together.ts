import { NET_SAYINGS_TOPIC, netTopicOf } from '../../contract/index.ts';
import { MAX_PAYLOAD_BYTES } from '../payload.ts';
import { Lanes } from './lanes.ts';
import type { Outbox, Saying } from './outbox.ts';

/** A saying as it is written among others. */
export interface Written {
  readonly saying: Saying;
  readonly text: string;
}

/**
 * As many of those that wait as go in one message together: one of each device. Where its acknowledgement is lost it is all said
 * once more, and no device's older word shall come after a newer one.
 */
export function takeTogether(outbox: Outbox, most: number, nowMono: number): readonly Written[] {
  const all: Written[] = [];
  const lanes = new Lanes();
  let bytes = '[]'.length;
  while (all.length < most) {
    const saying = outbox.take(nowMono, lanes.isFree);
    if (!saying) break;
    const text = textOf(saying);
    bytes += Buffer.byteLength(text) + ','.length;
    if (bytes > MAX_PAYLOAD_BYTES && all.length > 0) {
      outbox.giveBack(saying, nowMono);
      break;
    }
    all.push({ saying, text });
    lanes.take(saying.credential, saying.device);
  }
  return all;
}

/** One goes on a topic of its own: it may be as long as a message, and is named in it where the gateway hangs up at it. */
export function messageOf(all: readonly Written[]): { readonly topic: string; readonly payload: string } {
  const [only] = all;
  if (!only || all.length > 1)
    return { topic: NET_SAYINGS_TOPIC, payload: `[${all.map(({ text }) => text).join(',')}]` };
  const { credential, device, word, payload } = only.saying;
  return { topic: netTopicOf(credential, device, word), payload: JSON.stringify(payload) };
}

function textOf({ credential, device, word, payload }: Saying): string {
  return JSON.stringify([credential, device, word, payload]);
}
