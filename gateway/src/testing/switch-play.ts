import type { Receipt } from '../contract/index.ts';
import { smartOutletV1 } from '../device-types/index.ts';
import { newCommand, type FieldCommand, type Moment } from '../domain/field/command.ts';
import {
  newSwitch,
  nextTick,
  stepSwitch,
  type SwitchControl,
  type SwitchEffect,
  type SwitchEvent,
  type SwitchProfile,
} from '../domain/field/switch-machine.ts';
import { UNEXPLAINED } from '../domain/field/switch-suspicion.ts';

/** What a version 1 socket feeds, a pump on one, and a device that reports its contact itself. */
export const outlet: SwitchProfile = { judging: smartOutletV1.judging, load: 'outlet' };
export const pump: SwitchProfile = { ...outlet, load: 'pump' };
export const node: SwitchProfile = { load: 'outlet' };

/** Who asks, for what. */
export const request = { site: 'site_one', device: 'outlet-fe', point: 'relay.a', by: 'ana' };

/** An hour of an owed OFF has fewer. */
const MOST_TICKS = 2_000;

/** Plays events at seconds on one switch, letting every tick that falls due happen first. */
export class Play {
  control: SwitchControl;
  readonly published: { at: number; id: string; how: string; value: unknown }[] = [];
  readonly saved = new Map<string, FieldCommand>();
  readonly wanted: string[] = [];
  /** When an OFF of its own was wanted for a current that no command explains. Unit: s. */
  readonly suspected: number[] = [];
  readonly profile: SwitchProfile;
  /** What was saved and handed over, in order. */
  log: string[] = [];
  /** Whether an OFF that is wanted is accepted at once, as the engine does it. */
  obeys = false;
  #ms = 0;

  constructor(profile: SwitchProfile, control: SwitchControl = { ...newSwitch(), reachable: true }) {
    this.profile = profile;
    this.control = control;
  }

  at(second: number, event: SwitchEvent): this {
    this.until(second);
    return this.#step(event);
  }

  ask(second: number, value: boolean, id: string): this {
    this.until(second);
    return this.#step({ type: 'accepted', command: newCommand({ ...request, id, value }, this.#now()) });
  }

  receipt(second: number, id: string, state: Receipt['state'], rest: Partial<Receipt> = {}): this {
    return this.at(second, { type: 'receipt', receipt: { id, state, ...rest } });
  }

  obeying(): this {
    this.obeys = true;
    return this;
  }

  until(second: number): this {
    const end = Math.round(second * 1000);
    let ticks = 0;
    for (let due = this.#dueBefore(end); due !== undefined; due = this.#dueBefore(end)) {
      if (++ticks > MOST_TICKS) throw new Error('a tick is due again and again');
      this.#ms = Math.max(this.#ms, due);
      const before = this.control;
      this.#step({ type: 'tick' });
      if (this.control === before) throw new Error('a tick that was due changed nothing');
    }
    this.#ms = end;
    return this;
  }

  command(id: string): FieldCommand {
    const command = this.saved.get(id);
    if (!command) throw new Error(`no command ${id}`);
    return command;
  }

  #dueBefore(end: number): number | undefined {
    const due = nextTick(this.control, this.profile);
    return due !== undefined && due <= end ? due : undefined;
  }

  #now(): Moment {
    return { mono: this.#ms, wall: 1e12 + this.#ms };
  }

  #step(event: SwitchEvent): this {
    const step = stepSwitch(this.control, event, this.profile, this.#now());
    this.control = step.control;
    for (const effect of step.effects) this.#note(effect);
    return this;
  }

  #note(effect: SwitchEffect): void {
    switch (effect.do) {
      case 'want-off':
        return this.#want(effect.why);
      case 'save':
        this.log.push(`save ${effect.command.id}`);
        this.saved.set(effect.command.id, effect.command);
        return;
      case 'publish': {
        const { id, value } = effect.command;
        this.log.push(`${effect.how} ${id}`);
        this.published.push({ at: this.#ms / 1000, id, how: effect.how, value });
        return;
      }
      default:
        throw new Error('there is no such effect');
    }
  }

  #want(why: string): void {
    this.wanted.push(why);
    if (why === UNEXPLAINED) this.suspected.push(this.#ms / 1000);
    if (!this.obeys) return;
    const id = `own-${this.wanted.length}`;
    this.#step({ type: 'accepted', command: newCommand({ ...request, id, value: false }, this.#now()) });
  }
}

/** Switched off and confirmed as such at 1.5 s, after it drew current. */
export const settled = (profile = outlet) =>
  new Play(profile)
    .at(0, { type: 'current', mA: 4_800 })
    .ask(1, false, 'off')
    .receipt(1.2, 'off', 'delivered')
    .at(1.5, { type: 'current', mA: 0 });
