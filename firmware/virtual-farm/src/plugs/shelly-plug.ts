import type { Clock } from '@farmgate/gateway/contract';
import type { Load } from '../contact.ts';
import { PlugBody, type PlugFault } from './plug-body.ts';
import { LATE_MS, macOf, type PlugFirmware, type PlugLine } from './plug-firmware.ts';

export interface ShellyPlugParts {
  /** Its MQTT prefix, `topic_prefix`, which from the factory is its id: `shellyplugsg3-08b61fd141e8`. */
  readonly id: string;
  readonly clock: Clock;
  readonly load: Load;
  /** What it is when its power comes, as it was left. */
  readonly initialState?: 'off' | 'on' | 'restore_last';
  /** Above it the relay opens by itself. Unit: W. */
  readonly powerLimit?: number;
  readonly onSwitch?: (isOn: boolean) => void;
}

/** JSON-RPC's codes as Shelly uses them: General/CommonErrors. */
const INVALID_ARGUMENT = -105;
const NO_HANDLER = 404;
const LOOKS_EVERY_MS = 1_000;

/** The part of a Shelly of generation 3 that a plug needs: switch 0, RPC and notifications (shelly-api-docs.shelly.cloud/gen2). */
export class ShellyPlug implements PlugFirmware {
  readonly clientId: string;
  readonly will;
  readonly subscriptions;
  fault: PlugFault | undefined;
  readonly #parts: ShellyPlugParts;
  readonly #body: PlugBody;
  #line: PlugLine | undefined;
  #initialState: string;
  #wasOn = false;
  #source = 'init';
  #errors: readonly string[] = [];
  #stopLooking = () => {};
  /** Notifications wait while it answers. */
  #isAnswering = false;
  #waiting: (() => void)[] = [];

  constructor(parts: ShellyPlugParts) {
    this.#parts = parts;
    this.#initialState = parts.initialState ?? 'restore_last';
    // `client_id` is its id, whatever its prefix.
    this.clientId = /^shelly[a-z0-9]+-[0-9a-f]{12}$/.test(parts.id) ? parts.id : `shellyplugsg3-${macOf(parts.id)}`;
    this.will = { topic: `${parts.id}/online`, payload: 'false' };
    this.subscriptions = [`${parts.id}/rpc`, `${parts.id}/command`];
    this.#body = new PlugBody({
      clock: parts.clock,
      load: parts.load,
      onChange: (on) => {
        this.#wasOn = on;
        parts.onSwitch?.(on);
        this.#notify('NotifyStatus', { id: 0, output: on, source: this.#source, ...this.#errorsIfAny() });
        this.#look();
      },
    });
  }

  get isOn(): boolean {
    return this.#body.isOn;
  }

  /** Seconds until `toggle_after` flips it; 0 while none counts. */
  get timerLeftS(): number {
    return this.#body.timerLeftS;
  }

  connected(line: PlugLine): void {
    this.#line = line;
    line.publish(this.will.topic, 'true', { retain: true });
    this.#notify('NotifyFullStatus', this.#status());
  }

  disconnected(): void {
    this.#line = undefined;
  }

  hear(topic: string, payload: string): void {
    if (topic !== `${this.#parts.id}/rpc` || this.fault === 'silent') return;
    const request = parseRequest(payload);
    if (!request) return;
    const run = () => this.#answer(request);
    if (this.fault === 'late') this.#parts.clock.after(LATE_MS, run);
    else run();
  }

  press(): void {
    this.#switch(!this.#body.isOn, 'button');
  }

  setMains(hasMains: boolean): void {
    this.#stopLooking();
    if (!hasMains) return this.#body.cutPower();
    const on = this.#initialState === 'on' || (this.#initialState === 'restore_last' && this.#wasOn);
    this.#switch(on, 'init');
    if (!on) this.#wasOn = false;
  }

  #answer(request: Request): void {
    const { id, src } = request;
    this.#isAnswering = true;
    const result = this.#call(request);
    this.#isAnswering = false;
    const frame = { id, src: this.clientId, dst: src, ...result };
    this.#line?.publish(`${src}/rpc`, JSON.stringify(frame), { retain: false });
    for (const notify of this.#waiting.splice(0)) notify();
  }

  #call({ method, params }: Request): { result: object } | { error: { code: number; message: string } } {
    if (method === 'Shelly.GetDeviceInfo')
      return {
        result: {
          name: null,
          id: this.clientId,
          model: 'S3PL-00112EU',
          gen: 3,
          ver: '1.4.4-simulated',
          app: 'PlugSG3',
        },
      };
    if (!method.startsWith('Switch.')) return refusal(NO_HANDLER, `No handler for ${method}`);
    if (params['id'] !== 0) return refusal(INVALID_ARGUMENT, `Argument 'id', value ${String(params['id'])} not found!`);
    switch (method) {
      case 'Switch.GetStatus':
        return { result: this.#status() };
      case 'Switch.SetConfig':
        return this.#setConfig(params['config']);
      case 'Switch.Set':
        return this.#set(params['on'], params['toggle_after']);
      default:
        return refusal(NO_HANDLER, `No handler for ${method}`);
    }
  }

  #setConfig(config: unknown): { result: object } {
    const { initial_state: initial }: Record<string, unknown> = isRecord(config) ? config : {};
    if (typeof initial === 'string') this.#initialState = initial;
    return { result: { restart_required: false } };
  }

  #set(on: unknown, after: unknown): { result: object } | { error: { code: number; message: string } } {
    if (typeof on !== 'boolean') return refusal(INVALID_ARGUMENT, "Missing or bad argument 'on'!");
    const result = { was_on: this.#body.isOn };
    if (this.fault === 'lying') return { result };
    this.#switch(on, 'MQTT');
    if (typeof after === 'number' && after > 0) this.#body.startTimer(after * 1000, () => this.#switch(!on, 'timer'));
    return { result };
  }

  #switch(on: boolean, source: string): void {
    this.#source = source;
    this.#errors = [];
    this.#body.stopTimer();
    this.#body.set(on);
  }

  /** Its own protection. */
  #look(): void {
    this.#stopLooking();
    const { powerLimit = 2_500, clock } = this.#parts;
    if (!this.#body.isOn) return;
    this.#stopLooking = clock.after(LOOKS_EVERY_MS, () => {
      if (this.#body.read().watts <= powerLimit) return this.#look();
      this.#body.stopTimer();
      this.#source = 'overpower';
      this.#errors = ['overpower'];
      this.#body.set(false);
    });
  }

  #status(): object {
    const { watts, volts, amps, wattHours } = this.#body.read();
    return {
      id: 0,
      source: this.#source,
      output: this.#body.isOn,
      apower: rounded(watts, 1),
      voltage: volts,
      current: rounded(amps, 3),
      aenergy: {
        total: rounded(wattHours, 3),
        by_minute: [0, 0, 0],
        minute_ts: Math.floor(this.#parts.clock.wallMs() / 1000),
      },
      temperature: { tC: 42, tF: 107.6 },
      ...this.#errorsIfAny(),
    };
  }

  #errorsIfAny(): { errors?: readonly string[] } {
    return this.#errors.length > 0 ? { errors: this.#errors } : {};
  }

  #notify(method: 'NotifyStatus' | 'NotifyFullStatus', status: object): void {
    if (this.fault === 'silent') return;
    const { id, clock } = this.#parts;
    const params = { ts: clock.wallMs() / 1000, 'switch:0': status };
    const frame = { src: this.clientId, dst: `${id}/events`, method, params };
    const tell = () => this.#line?.publish(`${id}/events/rpc`, JSON.stringify(frame), { retain: false });
    if (this.#isAnswering) this.#waiting.push(tell);
    else tell();
  }
}

interface Request {
  readonly id: unknown;
  readonly src: string;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function parseRequest(payload: string): Request | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    if (!isRecord(value) || typeof value['src'] !== 'string' || typeof value['method'] !== 'string') return undefined;
    const params = isRecord(value['params']) ? value['params'] : {};
    return { id: value['id'], src: value['src'], method: value['method'], params };
  } catch {
    return undefined;
  }
}

function refusal(code: number, message: string): { error: { code: number; message: string } } {
  return { error: { code, message } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
