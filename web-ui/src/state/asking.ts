import type { FieldApi } from '../api/field-api.ts';
import type { SwitchRequest } from '../components/socket-card.ts';
import { createUuid } from '../api/uuid.ts';
import { sentenceOf } from '../components/field-error.ts';
import { Observable } from './observable.ts';

/** What is being asked of each switch right now, and what the gateway said against the last asking. By `device point`. */
export type Asking = ReadonlyMap<string, { readonly value?: boolean; readonly problem?: string }>;

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
    const answer = await this.#api.command({ ...request, id: createUuid() });
    this.#set(key, 'problem' in answer ? { problem: sentenceOf(answer.problem) } : undefined);
  }

  #set(key: string, entry: { value?: boolean; problem?: string } | undefined): void {
    const next = new Map(this.value);
    if (entry) next.set(key, entry);
    else next.delete(key);
    this.value = next;
  }
}

/** The key of a switch in what is being asked. */
export function keyOf({ device, point }: Pick<SwitchRequest, 'device' | 'point'>): string {
  return `${device} ${point}`;
}
