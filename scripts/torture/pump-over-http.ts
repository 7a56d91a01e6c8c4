import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '@farmgate/gateway/clock';
import { NodeCommands, type CommandMessage } from '@farmgate/gateway/contract';
import {
  look,
  newPumpControl,
  onMs,
  pumpGuards,
  switchOff,
  switchOn,
  type PumpControl,
} from '../../firmware/virtual-farm/src/nodes/pump-control.ts';
import { basic, HttpCaller } from '../../gateway/src/testing/http-client.ts';

const RATED_MA = 5_000;
/** Motors of flesh and blood rest longer; here hours of starts are tried in minutes. */
const guards = { ...pumpGuards, ratedMa: RATED_MA, minRestMs: 200, startsPerHour: 1_000_000 };
const ASK_EVERY_MS = 260;

/** A pump node that asks over HTTP, in real time, and outlives the gateway. Its motor is its contactor. */
export class PumpOverHttp {
  readonly id: string;
  readonly #secret: string;
  /** How long the motor turned in each run, by its number. Unit: ms. */
  readonly #turned = new Map<number, number>();
  #control: PumpControl = newPumpControl(systemClock.monoMs());
  #isAlive = true;
  #port: number;
  #done: { readonly id: string; readonly state: 'delivered' | 'failed'; readonly note?: string }[] = [];
  readonly #loop: Promise<void>;

  constructor(id: string, secret: string, port: number) {
    this.id = id;
    this.#secret = secret;
    this.#port = port;
    this.#loop = this.#live();
  }

  /** Where the gateway is now. */
  set port(port: number) {
    this.#port = port;
  }

  get isOn(): boolean {
    this.#look();
    return this.#control.isOn;
  }

  /** Until when it may be on without another word. Unit: monotonic ms. */
  get leaseUntil(): number {
    return this.#control.leaseUntil;
  }

  /** Unit: ms. */
  turnedIn(run: number): number {
    this.#look();
    return this.#turned.get(run) ?? 0;
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    await this.#loop;
  }

  async #live(): Promise<void> {
    while (this.#isAlive) {
      this.#look();
      await this.#talk().catch(() => {});
      await wait(ASK_EVERY_MS);
    }
  }

  /** Asks, does, and says how it is. A gateway that is not there, or does not know it yet, is asked again. */
  async #talk(): Promise<void> {
    const http = new HttpCaller(this.#port);
    try {
      const say = (method: string, path: string, body?: object) =>
        http.call(method, `/api/v1/node/${path}`, {
          headers: { Authorization: basic(this.id, this.#secret) },
          ...(body ? { body } : {}),
        });
      const told = await say('GET', 'commands?wait=0');
      if (told.status === 409) {
        await say('PUT', 'hello', { contract: 1, type: 'pump-node', session: 'session-of-it', pollS: 2 });
        return;
      }
      if (told.status !== 200) return;
      for (const command of NodeCommands.parse(JSON.parse(told.text)).commands) this.#obey(command);
      const receipts = this.#done;
      const { status } = await say('POST', 'report', { readings: { values: this.#values() }, receipts });
      if (status === 204) this.#done = this.#done.filter((one) => !receipts.includes(one));
    } finally {
      http.close();
    }
  }

  #obey({ id, point, value, leaseS, run, renew }: CommandMessage): void {
    if (point !== 'relay') return;
    const now = systemClock.monoMs();
    this.#look();
    if (value === false) this.#become(switchOff(this.#control, now, 'command'));
    const answer =
      value === true ? switchOn(this.#control, guards, now, { leaseS, run, renew }) : { control: this.#control };
    if ('control' in answer) this.#become(answer.control);
    if (renew) return;
    const outcome =
      'refused' in answer ? ({ state: 'failed', note: answer.refused } as const) : ({ state: 'delivered' } as const);
    this.#done.push({ id, ...outcome });
  }

  #look(): void {
    const now = systemClock.monoMs();
    this.#become(look(this.#control, guards, now, { mA: this.#control.isOn ? RATED_MA : 0, isFloatUp: false }));
  }

  #become(next: PumpControl): void {
    this.#control = next;
    if (next.run !== undefined) this.#turned.set(Number(next.run), onMs(next, systemClock.monoMs()));
  }

  #values() {
    const control = this.#control;
    return {
      relay: control.isOn,
      current: control.isOn ? RATED_MA : 0,
      voltage: 230,
      trip: false,
      dryRun: false,
      onSeconds: Math.floor(onMs(control, systemClock.monoMs()) / 1000),
      ...(control.run === undefined ? {} : { run: Number(control.run) }),
    };
  }
}
