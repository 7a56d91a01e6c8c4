import { staggerDefaults } from '../domain/grid/stagger.ts';
import type { Moment } from '../domain/field/command.ts';
import { decide, decideStart, dueNext } from '../domain/sharing/decide.ts';
import type { Decision } from '../domain/sharing/draft.ts';
import type { SharingEffect } from '../domain/sharing/effects.ts';
import type { SharingEvent } from '../domain/sharing/events.ts';
import { GROUP_REST_MS, pumpDefaults, type Pump } from '../domain/sharing/pump.ts';
import type { Run } from '../domain/sharing/run.ts';
import { SharingState, type SharingSetup, type SiteFacts } from '../domain/sharing/state.ts';
import { times } from '../domain/sharing/times.ts';
import { SharingNode } from './sharing-node.ts';

const setup: SharingSetup = {
  site: 'site_one001',
  timeZone: 'UTC',
  billing: 'minutes',
  startsInUnknown: 'after-quiet',
  stagger: { ...staggerDefaults, randomMs: 7_000 },
};

const REPORT_EVERY_MS = 5_000;
const REPORT_IDLE_MS = 600_000;
const SILENT_MS = 15_000;
const OWED_EVERY_MS = 2_000;
const GIVEN_S = 1_000_000;

/** What a world of pumps is made of. */
export interface WorldSpec {
  readonly pumps: number;
  readonly maxRunning: number;
  /** Of each message, in turn. Unit: ms. */
  readonly delays: readonly number[];
}

/** A run as the world remembers it. */
export interface Past {
  run: Run;
  settled: number;
  usedS: number;
  refundedS: number;
  firstStartMono: number | undefined;
}

/**
 * The engine over simulated nodes on virtual time, with the plainest possible memory of what must hold. It checks the invariants at
 * each step and throws with what did not hold.
 */
export class SharingWorld {
  now: Moment = { mono: 1_000, wall: Date.UTC(2026, 10, 21, 6) };
  state: SharingState;
  readonly pumps: string[];
  readonly nodes = new Map<string, SharingNode>();
  readonly past = new Map<string, Past>();
  readonly wallets = new Map<string, { balance: number; reserved: number }>();
  readonly trail: string[] = [];
  readonly spec: WorldSpec;
  #disk: SharingState;
  readonly #owed = new Set<string>();
  readonly #nextReport = new Map<string, number>();
  readonly #lastHeard = new Map<string, number>();
  readonly #offs = new Map<string, number>();
  #deliveries: { at: number; order: number; run: () => void }[] = [];
  #sent = 0;
  #runs = 0;
  #hasMoves = false;
  #nextOwed = Infinity;
  /** Effects of the next decisions are lost, as if the process died before it sent them. */
  losesEffects = false;

  constructor(spec: WorldSpec) {
    this.spec = spec;
    this.pumps = Array.from({ length: spec.pumps }, (_, index) => `pump-${index + 1}`);
    const facts: SiteFacts = {
      grid: 'good',
      gridSinceMono: -1e9,
      returnedMono: -1e9,
      isLatched: false,
      quietUntilMono: -1e9,
      nextOrder: 1,
      nextNumber: 1,
    };
    this.state = new SharingState(setup, facts);
    this.#disk = new SharingState(setup, facts);
    const site = setup.site;
    const group = { id: 'all', site, name: 'All', maxRunning: spec.maxRunning, restMs: GROUP_REST_MS };
    this.happen({ kind: 'set-group', group });
    for (const id of this.pumps) {
      const pump: Pump = { ...pumpDefaults, id, site, name: id, group: 'all', device: id, point: 'relay' };
      this.happen({ kind: 'set-pump', pump });
      this.nodes.set(id, new SharingNode());
      this.#nextReport.set(id, this.now.mono);
    }
    this.pass(61_000);
  }

  node(pump: string): SharingNode {
    const node = this.nodes.get(pump);
    if (!node) throw new Error(`no node ${pump}`);
    return node;
  }

  request(user: string, pump: string, seconds: number): string | undefined {
    const id = `run_${String(++this.#runs).padStart(6, '0')}`;
    const wallet = this.#wallet(user);
    const availableS = wallet.balance - wallet.reserved;
    const request = { id, pump, user, by: user, seconds, isSuspended: false, availableS, usedTodayS: 0 };
    return this.happen({ kind: 'request', request }) ? id : undefined;
  }

  /** An event, whatever starts because of it, and its effects. Answers whether it was granted. */
  happen(event: SharingEvent): boolean {
    this.#hasMoves ||= event.kind === 'move' || event.kind === 'swap';
    const { decision, answer } = decide(this.state, event, this.now);
    this.#take(decision);
    for (let next = decideStart(this.state, this.now); next; next = decideStart(this.state, this.now)) this.#take(next);
    this.check();
    return answer.ok;
  }

  /** Time passes, with everything that comes due. */
  pass(ms: number): void {
    const end = this.now.mono + ms;
    for (;;) {
      const at = this.#nextAt();
      if (at > end) break;
      this.#moveTo(at);
      this.#due();
    }
    this.#moveTo(end);
  }

  /** The process dies and comes back on what is on the disk. */
  crash(downMs = 0): void {
    this.#deliveries = this.#deliveries.filter(({ order }) => order >= 0);
    const end = this.now.mono + downMs;
    while (this.now.mono < end) {
      this.#moveTo(
        Math.min(end, this.now.mono + 1_000, ...[...this.nodes.values()].map(({ leaseUntil }) => leaseUntil)),
      );
      const due = this.#deliveries.filter(({ at }) => at <= this.now.mono);
      this.#deliveries = this.#deliveries.filter(({ at }) => at > this.now.mono);
      for (const { run } of due) run();
    }
    const { facts, pumps, groups, runs } = this.#disk;
    this.state = new SharingState(setup, facts);
    this.state.apply({ pumps, groups, runs });
    this.#disk = new SharingState(setup, facts);
    this.#disk.apply({ pumps, groups, runs });
    this.losesEffects = false;
    this.#lastHeard.clear();
    for (const pump of this.pumps) this.#nextReport.set(pump, this.now.mono + 500);
    this.happen({ kind: 'restart' });
  }

  /** A node that has come back says so soon. */
  greet(pump: string): void {
    this.#nextReport.set(pump, this.now.mono + 1_000);
  }

  get running(): string[] {
    return [...this.nodes].filter(([, node]) => node.isOn).map(([pump]) => pump);
  }

  run(id: string): Run {
    const past = this.past.get(id);
    if (!past) throw new Error(`no run ${id}`);
    return past.run;
  }

  /** Everything that must hold at each moment. */
  check(): void {
    const { maxRunning } = this.spec;
    const slots = [...this.state.pumps.values()].filter(({ slot }) => slot).length;
    this.#hold(slots <= maxRunning, `${slots} slots are taken`);
    this.#hold(this.running.length <= maxRunning, `${this.running.join()} turn`);
    for (const [user, { balance, reserved }] of this.wallets)
      this.#hold(reserved >= 0 && balance >= reserved, `${user} has ${balance} s with ${reserved} s reserved`);
  }

  /** What must hold of each run that is over, and of the queue. */
  checkEnds(): void {
    for (const { run, settled, usedS, refundedS } of this.past.values()) {
      if (run.state !== 'ended') continue;
      this.#hold(settled === 1, `${run.id} was settled ${settled} times`);
      const turned = this.node(run.pump).turnedMs(run.number) / 1000;
      this.#hold(usedS - refundedS <= turned, `${run.id} was charged ${usedS - refundedS} s and pumped ${turned} s`);
      this.#hold(turned <= run.askedS + 8, `${run.id} pumped ${turned} s of ${run.askedS} s`);
    }
    this.#checkOrder();
    const reserved = new Map<string, number>();
    for (const { run, settled } of this.past.values())
      if (settled === 0) reserved.set(run.user, (reserved.get(run.user) ?? 0) + run.reservedS);
    for (const [user, wallet] of this.wallets)
      this.#hold(wallet.reserved === (reserved.get(user) ?? 0), `${user} has ${wallet.reserved} s reserved`);
  }

  /** At each pump runs start in the order of asking, where nobody changed it. */
  #checkOrder(): void {
    if (this.#hasMoves) return;
    for (const pump of this.pumps) {
      const started = [...this.past.values()].filter(({ run, firstStartMono }) => run.pump === pump && firstStartMono);
      const inOrder = started.toSorted((a, b) => a.run.order - b.run.order);
      for (const [index, { run, firstStartMono = 0 }] of inOrder.entries())
        this.#hold(firstStartMono >= (inOrder[index - 1]?.firstStartMono ?? 0), `${run.id} started before its turn`);
    }
  }

  #take(decision: Decision): void {
    const { changes, effects, isVolatile } = decision;
    for (const run of changes.runs.values()) this.#remember(run);
    this.state.apply(changes);
    if (!isVolatile) this.#disk.apply(changes);
    for (const effect of effects) this.#book(effect);
    for (const effect of effects) if (!this.losesEffects || effect.do === 'off') this.#carryOut(effect);
  }

  #remember(run: Run): void {
    const past = this.past.get(run.id);
    if (past && past.run.state !== run.state)
      this.trail.push(
        `${this.now.mono} ${run.id} ${past.run.state} > ${run.state} ${run.reason ?? run.hold?.name ?? run.hold?.cause ?? ''}`,
      );
    this.#hold(past?.run.state !== 'ended' || run.state === 'ended', `${run.id} came back`);
    if (past) past.run = run;
    else this.past.set(run.id, { run, settled: 0, usedS: 0, refundedS: 0, firstStartMono: undefined });
  }

  /** Money, in the same step as the decision. */
  #book(effect: SharingEffect): void {
    if (effect.do !== 'reserve' && effect.do !== 'settle' && effect.do !== 'refund') return;
    const wallet = this.#wallet(effect.user);
    const past = this.past.get(effect.run);
    if (!past) throw new Error(`no run ${effect.run}`);
    switch (effect.do) {
      case 'reserve':
        wallet.reserved += effect.seconds;
        return;
      case 'settle':
        past.settled += 1;
        past.usedS = effect.usedS;
        wallet.reserved -= effect.reservedS;
        wallet.balance -= effect.usedS;
        this.#hold(effect.reservedS === past.run.reservedS, `${effect.run} settles ${effect.reservedS} s`);
        return;
      case 'refund':
        past.refundedS += effect.seconds;
        wallet.balance += effect.seconds;
    }
  }

  #carryOut(effect: SharingEffect): void {
    const { facts } = this.state;
    switch (effect.do) {
      case 'on': {
        this.#hold(!facts.isLatched && facts.grid !== 'shedding', `${effect.pump} is started while it must not`);
        this.#owed.delete(effect.pump);
        this.#noteStart(effect.command);
        return this.#send(effect.pump, times.startMs, (node) => {
          const why = node.on(this.now.mono, { leaseS: effect.leaseS, run: effect.number, renew: false });
          if (why !== undefined)
            this.#answer(effect.pump, () =>
              this.happen({ kind: 'refused-on', pump: effect.pump, command: effect.command, why }),
            );
        });
      }
      case 'renew':
        this.#hold(!facts.isLatched && facts.grid !== 'shedding', `${effect.pump} is renewed while it must not`);
        return this.#send(effect.pump, times.renewalExpiryMs, (node) => {
          node.on(this.now.mono, { leaseS: effect.leaseS, run: effect.number, renew: true });
        });
      case 'off':
        if (this.#owed.has(effect.pump)) return;
        this.#owed.add(effect.pump);
        this.#offs.set(effect.pump, (this.#offs.get(effect.pump) ?? 0) + 1);
        this.#nextOwed = this.now.mono;
        return;
      default:
    }
  }

  /** What overtakes: an ON that waits on its way is not sent any more once OFF was asked. */
  #send(pump: string, expiryMs: number, then: (node: SharingNode) => void): void {
    const expires = this.now.mono + expiryMs;
    const offs = this.#offs.get(pump);
    this.#later(this.#delay(), () => {
      const node = this.node(pump);
      if (!node.isLinked || this.now.mono >= expires || this.#offs.get(pump) !== offs) return;
      then(node);
      this.#answer(pump, () => this.#report(pump));
    });
  }

  #answer(pump: string, run: () => void): void {
    this.#later(this.#delay(), () => {
      if (this.node(pump).isLinked) run();
    });
  }

  #sendOwed(): void {
    for (const pump of this.#owed)
      this.#later(this.#delay(), () => {
        const node = this.node(pump);
        if (!node.isLinked || !this.#owed.has(pump)) return;
        node.off(this.now.mono);
        this.#answer(pump, () => this.#report(pump));
      });
    this.#nextOwed = this.#owed.size > 0 ? this.now.mono + OWED_EVERY_MS : Infinity;
  }

  #report(pump: string): void {
    const node = this.node(pump);
    const { mono } = this.now;
    if (!this.#lastHeard.has(pump)) this.happen({ kind: 'heard', pump, isHeard: true });
    this.#lastHeard.set(pump, mono);
    this.#nextReport.set(pump, mono + (node.isOn ? REPORT_EVERY_MS : REPORT_IDLE_MS));
    const count = node.count(mono);
    if (!node.isOn) this.#owed.delete(pump);
    this.happen({ kind: 'report', pump, on: node.isOn, ...(count ? { count } : {}) });
  }

  #nextAt(): number {
    const leases = [...this.nodes.values()].map(({ leaseUntil }) => leaseUntil);
    const silences = [...this.#lastHeard].map(([pump, at]) => at + this.#silentMs(pump));
    const deliveries = this.#deliveries.map(({ at }) => at);
    const soon = [dueNext(this.state, this.now), this.#nextOwed, ...this.#nextReport.values()];
    return Math.max(this.now.mono, Math.min(...soon, ...leases, ...silences, ...deliveries));
  }

  #due(): void {
    const { mono } = this.now;
    const due = this.#deliveries.filter(({ at }) => at <= mono).toSorted((a, b) => a.at - b.at || a.order - b.order);
    this.#deliveries = this.#deliveries.filter(({ at }) => at > mono);
    for (const { run } of due) run();
    for (const [pump, at] of this.#nextReport) if (at <= mono) this.#reportDue(pump);
    for (const [pump, at] of this.#lastHeard) if (mono >= at + this.#silentMs(pump)) this.#goSilent(pump);
    if (mono >= this.#nextOwed) this.#sendOwed();
    if (mono >= dueNext(this.state, this.now)) this.happen({ kind: 'tick' });
  }

  #reportDue(pump: string): void {
    if (this.node(pump).isLinked) this.#report(pump);
    else this.#nextReport.set(pump, this.now.mono + REPORT_EVERY_MS);
  }

  #goSilent(pump: string): void {
    this.#lastHeard.delete(pump);
    this.happen({ kind: 'heard', pump, isHeard: false });
  }

  #silentMs(pump: string): number {
    return this.state.pumps.get(pump)?.is === 'on' ? SILENT_MS : REPORT_IDLE_MS + SILENT_MS;
  }

  #noteStart(command: string): void {
    const past = this.past.get(command.slice(0, command.lastIndexOf('-')));
    if (past) past.firstStartMono ??= this.now.mono;
  }

  #wallet(user: string): { balance: number; reserved: number } {
    const known = this.wallets.get(user);
    if (known) return known;
    const wallet = { balance: GIVEN_S, reserved: 0 };
    this.wallets.set(user, wallet);
    return wallet;
  }

  #later(ms: number, run: () => void): void {
    this.#deliveries.push({ at: this.now.mono + ms, order: this.#sent++, run });
  }

  #delay(): number {
    const { delays } = this.spec;
    return delays[this.#sent % delays.length] ?? 100;
  }

  #moveTo(mono: number): void {
    this.now = { mono, wall: this.now.wall + mono - this.now.mono };
    for (const node of this.nodes.values()) node.live(mono);
  }

  #hold(isSo: boolean, sentence: string): void {
    if (!isSo) throw new Error(`${sentence}\n${this.trail.slice(-12).join('\n')}`);
  }
}
