import type { Command } from '@farmgate/gateway/contract';
import type { FieldApi } from '../api/field-api.ts';
import type { SwitchRequest } from '../components/socket-card.ts';
import { createUuid } from '../api/uuid.ts';
import { sentenceOf } from '../components/field-error.ts';
import { Observable } from './observable.ts';

/** One tap: what it asks, the command it became, or what the gateway said against it. */
export interface Tap {
  readonly value?: boolean;
  /** The gateway has taken it: it counts until the farm shows a command with this id. */
  readonly accepted?: string;
  /** Gateway wall time of that. */
  readonly acceptedAt?: number;
  readonly problem?: string;
}

/** The last tap on each switch, by `device point`. */
export type Asking = ReadonlyMap<string, Tap>;

/** Carries taps to the gateway. Nothing is queued: what does not get through is said so and forgotten. */
export class AskingStore extends Observable<Asking> {
  readonly #api: FieldApi;

  constructor(api: FieldApi) {
    super(new Map());
    this.#api = api;
  }

  async ask(request: SwitchRequest): Promise<void> {
    const key = keyOf(request);
    this.#set(key, { value: request.value });
    const id = createUuid();
    const answer = await this.#api.command({ ...request, id });
    if ('problem' in answer) this.#set(key, { problem: sentenceOf(answer.problem) });
    else this.#set(key, { value: request.value, accepted: id, acceptedAt: answer.value.acceptedAt });
  }

  #set(key: string, tap: Tap): void {
    this.value = new Map(this.value).set(key, tap);
  }
}

/** What a tap still asks: nothing more once the farm shows the command it became, or one that came after it. */
export function pendingValue(tap: Tap | undefined, shown: Command | undefined): boolean | undefined {
  if (tap?.accepted === undefined) return tap?.value;
  return shown !== undefined && (shown.id === tap.accepted || shown.acceptedAt > (tap.acceptedAt ?? 0))
    ? undefined
    : tap.value;
}

/** The key of a switch in what is being asked. */
export function keyOf({ device, point }: Pick<SwitchRequest, 'device' | 'point'>): string {
  return `${device} ${point}`;
}
