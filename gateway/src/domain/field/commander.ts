import type { Cancel, Command, CommandRequest, PointDefinition, Receipt } from '../../contract/index.ts';
import type { Actor } from '../people/actor.ts';
import { isAllowed } from '../people/permissions.ts';
import {
  fail,
  isOff,
  isOpen,
  newCommand,
  toMessage,
  toView,
  type FieldCommand,
  type Lease,
  type Moment,
} from './command.ts';
import { commandTopicOf, definitionOf, profileOf, viewPoint, type DeviceState } from './device-state.ts';
import { done, momentOf, refused, type Farm, type FieldParts, type Outcome, type Refusal } from './farm.ts';
import { findFaultInRequest } from './ingest.ts';
import type { CommandFilter } from './ports.ts';
import type { ReadingBook } from './readings.ts';
import { nextSettingTick, stepSetting, type SettingControl, type SettingEvent } from './setting-machine.ts';
import { nextTick, stepSwitch, type SwitchControl, type SwitchEffect, type SwitchEvent } from './switch-machine.ts';

/** An accepted command; `known` when its id was accepted before and nothing new was done. */
export interface Accepted {
  readonly command: Command;
  readonly known: boolean;
}

/** What an engine wants of a switch. */
export interface EngineOrder extends Pick<FieldCommand, 'site' | 'device' | 'point' | 'by'> {
  /** Absent: a fresh one. */
  readonly id?: string;
  readonly value: boolean;
  readonly lease?: Lease;
  /** Of an ON. */
  readonly expiryMs?: number;
}

/** An order in two steps, so that its record is part of the engine's own transaction. `send` also where that has failed: for an OFF. */
export interface PreparedOrder {
  readonly record: () => void;
  readonly send: () => void;
}

/** Takes commands, moves the machines of switches and settings, and carries out what they decide. */
export class Commander {
  readonly #parts: FieldParts;
  readonly #farm: Farm;
  readonly #readings: ReadingBook;
  readonly #timers = new Map<string, Cancel>();
  readonly #unsaved = new Map<string, FieldCommand>();

  constructor(parts: FieldParts, farm: Farm, readings: ReadingBook) {
    this.#parts = parts;
    this.#farm = farm;
    this.#readings = readings;
  }

  /** A person's or program's command: on the disk before anything is sent. */
  accept(actor: Actor, request: CommandRequest): Outcome<Accepted> {
    const known = request.id === undefined ? undefined : this.#find(request.id);
    if (known) return answerKnown(known, actor, request);
    const state = this.#farm.find(actor.site, request.device);
    if (!state) return refused('not-found', `There is no device ${request.device} here.`, '/device');
    const definition = definitionOf(state, request.point);
    if (!definition) return refused('not-found', `${state.record.name} has no point ${request.point}.`, '/point');
    if (definition.kind === 'setting' && !isAllowed(actor, 'manage-devices'))
      return refused('not-allowed', `${definition.label} protects what is connected. Ask an admin or installer.`);
    const fault = findFaultInRequest(definition, request.value);
    if (fault) return refused('invalid', `${fault}.`, '/value');
    const refusal = request.value === true ? this.#refuseOn(state, definition) : undefined;
    if (refusal) return refusal;
    if (request.value === true && this.#parts.isGoverned?.(actor.site, request.device, request.point))
      return refused('conflict', 'This pump is shared: ask for a run, and it starts when it is your turn.');
    const now = momentOf(this.#parts.clock);
    const command = newCommand(
      { ...request, id: request.id ?? this.#parts.newId(), site: actor.site, by: actor.name },
      now,
    );
    this.#take(state, definition, command, now, () =>
      this.#parts.audit.write({
        actor,
        action: 'command.accept',
        subject: `${command.device} ${command.point}`,
        after: { id: command.id, value: command.value },
        result: 'accepted',
      }),
    );
    return done({ command: toView(this.#find(command.id) ?? command), known: false });
  }

  /**
   * OFF to every switch of these devices, all recorded in one step with `record`; what was on its way to ON fails as latched.
   * Answers the OFFs.
   */
  stopAll(states: readonly DeviceState[], by: string, record: () => void): Command[] {
    const now = momentOf(this.#parts.clock);
    const switches = states.flatMap((state) => [...state.switches.keys()].map((point) => ({ state, point })));
    const commands = switches.map(({ state, point }) => {
      const { site, id: device } = state.record;
      return {
        state,
        point,
        command: newCommand({ id: this.#parts.newId(), site, device, point, value: false, by }, now),
      };
    });
    this.#saving(() =>
      this.#parts.store.transaction(() => {
        record();
        for (const { command } of commands) this.#parts.store.insertCommand(command, this.#parts.clock.boot);
      }),
    );
    for (const { state, point } of switches) this.dispatch(state, point, { type: 'latched' });
    const rest = commands.map(({ state, point, command }) =>
      this.#stepSwitch(state, point, { type: 'accepted', command }, now),
    );
    for (const run of rest) run();
    return commands.map(({ command }) => toView(this.#find(command.id) ?? command));
  }

  /** An engine's order. What may not be switched on is refused as for people; an OFF never is. */
  prepare(order: EngineOrder): Outcome<PreparedOrder> {
    const { site, device, point, value, by, lease, expiryMs } = order;
    // A run's id is chosen by a person, and so may be that of a command before it.
    if (order.id !== undefined && this.#find(order.id)) return refused('id-used', `The id ${order.id} is taken.`);
    const id = order.id ?? this.#parts.newId();
    const state = this.#farm.find(site, device);
    const definition = state && definitionOf(state, point);
    if (!state || definition?.kind !== 'switch')
      return refused('not-found', `There is no switch ${point} of ${device}.`);
    const refusal = value ? this.#refuseOn(state, definition) : undefined;
    if (refusal) return refusal;
    const now = momentOf(this.#parts.clock);
    const command = newCommand({ id, site, device, point, value, by, ...(lease ? { lease } : {}) }, now, expiryMs);
    return done({
      record: () => this.#parts.store.insertCommand(command, this.#parts.clock.boot),
      send: () => this.#stepSwitch(state, point, { type: 'accepted', command }, now)(),
    });
  }

  /** Whether its last command is an OFF that is not confirmed yet. */
  isOffOwed({ site, device, point }: Pick<FieldCommand, 'site' | 'device' | 'point'>): boolean {
    const command = this.#farm.find(site, device)?.switches.get(point)?.command;
    return command !== undefined && isOff(command) && isOpen(command);
  }

  /** Lets a device that is on stay on. No command of its own: what is off ignores it, and what is late is left. */
  renew(
    { site, device, point }: Pick<FieldCommand, 'site' | 'device' | 'point'>,
    lease: Lease,
    expiryMs: number,
  ): void {
    const state = this.#farm.find(site, device);
    const control = state?.switches.get(point);
    if (!state || !control?.reachable || control.desired !== true || this.#farm.latches.isLatched(site)) return;
    const now = momentOf(this.#parts.clock);
    const by = 'gateway';
    const command = newCommand({ id: this.#parts.newId(), site, device, point, value: true, by, lease }, now, expiryMs);
    this.#parts.publish(commandTopicOf(state), {
      ...toMessage(command, 'first', this.#parts.clock.boot, now),
      renew: true,
    });
  }

  /** An event of the field for one switch. */
  dispatch(state: DeviceState, point: string, event: SwitchEvent): void {
    this.#stepSwitch(state, point, event, momentOf(this.#parts.clock))();
  }

  dispatchSetting(state: DeviceState, point: string, event: SettingEvent): void {
    this.#stepSetting(state, point, event, momentOf(this.#parts.clock))();
  }

  /** A transport's receipt, for whichever point of the device it concerns. */
  receive(state: DeviceState, receipt: Receipt): void {
    for (const [point, control] of state.switches)
      if (control.command?.id === receipt.id) this.dispatch(state, point, { type: 'receipt', receipt });
    for (const [point, control] of state.settings)
      if (control.command?.id === receipt.id) this.dispatchSetting(state, point, { type: 'receipt', receipt });
  }

  find(site: string, id: string): Command | undefined {
    const command = this.#find(id);
    return command?.site === site ? toView(command) : undefined;
  }

  /** Newest first. */
  list(site: string, filter: CommandFilter): Command[] {
    return this.#parts.store
      .listCommands(site, filter)
      .map((command) => toView(this.#unsaved.get(command.id) ?? this.#current(command) ?? command));
  }

  /** Ends what waits for a device that is being forgotten. */
  abandon(state: DeviceState): void {
    const now = momentOf(this.#parts.clock);
    for (const { command } of [...state.switches.values(), ...state.settings.values()])
      if (command && isOpen(command)) this.#saveSoon(fail(command, 'offline', now, 'the device was forgotten'));
    for (const key of this.#timers.keys()) if (key.startsWith(`${state.record.id} `)) this.#cancel(key);
  }

  /** Sets every machine's timer, after a start. */
  resume(): void {
    for (const state of this.#farm.devices.values()) {
      for (const point of state.switches.keys()) this.#setTimer(state, point);
      for (const point of state.settings.keys()) this.#setTimer(state, point);
    }
  }

  /** Writes what is not on the disk yet. */
  flush(): void {
    if (this.#unsaved.size === 0) return;
    const commands = [...this.#unsaved.values()];
    const saved = this.#saving(() =>
      this.#parts.store.transaction(() => {
        for (const command of commands) this.#parts.store.updateCommand(command);
      }),
    );
    if (!saved) return;
    for (const command of commands) if (this.#unsaved.get(command.id) === command) this.#unsaved.delete(command.id);
  }

  stop(): void {
    for (const key of this.#timers.keys()) this.#cancel(key);
    this.flush();
  }

  #refuseOn(state: DeviceState, definition: PointDefinition): RefusedOn | undefined {
    const { site } = state.record;
    if (this.#farm.latches.isLatched(site))
      return refusedOn('latched', 'Everything is stopped. An admin must allow running again first.');
    const quiet = this.#farm.latches.quietFor(site, momentOf(this.#parts.clock));
    if (quiet > 0)
      return refusedOn('latched', `Running was allowed a moment ago. Try again in ${Math.ceil(quiet / 1000)} s.`);
    const said = state.points.get(definition.id);
    if (said?.load === 'pump' && !state.type.hasLease && !said.contactor)
      return refusedOn(
        'unsafe-load',
        'A pump on this outlet needs an admin to confirm that a contactor supervises it.',
      );
    return undefined;
  }

  /** Records a new command and what it supersedes, then hands it over. An OFF is sent even where the disk fails. */
  #take(state: DeviceState, definition: PointDefinition, command: FieldCommand, now: Moment, record: () => void): void {
    const write = () =>
      this.#parts.store.transaction(() => {
        this.#parts.store.insertCommand(command, this.#parts.clock.boot);
        record();
      });
    if (isOff(command)) this.#saving(write);
    else write();
    const event = { type: 'accepted', command } as const;
    if (definition.kind === 'switch') this.#stepSwitch(state, definition.id, event, now)();
    else this.#stepSetting(state, definition.id, event, now)();
  }

  #takeOwnOff(state: DeviceState, point: string, why: string): void {
    const definition = definitionOf(state, point);
    if (!definition) return;
    const now = momentOf(this.#parts.clock);
    const { site, id: device } = state.record;
    const by = `gateway: ${why}`;
    this.#parts.log.info({ device, point }, `OFF by the gateway: ${why}`);
    this.#take(
      state,
      definition,
      newCommand({ id: this.#parts.newId(), site, device, point, value: false, by }, now),
      now,
      () => {},
    );
  }

  /** Moves one switch and answers what is left to do once all is recorded: publishing, and an OFF of the gateway's own. */
  #stepSwitch(state: DeviceState, point: string, event: SwitchEvent, now: Moment): () => void {
    const before = state.switches.get(point);
    if (!before) return () => {};
    const { control, effects } = stepSwitch(before, event, profileOf(state, point), now);
    state.switches.set(point, control);
    this.#setTimer(state, point);
    if (differs(before, control)) this.#tell(state, point);
    if (before.unexplained !== control.unexplained) this.#readings.flag(state, point, control.unexplained);
    for (const effect of effects) if (effect.do === 'save') this.#saveSoon(effect.command);
    return () => {
      for (const effect of effects) this.#carryOut(state, point, effect, now);
    };
  }

  #stepSetting(state: DeviceState, point: string, event: SettingEvent, now: Moment): () => void {
    const before = state.settings.get(point);
    if (!before) return () => {};
    const { control, effects } = stepSetting(before, event, now);
    state.settings.set(point, control);
    this.#setTimer(state, point);
    if (before.command !== control.command) this.#tell(state, point);
    for (const effect of effects) if (effect.do === 'save') this.#saveSoon(effect.command);
    return () => {
      for (const effect of effects) if (effect.do === 'publish') this.#publish(state, effect, now);
    };
  }

  #carryOut(state: DeviceState, point: string, effect: SwitchEffect, now: Moment): void {
    switch (effect.do) {
      case 'publish':
        return this.#publish(state, effect, now);
      case 'want-off':
        return this.#takeOwnOff(state, point, effect.why);
      case 'save':
        return undefined;
    }
  }

  #publish(
    state: DeviceState,
    { command, how }: { command: FieldCommand; how: 'first' | 'again' | 'resume' },
    now: Moment,
  ): void {
    this.#parts.publish(commandTopicOf(state), toMessage(command, how, this.#parts.clock.boot, now));
  }

  #tell(state: DeviceState, point: string): void {
    const definition = definitionOf(state, point);
    if (!definition) return;
    const change = { what: 'point', device: state.record.id, point: viewPoint(state, definition) } as const;
    this.#parts.events.emit('change', { site: state.record.site, change });
  }

  #setTimer(state: DeviceState, point: string): void {
    const key = `${state.record.id} ${point}`;
    this.#cancel(key);
    const at = nextTickOf(state, point);
    if (at === undefined) return;
    const { clock } = this.#parts;
    this.#timers.set(
      key,
      clock.after(at - clock.monoMs(), () => {
        if (state.switches.has(point)) this.dispatch(state, point, { type: 'tick' });
        else this.dispatchSetting(state, point, { type: 'tick' });
      }),
    );
  }

  #cancel(key: string): void {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
  }

  #saveSoon(command: FieldCommand): void {
    if (this.#unsaved.size === 0) this.#parts.defer(() => this.flush());
    this.#unsaved.set(command.id, command);
  }

  /** Control goes on where the disk does not: what could not be written is said once and kept to be tried again. */
  #saving(write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      this.#parts.log.error(
        { err: error },
        'The database cannot be written. Commands go on; free space or replace the card.',
      );
      return false;
    }
  }

  #find(id: string): FieldCommand | undefined {
    const unsaved = this.#unsaved.get(id);
    if (unsaved) return unsaved;
    const stored = this.#parts.store.findCommand(id);
    return stored && (this.#current(stored) ?? stored);
  }

  /** The version in memory, where the command is still its point's last one. */
  #current({ id, device, point }: FieldCommand): FieldCommand | undefined {
    const state = this.#farm.devices.get(device);
    const command = state?.switches.get(point)?.command ?? state?.settings.get(point)?.command;
    return command?.id === id ? command : undefined;
  }
}

type RefusedOn = { readonly ok: false; readonly refusal: Refusal };

function refusedOn(code: Refusal['code'], detail: string): RefusedOn {
  return { ok: false, refusal: { code, detail } };
}

function answerKnown(known: FieldCommand, actor: Actor, request: CommandRequest): Outcome<Accepted> {
  const isSame =
    known.site === actor.site &&
    known.device === request.device &&
    known.point === request.point &&
    known.value === request.value;
  return isSame
    ? done({ command: toView(known), known: true })
    : refused('id-used', 'This id was used for another command. Make a new one for each.', '/id');
}

function nextTickOf(state: DeviceState, point: string): number | undefined {
  const control = state.switches.get(point);
  if (control) return nextTick(control, profileOf(state, point));
  const setting: SettingControl | undefined = state.settings.get(point);
  return setting && nextSettingTick(setting);
}

/** Whether a page would show something else; the mere passing of time is not told. */
function differs(a: SwitchControl, b: SwitchControl): boolean {
  return (
    a.command !== b.command ||
    a.desired !== b.desired ||
    a.reported.state !== b.reported.state ||
    a.reported.evidence !== b.reported.evidence
  );
}
