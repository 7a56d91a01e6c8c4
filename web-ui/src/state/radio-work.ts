import type { Cancel, Clock, RadioRequest } from '@farmgate/gateway/contract';
import type { FieldApi } from '../api/field-api.ts';
import { createUuid } from '../api/uuid.ts';
import type { HearRadio } from './live-store.ts';
import { Observable } from './observable.ts';
import { afterAnswer, isBusy, leftMs, noWork, type Work } from './work.ts';

/** The way to the radio: asking goes by request, hearing by the live line. */
export interface RadioLine {
  readonly api: Pick<FieldApi, 'radio'>;
  readonly onRadio: (hear: HearRadio) => () => void;
  readonly clock: Clock;
}

/** What may be asked for, without its id: that is made here. */
export type RadioWish = RadioRequest extends infer Request
  ? Request extends { id: string }
    ? Omit<Request, 'id'>
    : never
  : never;

/** One piece of work at the radio at a time: asks for it, follows its answers, and stops it when its page is left. */
export class RadioWork extends Observable<Work> {
  readonly #line: RadioLine;
  #device = '';
  #id: string | undefined;
  #undo: (() => void) | undefined;
  #cancelEnd: Cancel | undefined;

  constructor(line: RadioLine) {
    super(noWork);
    this.#line = line;
  }

  /** Begins. It counts as over after `windowMs`, whatever is heard of it. */
  async start(device: string, wish: RadioWish, windowMs: number): Promise<void> {
    if (isBusy(this.value)) return;
    const id = createUuid();
    this.#device = device;
    this.#id = id;
    // The first answer may be here before that to the request is.
    this.#undo = this.#line.onRadio(({ answer }) => {
      if (answer.id !== id) return;
      this.value = afterAnswer(this.value, answer, this.#line.clock.monoMs());
      if (answer.kind === 'ended') this.#release();
    });
    this.#cancelEnd = this.#line.clock.after(windowMs, () => this.#end());
    this.value = { ...noWork, phase: 'asking', endsAtMs: this.#line.clock.monoMs() + windowMs };
    const answer = await this.#line.api.radio(device, { ...wish, id });
    // What is heard of it proves that it was begun, even where the answer to the request was lost.
    if (id !== this.#id || !('problem' in answer) || this.value.phase !== 'asking') return;
    this.#end();
    this.value = { ...this.value, problem: answer.problem };
  }

  /** Ends what is under way. What was heard of it stays to be read. */
  stop(): void {
    if (!isBusy(this.value)) return;
    this.#end();
    void this.#line.api.radio(this.#device, { id: createUuid(), ask: 'stop' }, true);
  }

  /** Time left until it ends by itself. Unit: ms. */
  leftMs(): number {
    return leftMs(this.value, this.#line.clock.monoMs());
  }

  /** How long nothing was heard of it; undefined where nothing was ever. Unit: ms. */
  silentMs(): number | undefined {
    const { heardAtMs } = this.value;
    return heardAtMs === undefined ? undefined : this.#line.clock.monoMs() - heardAtMs;
  }

  #end(): void {
    this.value = { ...this.value, phase: 'ended' };
    this.#release();
  }

  #release(): void {
    this.#id = undefined;
    this.#undo?.();
    this.#cancelEnd?.();
  }
}
