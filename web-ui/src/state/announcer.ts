import type { Alarm } from '../points/alarms.ts';

/** An alarm that comes and goes is not read out again until it was away for so long. */
const FORGET_AFTER_MS = 60_000;

/** Decides what is read out: each critical alarm when it comes, and not again while it lasts. */
export class Announcer {
  /** When each alarm was last there, by its key. */
  readonly #known = new Map<string, number>();
  #before: readonly Alarm[] = [];
  #batch: readonly Alarm[] = [];

  /** What to say now, the same until something new comes; empty where nothing of it lasts. */
  say(alarms: readonly Alarm[], now: number): string {
    const critical = alarms.filter(({ severity }) => severity === 'critical');
    const fresh = critical.filter((alarm) => !has(this.#before, alarm) && !this.#isKnown(alarm, now));
    for (const { key } of critical) this.#known.set(key, now);
    this.#before = critical;
    if (fresh.length > 0) this.#batch = fresh;
    else if (!this.#batch.some((alarm) => has(critical, alarm))) this.#batch = [];
    return this.#batch.map(({ title, device, help }) => `${title}. ${device.name}. ${help}`).join(' ');
  }

  #isKnown({ key }: Alarm, now: number): boolean {
    return now - (this.#known.get(key) ?? -Infinity) < FORGET_AFTER_MS;
  }
}

function has(alarms: readonly Alarm[], { key }: Alarm): boolean {
  return alarms.some((alarm) => alarm.key === key);
}
