import type { Cancel, Clock, RadioAnswer, RadioAsk } from '@farmgate/gateway/contract';
import { encodeFrame, toHex } from '../codec/index.ts';
import type { Tapped } from '../link/link.ts';
import type { ControlAsk, ControlSaid, RadioStats, TapLine, TapStart } from './messages.ts';

/** The radio as the control line needs it: a running bridge, or a port opened for one command. */
export interface ControlledRadio {
  readonly about: Pick<TapStart, 'bridge' | 'radio' | 'master' | 'packetMs'>;
  /** Work between the polls; its answers come to `onAnswer`, the last one is `ended`. */
  ask(ask: RadioAsk, onAnswer: (answer: RadioAnswer) => void): void;
  tap(onTapped: (tapped: Tapped) => void): Cancel;
  stats(): RadioStats;
}

/** One client's side of the control line: what he asked for and is not over yet. Whoever leaves takes it with him. */
export class ControlDesk {
  readonly #radio: ControlledRadio;
  readonly #clock: Clock;
  readonly #say: (said: ControlSaid) => void;
  readonly #underWay = new Map<string, RadioAsk>();
  #cancelTap: Cancel | undefined;

  constructor(radio: ControlledRadio, clock: Clock, say: (said: ControlSaid) => void) {
    this.#radio = radio;
    this.#clock = clock;
    this.#say = say;
  }

  take(ask: ControlAsk): void {
    if ('tap' in ask) this.#tap();
    else if ('stats' in ask) this.#say(this.#radio.stats());
    else this.#ask(ask);
  }

  /** The client is gone. What changes an outlet ends by itself in seconds: half of it would be worse than all. */
  close(): void {
    this.#cancelTap?.();
    const asked = [...this.#underWay.values()];
    this.#underWay.clear();
    if (asked.some(mayBeStopped)) this.#radio.ask({ id: 'client-is-gone', ask: 'stop' }, () => {});
  }

  #ask(ask: RadioAsk): void {
    if (this.#underWay.has(ask.id)) return this.#say({ kind: 'refused', note: 'This id is in use', isLast: false });
    this.#underWay.set(ask.id, ask);
    this.#radio.ask(ask, (answer) => {
      if (answer.kind === 'ended') this.#underWay.delete(ask.id);
      this.#say(answer);
    });
  }

  #tap(): void {
    if (this.#cancelTap) return;
    this.#cancelTap = this.#radio.tap((tapped) => this.#say(lineOf(tapped)));
    this.#say({ kind: 'tap', at: this.#clock.monoMs(), wallMs: this.#clock.wallMs(), ...this.#radio.about });
  }
}

function mayBeStopped({ ask }: RadioAsk): boolean {
  return ask === 'ping' || ask === 'walk' || ask === 'scan';
}

function lineOf(tapped: Tapped): TapLine {
  const at = Math.round(tapped.at * 1_000) / 1_000;
  const { kind, way } = tapped;
  if (kind === 'bytes') return { kind, at, way, bytes: toHex(tapped.bytes) };
  return { kind, at, way: tapped.way, bytes: toHex(encodeFrame(tapped.frame)) };
}
