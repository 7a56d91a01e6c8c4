import { Readings, type Cancel, type Clock, type TopicWord } from '@farmgate/gateway/contract';
import type { NodeVoice } from '../nodes/node-voice.ts';

/** What a person sees of a device. */
interface Seen {
  values: Record<string, unknown>;
  /** Its last command failed. */
  hasFailed: boolean;
}

const RENEWS_EVERY_MS = 20_000;
const LOOKS_EVERY_MS = 30_000;

/** Somebody at the devices on the network: switches pumps, renews their leases, and keeps a tank full by what its sensor says. */
export class Hand {
  readonly #clock: Clock;
  readonly #voices: ReadonlyMap<string, NodeVoice>;
  readonly #seen = new Map<string, Seen>();
  readonly #wanted = new Set<string>();
  #commands = 0;
  #cancels: Cancel[] = [];

  constructor(clock: Clock, voices: readonly NodeVoice[]) {
    this.#clock = clock;
    this.#voices = new Map(voices.map((voice) => [voice.node.name, voice]));
  }

  /** Listens to all devices from now on. */
  start(keeps?: { readonly low: number; readonly full: number }): void {
    for (const voice of this.#voices.values()) this.#listen(voice);
    this.#every(RENEWS_EVERY_MS, () => this.#renew());
    if (keeps) this.#every(LOOKS_EVERY_MS, () => this.#keep(keeps));
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  switch(device: string, on: boolean): void {
    if (on) this.#wanted.add(device);
    else this.#wanted.delete(device);
    this.#command(device, on);
  }

  /** What a device said last of one of its points. */
  valueOf(device: string, point: string): unknown {
    return this.#seen.get(device)?.values[point];
  }

  #listen(voice: NodeVoice): void {
    const seen: Seen = { values: {}, hasFailed: false };
    this.#seen.set(voice.node.name, seen);
    const line = {
      say: (word: TopicWord, message: unknown) => {
        if (word === 'receipts') seen.hasFailed = isFailure(message);
        const readings = word === 'readings' ? Readings.safeParse(message) : undefined;
        if (readings?.success) seen.values = { ...seen.values, ...readings.data.values };
      },
    };
    voice.onLink = (isUp) => {
      if (isUp) voice.connected(line);
    };
    if (voice.isUp) voice.connected(line);
  }

  /** A run that has ended by itself is not begun again. */
  #renew(): void {
    for (const device of this.#wanted) {
      if (this.valueOf(device, 'relay') === true) this.#command(device, true);
      if (this.#seen.get(device)?.hasFailed) this.#wanted.delete(device);
    }
  }

  #keep({ low, full }: { readonly low: number; readonly full: number }): void {
    const level = this.valueOf('tank-1', 'level');
    const isOn = this.valueOf('pump-1', 'relay') === true;
    if (typeof level !== 'number') return;
    if (level < low && !isOn) this.switch('pump-1', true);
    if (level >= full && isOn) this.switch('pump-1', false);
  }

  #command(device: string, on: boolean): void {
    const id = `by-hand-${++this.#commands}`;
    this.#voices.get(device)?.hear({ id, point: 'relay', value: on, ...(on ? { ttlMs: 15_000 } : {}) });
  }

  #every(ms: number, run: () => void): void {
    const again = () => {
      run();
      this.#cancels[at] = this.#clock.after(ms, again);
    };
    const at = this.#cancels.length;
    this.#cancels[at] = this.#clock.after(ms, again);
  }
}

function isFailure(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'state' in message && message.state === 'failed';
}
