import {
  look,
  newPumpControl,
  onMs,
  powerUp,
  pumpGuards,
  switchOff,
  switchOn,
  type PumpControl,
} from '../../../firmware/virtual-farm/src/nodes/pump-control.ts';

const guards = { ...pumpGuards, ratedMa: 5_000 };
const fine = { mA: 5_000, isFloatUp: false };

/** A pump node as the engine's tests meet it: its own mind, and a line that may be cut. */
export class SharingNode {
  /** Hears and is heard. */
  isLinked = true;
  /** Says yes and switches nothing. */
  isStuck = false;
  #control: PumpControl = newPumpControl(0);
  #hasPower = true;
  readonly #truth = new Map<number, number>();
  #countedAt = 0;

  get isOn(): boolean {
    return this.#control.isOn;
  }

  get leaseUntil(): number {
    return this.#control.isOn ? this.#control.leaseUntil : Infinity;
  }

  /** What it says of its run. */
  count(now: number): { number: number; onSeconds: number } | undefined {
    const { run } = this.#control;
    return run === undefined
      ? undefined
      : { number: Number(run), onSeconds: Math.floor(onMs(this.#control, now) / 1000) };
  }

  /** How long the motor has really turned for a run. Unit: ms. */
  turnedMs(run: number): number {
    return this.#truth.get(run) ?? 0;
  }

  live(now: number): void {
    this.#tally(now);
    this.#control = look(this.#control, guards, now, fine);
  }

  /** Answers why not. */
  on(now: number, start: { leaseS?: number | undefined; run: number; renew: boolean }): string | undefined {
    this.live(now);
    if (this.isStuck) return undefined;
    const answer = switchOn(this.#control, guards, now, { ...start, run: String(start.run) });
    if ('refused' in answer) return answer.refused;
    this.#control = answer.control;
    return undefined;
  }

  off(now: number): void {
    this.live(now);
    this.#control = switchOff(this.#control, now, 'command');
  }

  setPower(isOn: boolean, now: number): void {
    this.live(now);
    if (!isOn) this.#control = switchOff(this.#control, now, 'power');
    else if (!this.#hasPower) this.#control = powerUp(this.#control, now);
    this.#hasPower = isOn;
    this.isLinked = isOn;
  }

  #tally(now: number): void {
    const end = Math.min(now, this.#control.leaseUntil);
    if (this.#control.isOn && end > this.#countedAt) {
      const run = Number(this.#control.run);
      this.#truth.set(run, this.turnedMs(run) + end - this.#countedAt);
    }
    this.#countedAt = now;
  }
}
