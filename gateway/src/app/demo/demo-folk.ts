import type { PumpView } from '../../contract/index.ts';
import type { UserRecord } from '../../domain/people/ports.ts';
import { habitAt, minutesBetween, oneOf } from './demo-habits.ts';
import { actorOf, type DemoParts } from './demo-parts.ts';

/** More than so many waiting in a village is no fun to look at. */
const MOST_WAITING = 4;
const MOST_AT_A_PUMP = 2;
const MOST_PLANNED = 2;

/** Simulated people of one site, who do what people do: by the very calls that pages use. */
export class DemoFolk {
  readonly #parts: DemoParts;
  readonly #site: string;

  constructor(parts: DemoParts, site: string) {
    this.#parts = parts;
    this.#site = site;
  }

  /** Somebody does something, or nobody does anything. */
  act(): void {
    switch (habitAt(this.#parts.random())) {
      case 'ask':
        return this.#ask();
      case 'extend':
        return this.#extend();
      case 'stop':
        return this.#stop();
      case 'plan':
        return this.#plan();
      case 'ask-for-minutes':
        return this.#askForMinutes();
      case 'nothing':
        return undefined;
    }
  }

  /** Somebody asks for a turn. */
  #ask(): void {
    const { side, random } = this.#parts;
    if (this.#runs.filter(({ state }) => state === 'waiting').length >= MOST_WAITING) return;
    const person = oneOf(this.#idle, random);
    const pump = oneOf(
      this.#pumps.filter(({ waiting }) => waiting < MOST_AT_A_PUMP),
      random,
    );
    if (!person || !pump) return;
    const seconds = minutesBetween(3, 12, random);
    side.sharing.request(actorOf(person), { pump: pump.id, seconds, isConfirmed: true });
  }

  #extend(): void {
    const { side, random } = this.#parts;
    const run = oneOf(this.#running, random);
    if (run) side.sharing.extend(actorOf(run.person), run.id, minutesBetween(2, 4, random));
  }

  #stop(): void {
    const run = oneOf(this.#running, this.#parts.random);
    if (run) this.#parts.side.sharing.end(actorOf(run.person), run.id);
  }

  #plan(): void {
    const { side, random, clock } = this.#parts;
    const waiting = side.planned.list(this.#site).filter(({ state }) => state === 'planned');
    const person = oneOf(this.#people, random);
    const pump = oneOf(this.#pumps, random);
    if (!person || !pump || waiting.length >= MOST_PLANNED) return;
    const at = clock.wallMs() + 1000 * minutesBetween(10, 90, random);
    side.planned.plan(actorOf(person), { pump: pump.id, seconds: minutesBetween(3, 10, random), at });
  }

  #askForMinutes(): void {
    const { side, random } = this.#parts;
    const person = oneOf(this.#people, random);
    const seconds = 30 * 60 * (1 + Math.floor(random() * 4));
    if (person) side.wallets.askForMinutes(actorOf(person), { seconds, note: 'For my field' });
  }

  /** Those who live here and may pump, as far as the demo made them. */
  get #people(): UserRecord[] {
    const all = this.#parts.store.forSite(this.#site).list();
    return all.filter(({ login, role, suspended }) => login.endsWith('.demo') && role === 'user' && !suspended);
  }

  get #idle(): UserRecord[] {
    const busy = new Set(this.#runs.map(({ user }) => user));
    return this.#people.filter(({ id }) => !busy.has(id));
  }

  get #pumps(): PumpView[] {
    const mayRun = ({ lockedOutBy, outOfService, isHeard }: PumpView) =>
      isHeard && lockedOutBy === undefined && outOfService === undefined;
    return this.#parts.side.pumps.list(this.#site).filter(mayRun);
  }

  get #runs() {
    return [...this.#parts.side.sharing.stateOf(this.#site).runs.values()];
  }

  /** Runs of simulated people that pump now. */
  get #running(): { readonly id: string; readonly person: UserRecord }[] {
    const people = new Map(this.#people.map((person) => [person.id, person]));
    return this.#runs.flatMap(({ id, user, state }) => {
      const person = people.get(user);
      return person && state === 'running' ? [{ id, person }] : [];
    });
  }
}
