import type { Clock } from '@farmgate/gateway/contract';
import type { Load } from '../contact.ts';
import { PlugBody, type PlugFault } from './plug-body.ts';
import { LATE_MS, macOf, type PlugFirmware, type PlugLine } from './plug-firmware.ts';

export interface TasmotaPlugParts {
  /** Its Topic. */
  readonly topic: string;
  readonly clock: Clock;
  readonly load: Load;
  /** PowerOnState as it was left: 0 off, 1 on, 3 as it was, which is the factory's. */
  readonly powerOnState?: 0 | 1 | 3;
  readonly onSwitch?: (isOn: boolean) => void;
}

const VERSION = '14.6.0(simulated)';
const TELE_PERIOD_MS = 300_000;

/** The part of Tasmota that a plug with one relay and a meter needs; commands and answers of tasmota.github.io/docs. */
export class TasmotaPlug implements PlugFirmware {
  readonly clientId: string;
  readonly will;
  readonly subscriptions;
  fault: PlugFault | undefined;
  readonly #parts: TasmotaPlugParts;
  readonly #body: PlugBody;
  #line: PlugLine | undefined;
  #isNew = true;
  /** Kept in flash. */
  #powerOnState: number;
  #pulseTime = 0;
  #wasOn = false;
  #stopTelemetry = () => {};

  constructor(parts: TasmotaPlugParts) {
    this.#parts = parts;
    this.#powerOnState = parts.powerOnState ?? 3;
    // The factory's MqttClient is `DVES_%06X`; it allows none that is the same as its Topic.
    this.clientId = `DVES_${macOf(parts.topic).slice(-6).toUpperCase()}`;
    this.will = { topic: `tele/${parts.topic}/LWT`, payload: 'Offline' };
    this.subscriptions = [`cmnd/${parts.topic}/#`, 'cmnd/tasmotas/#', `cmnd/${this.clientId}_fb/#`];
    this.#body = new PlugBody({
      clock: parts.clock,
      load: parts.load,
      onChange: (on) => {
        this.#wasOn = on;
        parts.onSwitch?.(on);
      },
    });
  }

  get isOn(): boolean {
    return this.#body.isOn;
  }

  /** Seconds until PulseTime switches it off; 0 while it does not count. */
  get pulseLeftS(): number {
    return this.#body.timerLeftS;
  }

  connected(line: PlugLine): void {
    this.#line = line;
    line.publish(this.will.topic, 'Online', { retain: true });
    this.#say('cmnd', 'POWER', '');
    if (this.#isNew) {
      this.#isNew = false;
      const info = { Module: 'Sonoff S31', Version: VERSION, FallbackTopic: `cmnd/${this.clientId}_fb/` };
      this.#say('tele', 'INFO1', { Info1: { ...info, GroupTopic: 'cmnd/tasmotas/' } });
      this.#tellPower();
    }
    this.#tellAll();
    this.#repeat();
  }

  disconnected(): void {
    this.#line = undefined;
    this.#stopTelemetry();
  }

  hear(topic: string, payload: string): void {
    const [prefix, , command] = topic.split('/');
    if (prefix !== 'cmnd' || command === undefined || this.fault === 'silent') return;
    const run = () => this.#obey(command.toLowerCase(), payload.trim());
    if (this.fault === 'late') this.#parts.clock.after(LATE_MS, run);
    else run();
  }

  press(): void {
    this.#switch(!this.#body.isOn);
    this.#tellPower();
  }

  setMains(hasMains: boolean): void {
    if (!hasMains) {
      this.#body.cutPower();
      return;
    }
    this.#isNew = true;
    const on = this.#powerOnState === 1 || (this.#powerOnState === 3 && this.#wasOn);
    if (on) this.#switch(true);
    else this.#wasOn = false;
  }

  #obey(command: string, payload: string): void {
    const [, name = '', index = ''] = /^([a-z]+)(\d*)$/.exec(command) ?? [];
    switch (name) {
      case 'backlog':
        for (const each of payload.split(';')) {
          const [word = '', ...rest] = each.trim().split(' ');
          if (word !== '') this.#obey(word.toLowerCase(), rest.join(' '));
        }
        return;
      case 'power':
        return index === '' || index === '1' ? this.#power(payload.toUpperCase()) : this.#unknown();
      case 'pulsetime':
        return this.#setPulseTime(payload);
      case 'poweronstate':
        if (/^[0-5]$/.test(payload)) this.#powerOnState = Number(payload);
        return this.#say('stat', 'RESULT', { PowerOnState: this.#powerOnState });
      case 'status':
        return this.#status(payload);
      default:
        return this.#unknown();
    }
  }

  /** Whatever it is told of its relay starts the count of PulseTime anew or, also where it is only asked, stops it. */
  #power(payload: string): void {
    const on = { ON: true, '1': true, OFF: false, '0': false, TOGGLE: !this.#body.isOn, '2': !this.#body.isOn }[
      payload
    ];
    if (on === undefined) this.#body.stopTimer();
    else if (this.fault === 'lying') return this.#say('stat', 'RESULT', { POWER: on ? 'ON' : 'OFF' });
    else this.#switch(on);
    this.#tellPower();
  }

  #switch(on: boolean): void {
    this.#body.stopTimer();
    this.#body.set(on);
    if (on) this.#startPulse();
  }

  #startPulse(): void {
    if (this.#pulseTime === 0) return;
    const ms = this.#pulseTime > 111 ? (this.#pulseTime - 100) * 1000 : this.#pulseTime * 100;
    this.#body.startTimer(ms, () => {
      this.#body.set(false);
      this.#tellPower();
    });
  }

  #setPulseTime(payload: string): void {
    if (/^\d{1,5}$/.test(payload)) {
      this.#pulseTime = Number(payload);
      this.#body.stopTimer();
      this.#startPulse();
    }
    const left = this.#body.timerLeftS;
    this.#say('stat', 'RESULT', {
      PulseTime1: { Set: this.#pulseTime, Remaining: left > 11 ? left + 100 : left * 10 },
    });
  }

  #status(which: string): void {
    if (which === '2') this.#say('stat', 'STATUS2', { StatusFWR: { Version: VERSION, Hardware: 'ESP8266EX' } });
    else if (which === '10') this.#say('stat', 'STATUS10', { StatusSNS: this.#sensors() });
    else if (which === '11') this.#say('stat', 'STATUS11', { StatusSTS: this.#state() });
    else this.#say('stat', 'STATUS', { Status: { Module: 0, Topic: this.#parts.topic, Power: Number(this.isOn) } });
  }

  #unknown(): void {
    this.#say('stat', 'RESULT', { Command: 'Unknown' });
  }

  #tellPower(): void {
    this.#say('stat', 'RESULT', { POWER: this.#word });
    this.#say('stat', 'POWER', this.#word);
  }

  #tellAll(): void {
    this.#say('tele', 'STATE', this.#state());
    this.#say('tele', 'SENSOR', this.#sensors());
  }

  #repeat(): void {
    this.#stopTelemetry = this.#parts.clock.after(TELE_PERIOD_MS, () => {
      this.#tellAll();
      this.#repeat();
    });
  }

  get #word(): 'ON' | 'OFF' {
    return this.isOn ? 'ON' : 'OFF';
  }

  get #time(): string {
    return new Date(this.#parts.clock.wallMs()).toISOString().slice(0, 19);
  }

  #state(): object {
    return { Time: this.#time, Uptime: '0T00:10:11', Heap: 24, Sleep: 50, MqttCount: 1, POWER: this.#word };
  }

  #sensors(): object {
    const { watts, volts, amps, wattHours } = this.#body.read();
    const energy = { Total: rounded(wattHours / 1000, 3), Yesterday: 0, Today: rounded(wattHours / 1000, 3) };
    return {
      Time: this.#time,
      ENERGY: { ...energy, Power: Math.round(watts), Factor: 1, Voltage: volts, Current: rounded(amps, 3) },
    };
  }

  #say(prefix: 'stat' | 'tele' | 'cmnd', word: string, message: string | object): void {
    if (this.fault === 'silent') return;
    const payload = typeof message === 'string' ? message : JSON.stringify(message);
    this.#line?.publish(`${prefix}/${this.#parts.topic}/${word}`, payload, { retain: false });
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
