import { NodeCommands, NodeSecret, type CommandMessage } from '../contract/index.ts';
import { basic, type HttpAnswer } from './http-client.ts';
import { loginOf, type HttpFarm, type Who } from './http-farm.ts';

const START_A = 4.8;

/** A pump of the first farm with its node, which the test plays over HTTP, and people with minutes. */
export class HttpPump {
  readonly farm: HttpFarm;
  readonly device: string;
  id = '';
  #secret = '';
  readonly #tokens = new Map<Who, string>();
  #isOn = false;
  #run: number | undefined;
  #onSeconds = 0;
  /** What its node was told, oldest first. */
  readonly told: CommandMessage[] = [];
  /** What its motor draws while it is on. Unit: mA. */
  currentMa = START_A * 1000;
  volts = 230;
  /** What its own meter has counted; absent where it has none. Unit: Wh. */
  energyWh: number | undefined;

  constructor(farm: HttpFarm, device = 'well-node') {
    this.farm = farm;
    this.device = device;
  }

  /** Lets the node in and sets the pump up. */
  async build(setup: object = {}): Promise<this> {
    const made = await this.call('POST', 'nodes', 'installer', { name: this.device, kind: 'node', id: this.device });
    this.#secret = NodeSecret.parse(JSON.parse(made.text)).secret;
    await this.#say('PUT', 'hello', { contract: 1, type: 'pump-node', session: 'session-1', pollS: 3_600 });
    await this.report();
    const motor = { phases: 1, kw: 1.1, ratedMa: START_A * 1000 };
    const pump = { name: 'Deep well', device: this.device, point: 'relay', motor, ...setup };
    this.id = String((await this.call('POST', 'pumps', 'admin', pump)).member('id'));
    return this;
  }

  /** Minutes for somebody of the farm. */
  async pay(who: Exclude<Who, 'nobody'>, seconds: number): Promise<HttpAnswer> {
    return this.call('POST', `wallets/${this.farm.ids[who]}/recharge`, 'admin', { seconds, reason: 'paid in cash' });
  }

  /** As somebody of the farm, who signs in again when the time of their token is over, and confirms what is asked to be. */
  async call(method: string, path: string, who: Exclude<Who, 'nobody'>, body?: object): Promise<HttpAnswer> {
    const { bench, tokenOf } = this.farm;
    const send = (token: string | undefined) =>
      bench.call(method, `/api/v1/${path}`, { token, ...(body === undefined ? {} : { body }) });
    const token = this.#tokens.get(who) ?? tokenOf(who);
    const answer = await send(token);
    if (answer.code === 'confirm-first') {
      await bench.confirm(token);
      return send(token);
    }
    if (answer.status !== 401) return answer;
    const { access } = await bench.signIn(loginOf(who));
    this.#tokens.set(who, access);
    return this.call(method, path, who, body);
  }

  /** The node asks what to do, does it, and says how it is. */
  async turn(): Promise<void> {
    const answer = await this.#say('GET', 'commands?wait=0');
    const { commands } = NodeCommands.parse(JSON.parse(answer.text));
    for (const command of commands) this.#obey(command);
    await this.report(commands.map(({ id }) => ({ id, state: 'delivered' })));
  }

  /** Seconds pass on the farm; the node takes its turn in each step. */
  async pass(seconds: number, stepS = 5): Promise<void> {
    for (let passed = 0; passed < seconds; passed += stepS) {
      this.farm.bench.clock.advance(Math.min(stepS, seconds - passed) * 1000);
      if (this.#isOn) this.#onFor(Math.min(stepS, seconds - passed));
      await settled();
      await this.turn();
    }
  }

  async report(receipts: readonly object[] = []): Promise<void> {
    const values = {
      relay: this.#isOn,
      current: this.#isOn ? this.currentMa : 0,
      voltage: this.volts,
      trip: false,
      dryRun: false,
      onSeconds: this.#onSeconds,
      ...(this.energyWh === undefined ? {} : { energy: this.energyWh }),
      ...(this.#run === undefined ? {} : { run: this.#run }),
    };
    await this.#say('POST', 'report', { readings: { values }, receipts });
    await settled();
  }

  #onFor(seconds: number): void {
    this.#onSeconds += seconds;
    if (this.energyWh !== undefined) this.energyWh += (seconds * this.currentMa * this.volts) / 3_600_000;
  }

  #obey(command: CommandMessage): void {
    this.told.push(command);
    if (command.point !== 'relay' || command.renew) return;
    const run = command.run === undefined ? undefined : Number(command.run);
    if (command.value === true && run !== this.#run) [this.#run, this.#onSeconds] = [run, 0];
    this.#isOn = command.value === true;
  }

  #say(method: string, path: string, body?: object): Promise<HttpAnswer> {
    const headers = { Authorization: basic(this.device, this.#secret) };
    return this.farm.bench.call(method, `/api/v1/node/${path}`, { headers, ...(body === undefined ? {} : { body }) });
  }
}

/** What is deferred until present events are through is through. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
}
