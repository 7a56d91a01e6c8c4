import {
  Hello,
  RadioAnswer,
  Readings,
  Receipt,
  Status,
  type PointDefinition,
  type TopicWord,
} from '../../contract/index.ts';
import type { Log } from '../log.ts';
import { sparingLog } from '../sparing-log.ts';
import type { CarrierChange } from './carriers.ts';
import type { Commander } from './commander.ts';
import { carrierOf, switchShownBy, viewDeviceAlone, viewPoint, type DeviceState } from './device-state.ts';
import type { Farm, FieldParts } from './farm.ts';
import type { RadioWorks } from './radio-work.ts';
import type { ReadingBook, Taken } from './readings.ts';
import type { SwitchEvent } from './switch-machine.ts';

/** How the label of a device type is found; a type that this gateway does not know is shown by its id. */
export type TypeLabel = (type: string) => string;

/** After a restart its own bridge is given the time to come back and ask for it. Unit: ms. */
const HOMECOMING_MS = 30_000;

/** Whom the inbox tells. */
export interface InboxParts {
  readonly commander: Commander;
  readonly radio: RadioWorks;
  readonly readings: ReadingBook;
  readonly typeLabel: TypeLabel;
  /** A device hangs on another bridge now. */
  readonly onMoved: (from: string | undefined, to: string) => void;
}

/** Takes what devices say, after the broker let it through: parses it, believes what may be believed, and tells the rest. */
export class Inbox {
  readonly #parts: FieldParts;
  readonly #farm: Farm;
  /** A device says what it likes, as often as it likes. */
  readonly #log: Log;
  readonly #commander: Commander;
  readonly #radio: RadioWorks;
  readonly #readings: ReadingBook;
  readonly #typeLabel: TypeLabel;
  readonly #onMoved: InboxParts['onMoved'];

  constructor(parts: FieldParts, farm: Farm, { commander, radio, readings, typeLabel, onMoved }: InboxParts) {
    this.#parts = parts;
    this.#farm = farm;
    this.#log = sparingLog(parts.log, parts.clock);
    this.#commander = commander;
    this.#radio = radio;
    this.#readings = readings;
    this.#typeLabel = typeLabel;
    this.#onMoved = onMoved;
  }

  /** One message of a device. What is not as the contract says is refused with a line in the log and changes nothing. */
  receive(device: string, word: TopicWord, payload: unknown, from: string): void {
    const state = this.#farm.devices.get(device);
    // Another bridge hears it too: it is one device all the same, and its own bridge speaks for it.
    if (state && device !== from && carrierOf(state.record) !== from && word !== 'hello') return;
    switch (word) {
      case 'hello':
        return this.#parse(Hello, device, word, payload, (hello) => this.#onHello(device, hello, from));
      case 'status':
        return this.#parse(Status, device, word, payload, (status) => this.#onStatus(device, status, from));
      case 'readings':
        return this.#parse(Readings, device, word, payload, (readings) => this.#onReadings(device, readings, from));
      case 'receipts':
        return this.#parse(Receipt, device, word, payload, (receipt) => this.#onReceipt(device, receipt));
      case 'answers':
        return this.#parse(RadioAnswer, device, word, payload, (answer) => this.#onAnswer(device, answer, from));
      case 'commands':
      case 'roster':
      case 'asks':
        return undefined;
    }
  }

  /** The carrier's connection ended, whatever it said last. */
  loseCarrier(carrier: string, reason: string): void {
    this.#farm.carriers.noteOnline(carrier, false);
    // Also one that never said that it is there: what it said last is true no more.
    this.#onCarrierChange(carrier, 'lost', reason);
  }

  #parse<Message>(
    schema: {
      safeParse(value: unknown): { success: true; data: Message } | { success: false; error: { message: string } };
    },
    device: string,
    word: TopicWord,
    payload: unknown,
    then: (message: Message) => void,
  ): void {
    const parsed = schema.safeParse(payload);
    if (parsed.success) then(parsed.data);
    else this.#log.warn({ device, word, why: parsed.error.message.slice(0, 200) }, 'A message of a device was refused');
  }

  #onHello(device: string, hello: Hello, from: string): void {
    // Nobody introduces a device as another's, and only who speaks for itself carries commands.
    if ((hello.via ?? device) !== from) {
      this.#log.warn({ device, from, via: hello.via }, 'A device was introduced in the name of another bridge');
      return;
    }
    const state = this.#farm.devices.get(device);
    if (state && device !== from && carrierOf(state.record) !== from) return this.#offerHome(state, hello, from);
    if (state) this.#renew(state, hello);
    else this.#noteSeen(device, hello, from);
    if (device !== from) return;
    this.#onCarrierChange(device, this.#farm.carriers.noteSession(device, hello.session), 'it restarted');
  }

  #noteSeen(device: string, hello: Hello, from: string): void {
    const { clock, events, ownerOf } = this.#parts;
    const introduction = { owner: ownerOf?.(from), at: clock.wallMs() };
    if (this.#farm.seen.note(device, hello, this.#typeLabel(hello.type), introduction))
      events.emit('seen', { device, demo: hello.demo ?? false });
  }

  /**
   * Another bridge hears it. While its own does, nothing changes; once that has lost it, it hangs on the other: what it was told
   * by way of the old one the new one does not know, so no ON is carried on, and an owed OFF goes out again.
   */
  #offerHome(state: DeviceState, hello: Hello, to: string): void {
    const { via, type, demo } = state.record;
    if (hello.type !== type || (hello.demo ?? false) !== demo || !this.#isLost(state)) return;
    this.#log.info({ device: state.record.id, from: via, to }, 'A device is heard by another bridge now');
    this.#tellCarrierChange(state, { type: 'carrier-lost' });
    this.#renew(state, hello);
    this.#onMoved(via, to);
    if (this.#farm.carriers.isOnline(to)) this.#tellCarrierChange(state, { type: 'carrier-back', restarted: true });
  }

  /** Its own bridge has lost it, or has not said a word of it for so long. */
  #isLost({ availability, enteredMono }: DeviceState): boolean {
    if (availability !== 'unknown') return availability === 'offline';
    return this.#parts.clock.monoMs() >= enteredMono + HOMECOMING_MS;
  }

  /** What an adopted device says of itself may change: another bridge hears it, its firmware was renewed. */
  #renew(state: DeviceState, hello: Hello): void {
    const { via, address, firmware } = hello;
    const record = {
      ...state.record,
      ...(via ? { via } : {}),
      ...(address ? { address } : {}),
      ...(firmware ? { firmware } : {}),
    };
    if (hello.type !== record.type) {
      this.#log.warn({ device: record.id, type: hello.type }, `A ${record.type} now says it is another kind of device`);
      return;
    }
    if (sameRecord(record, state.record)) return;
    state.record = record;
    this.#parts.store.saveDevice(record);
    this.#tellDevice(state);
  }

  #onStatus(device: string, status: Status, from: string): void {
    this.#farm.seen.touch(from, device, this.#parts.clock.wallMs());
    const state = this.#farm.devices.get(device);
    if (state) {
      if (status.online) this.#heard(state);
      else this.#lose(state, status.reason ?? 'It is not there');
    }
    // Whatever hangs on it hears of it too; a node that carries nothing has nobody to tell.
    this.#onCarrierChange(
      device,
      this.#farm.carriers.noteOnline(device, status.online),
      status.reason ?? 'The radio bridge is not there',
    );
  }

  #onCarrierChange(carrier: string, change: CarrierChange, reason: string): void {
    if (change === 'none') return;
    for (const state of this.#farm.devices.values()) {
      if (carrierOf(state.record) !== carrier) continue;
      if (change === 'lost') this.#lose(state, reason);
      this.#tellCarrierChange(
        state,
        change === 'lost' ? { type: 'carrier-lost' } : { type: 'carrier-back', restarted: change === 'restarted' },
      );
    }
  }

  #tellCarrierChange(
    state: DeviceState,
    event: { type: 'carrier-lost' } | { type: 'carrier-back'; restarted: boolean },
  ): void {
    for (const point of state.switches.keys()) this.#commander.dispatch(state, point, event);
    for (const point of state.settings.keys()) this.#commander.dispatchSetting(state, point, event);
  }

  #onReadings(device: string, readings: Readings, from: string): void {
    const state = this.#farm.devices.get(device);
    if (!state) return this.#farm.seen.touch(from, device, this.#parts.clock.wallMs());
    this.#heard(state);
    const at = this.#parts.clock.wallMs() - (readings.ageMs ?? 0);
    this.#showSwitches(state, this.#readings.take(state, readings.values, at));
  }

  /** Flags that are up first: what a current means depends on trips. */
  #showSwitches(state: DeviceState, taken: readonly Taken[]): void {
    const flagsFirst = taken.toSorted((a, b) => Number(b.reading.value === true) - Number(a.reading.value === true));
    for (const one of flagsFirst) {
      const { point, value } = one.reading;
      const definition = switchShownBy(state, point);
      const event = definition ? eventShownBy(definition, one) : undefined;
      if (definition && event) this.#commander.dispatch(state, definition.id, event);
      else if (state.switches.has(point) && typeof value === 'boolean')
        this.#commander.dispatch(state, point, { type: 'reported', on: value });
    }
  }

  #onReceipt(device: string, receipt: Receipt): void {
    const state = this.#farm.devices.get(device);
    if (state) this.#commander.receive(state, receipt);
  }

  /** A bridge answers for its own radio and for no other. */
  #onAnswer(device: string, answer: RadioAnswer, from: string): void {
    if (device === from) this.#radio.answer(device, answer);
  }

  #heard(state: DeviceState): void {
    state.lastHeardAt = this.#parts.clock.wallMs();
    if (state.availability === 'online') return;
    state.availability = 'online';
    state.unavailableReason = undefined;
    this.#tellDevice(state);
  }

  #lose(state: DeviceState, reason: string): void {
    if (state.availability === 'offline' && state.unavailableReason === reason) return;
    state.availability = 'offline';
    state.unavailableReason = reason;
    this.#tellDevice(state);
    for (const point of state.switches.keys()) this.#commander.dispatch(state, point, { type: 'lost' });
    for (const definition of state.type.points) {
      if (!state.readings.has(definition.id)) continue;
      const change = { what: 'point', device: state.record.id, point: viewPoint(state, definition) } as const;
      this.#parts.events.emit('change', { site: state.record.site, change });
    }
  }

  #tellDevice(state: DeviceState): void {
    this.#parts.events.emit('change', {
      site: state.record.site,
      change: { what: 'device', device: viewDeviceAlone(state) },
    });
  }
}

/** What a measure or flag tells about its switch; a flag that stays up tells nothing new. */
function eventShownBy(definition: PointDefinition, { reading, before }: Taken): SwitchEvent | undefined {
  const { point, value, quality } = reading;
  if (point === definition.trip) return { type: value === true ? 'tripped' : 'untripped' };
  if (point === definition.meddled) return value === true && before?.value !== true ? { type: 'meddled' } : undefined;
  return typeof value === 'number' && quality === 'good' ? { type: 'current', mA: value } : undefined;
}

function sameRecord(a: DeviceState['record'], b: DeviceState['record']): boolean {
  return a.via === b.via && a.address === b.address && a.firmware === b.firmware;
}
