import type { PlannedRun, PlannedRunRequest, RunRequest, WalletView } from '@farmgate/gateway/contract';
import type { Answer, Refusal } from '../api/answer.ts';
import { createPumpsApi, type PumpsApi } from '../api/pumps-api.ts';
import type { Send } from '../api/send.ts';
import { loading, settle, type Loadable } from './loadable.ts';
import { Observable } from './observable.ts';

/** The page's way to the shared pumps. */
export interface PumpLine {
  readonly send: Send;
}

/** What stands on the desk of somebody who uses pumps. */
export interface Desk {
  readonly wallet: Loadable<WalletView>;
  readonly planned: Loadable<readonly PlannedRun[]>;
  /** What is being asked of the gateway, by what it is about. */
  readonly asking: ReadonlySet<string>;
  /** What was refused last, by what it was about. */
  readonly refused: ReadonlyMap<string, Refusal>;
}

const empty: Desk = { wallet: loading, planned: loading, asking: new Set(), refused: new Map() };

/** Carries what a pump user asks to the gateway, once each. Nothing is queued: what does not get through is said so. */
export class PumpDesk extends Observable<Desk> {
  readonly api: PumpsApi;
  #user: string | undefined;

  constructor({ send }: PumpLine) {
    super(empty);
    this.api = createPumpsApi(send);
  }

  /** Whose desk it is: another person's starts empty. What their wallet holds is loaded by who hears that it is new. */
  sitDown(user: string): void {
    if (user === this.#user) return;
    this.#user = user;
    this.value = empty;
    void this.loadPlanned();
  }

  /** True once it has been taken. What is asked already is not asked again. */
  async ask<T>(about: string, request: (api: PumpsApi) => Promise<Answer<T>>): Promise<boolean> {
    if (this.value.asking.has(about)) return false;
    this.#note(about, true);
    const answer = await request(this.api);
    this.#note(about, false, 'problem' in answer ? answer.problem : undefined);
    return 'value' in answer;
  }

  start(request: RunRequest): Promise<boolean> {
    return this.ask(request.pump, (api) => api.start(request));
  }

  async plan(request: PlannedRunRequest): Promise<boolean> {
    const isTaken = await this.ask(request.pump, (api) => api.plan(request));
    if (isTaken) void this.loadPlanned();
    return isTaken;
  }

  async cancelPlan(id: string): Promise<void> {
    await this.ask(id, (api) => api.cancelPlan(id));
    void this.loadPlanned();
  }

  /** Takes back that something was refused: it was read, or something else is asked. */
  forget(about: string): void {
    const refused = new Map(this.value.refused);
    if (refused.delete(about)) this.value = { ...this.value, refused };
  }

  async loadWallet(): Promise<void> {
    const user = this.#user;
    const answer = await this.api.wallet();
    if (user === this.#user) this.value = { ...this.value, wallet: settle(this.value.wallet, answer) };
  }

  async loadPlanned(): Promise<void> {
    const user = this.#user;
    const answer = await this.api.planned();
    const planned = 'value' in answer ? { value: answer.value.planned } : answer;
    if (user === this.#user) this.value = { ...this.value, planned: settle(this.value.planned, planned) };
  }

  #note(about: string, isAsked: boolean, problem?: Refusal): void {
    const asking = new Set(this.value.asking);
    const refused = new Map(this.value.refused);
    if (isAsked) asking.add(about);
    else asking.delete(about);
    refused.delete(about);
    if (problem) refused.set(about, problem);
    this.value = { ...this.value, asking, refused };
  }
}

const desks = new WeakMap<PumpLine, PumpDesk>();

/** The one desk of a page: what was asked on one screen is still being asked on the next. */
export function deskOf(line: PumpLine, user: string): PumpDesk {
  const desk = desks.get(line) ?? new PumpDesk(line);
  desks.set(line, desk);
  desk.sitDown(user);
  return desk;
}
