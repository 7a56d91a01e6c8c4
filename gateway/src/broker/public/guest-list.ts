import type { NetCredentials } from '../../contract/index.ts';
import { Refusal } from '../guard/index.ts';
import type { Downward } from './downward.ts';
import type { Plugs } from './plugs.ts';
import type { Roll } from './roll.ts';
import type { Sessions } from './sessions.ts';
import type { Strangers } from './strangers.ts';
import type { Uplink } from './uplink.ts';

export interface GuestListParts {
  readonly roll: Roll;
  readonly sessions: Sessions;
  readonly plugs: Plugs;
  readonly strangers: Strangers;
  readonly uplink: Pick<Uplink, 'keepOnly' | 'listenFor'>;
  readonly downward: Pick<Downward, 'forget'>;
  /** It goes by the gateway's list of this version. */
  readonly onList?: ((version: number) => void) | undefined;
}

/** Has everybody go by the gateway's newest list of who may sign in. */
export class GuestList {
  readonly #parts: GuestListParts;

  constructor(parts: GuestListParts) {
    this.#parts = parts;
  }

  replace(credentials: NetCredentials): void {
    const { roll, plugs, uplink, downward, onList } = this.#parts;
    const before = roll.downTopics();
    roll.replace(credentials);
    const topics = roll.downTopics();
    this.forgetOthers();
    uplink.listenFor(topics);
    plugs.replace(credentials);
    for (const topic of before) if (!topics.has(topic) && topic.endsWith('/roster')) downward.forget(topic);
    this.#cutRevoked();
    onList?.(credentials.version ?? 0);
  }

  /** Of those who may no longer speak nothing waits, and nothing is said again. */
  forgetOthers(): void {
    const { roll, strangers, uplink } = this.#parts;
    strangers.keepOnly((bridge, device) => roll.mayIntroduce(bridge, device));
    uplink.keepOnly((id, device) => roll.mayName(id, device) || strangers.has(id, device));
  }

  /** Ends the connections of those whose credential was taken back or changed. */
  #cutRevoked(): void {
    const { roll, sessions } = this.#parts;
    for (const stream of sessions.streams) {
      const { hash } = sessions.find(stream) ?? {};
      const id = stream.connectFacts?.username;
      if (hash !== undefined && id !== undefined && roll.find(id)?.hash !== hash)
        stream.refuse(new Refusal('its credential was taken back or changed'));
    }
  }
}
