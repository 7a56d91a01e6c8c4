import type { Cancel, Clock } from '@farmgate/gateway/contract';
import type { Socket } from '@farmgate/rf-bridge/codec';
import type { DeviceFault, GridFault } from '../fault.ts';
import { newBreaker, sharesOf, stepBreaker, type BreakerState } from '../models/breaker.ts';
import { hourOfDay } from '../models/day-pattern.ts';
import { gridAt, type GridNow, type GridTrouble } from '../models/grid.ts';
import { newMeter, readMeter, stepMeter, type MeterReading, type MeterState } from '../models/meter.ts';
import type { FieldNode } from '../nodes/field-node.ts';
import { MainBreakerNode } from '../nodes/main-breaker-node.ts';
import { PhaseMonitorNode } from '../nodes/phase-monitor-node.ts';
import { NodeVoice } from '../nodes/node-voice.ts';
import { PowerMeterNode } from '../nodes/power-meter-node.ts';
import { TankLevelNode } from '../nodes/tank-level-node.ts';
import type { Outlet } from '../outlet.ts';
import { socketKey } from '../truth-book.ts';
import type { TruthLog } from '../truth.ts';
import { LiveLoad } from './live-load.ts';
import type { PlantSpec } from './plant-spec.ts';
import { PumpSet } from './pump-set.ts';
import { Tally } from './tally.ts';
import { WaterWorks, type WaterState } from './water-works.ts';

export interface PlantParts {
  readonly spec: PlantSpec;
  readonly clock: Clock;
  readonly random: () => number;
  readonly outlets: ReadonlyMap<number, Outlet>;
  readonly truth: TruthLog;
}

/** How the plant stands, for summaries. */
export interface PlantState extends WaterState {
  readonly motors: Readonly<
    Record<string, { readonly heat: number; readonly isBurnt: boolean; readonly starts: number }>
  >;
  readonly breaker: {
    readonly isClosed: boolean;
    readonly amps: number;
    /** Part of the whole that each load draws, 0 to 1, of those that draw anything. */
    readonly shares: Readonly<Record<string, number>>;
  };
  readonly meterWh: number;
}

const TICK_MS = 1_000;
const TELLS_EVERY_MS = 600_000;
const sockets: readonly Socket[] = ['a', 'b'];
const nothing = { amps: 0, watts: 0 };
const dark: GridNow = { isOn: false, volts: [0, 0, 0], hz: 0, isReversed: false };
/** A step of the voltage that nodes say at once, as a share of nominal: some loads make steps of their own. */
const STIRS_SHARE = 0.1;

/** Everything on the farm that is not radio: grid, breaker, meter, wells, pumps, tanks, and what hangs in the sockets. */
export class Plant {
  /** The devices that are on the network by themselves. */
  readonly voices: readonly NodeVoice[];
  readonly #parts: PlantParts;
  readonly #pumps: readonly PumpSet[];
  readonly #works: WaterWorks;
  readonly #turning = new Set<string>();
  readonly #burnt = new Set<string>();
  readonly #lame = new Set<string>();
  readonly #water: Tally;
  readonly #energy: Tally;
  #breaker: BreakerState = newBreaker();
  #meter: MeterState = newMeter();
  #trouble: GridTrouble = {};
  #grid: GridNow;
  /** Behind the breaker. */
  #mains: GridNow = dark;
  #amps = 0;
  #watts = 0;
  /** The line has changed, and the nodes have not said so yet. */
  #hasStirred = false;
  #at: number;
  #toldAt: number;
  #cancel: Cancel = () => {};

  constructor(parts: PlantParts) {
    const { spec, clock, truth } = parts;
    this.#parts = parts;
    this.#at = clock.monoMs();
    this.#toldAt = this.#at;
    this.#grid = gridAt(spec.grid, clock.wallMs());
    this.#works = new WaterWorks(spec, clock, truth);
    this.#water = new Tally(truth, ({ amount, ...span }) => ({ ...span, what: 'water', litres: amount }));
    this.#energy = new Tally(truth, ({ amount, ...span }) => ({ ...span, what: 'energy', wattHours: amount }));
    this.#pumps = Object.entries(spec.pumps).map(([name, place]) => this.#makePump(name, place));
    this.voices = this.#makeNodes().map((node) => new NodeVoice({ node, clock, random: parts.random }));
  }

  /** Time flows from now on. */
  start(): void {
    const { clock, truth } = this.#parts;
    this.#at = clock.monoMs();
    this.#toldAt = this.#at;
    truth({ at: this.#at, what: 'grid', isOn: this.#grid.isOn, volts: this.#grid.volts });
    // Outlets are made with their power on; where there is none it goes now.
    this.#setMains(this.#mainsNow(), !this.#grid.isOn);
    this.#tick();
  }

  /** Time stands, and what was added up is told. */
  stop(): void {
    this.#cancel();
    this.settle();
    this.#tell();
  }

  /** Brings everything to this moment: what was switched since the last one acts from now on. */
  settle(): void {
    const now = this.#parts.clock.monoMs();
    if (now > this.#at) this.#flow(now - this.#at);
    this.#at = now;
    this.#settleGrid(now);
    for (const pump of this.#pumps) this.#settlePump(pump, now);
    if (!this.#hasStirred) return;
    this.#hasStirred = false;
    for (const voice of this.voices) voice.stirred();
  }

  /** An outlet's contact changed: a pump may hang on it. */
  onContact(node: number): void {
    for (const pump of this.#pumps) {
      const { fedBy } = pump.place;
      if (fedBy === 'node' || fedBy.node !== node) continue;
      pump.why = 'contact';
      this.settle();
    }
  }

  injectGrid(fault: GridFault): void {
    switch (fault.kind) {
      case 'outage':
        this.#trouble = { ...this.#trouble, isOut: true };
        break;
      case 'brown-out':
        this.#trouble = { ...this.#trouble, share: fault.share };
        break;
      case 'phase-loss':
        this.#trouble = { ...this.#trouble, missingPhase: fault.phase };
        break;
      case 'phase-reversed':
        this.#trouble = { ...this.#trouble, isReversed: true };
        break;
      case 'repair':
        this.#trouble = {};
    }
    this.settle();
    this.#noteGrid(this.#parts.clock.monoMs());
  }

  /** Whether there is a device of that name. */
  inject(name: string, fault: DeviceFault): boolean {
    this.settle();
    const pump = this.#pumps.find((each) => each.name === name);
    pump?.inject(fault);
    const isWater = this.#works.inject(name, fault);
    if (name === this.#parts.spec.breaker.name) this.#injectAtBreaker(fault);
    const voice = this.voices.find(({ node }) => node.name === name);
    voice?.inject(fault.kind);
    this.settle();
    return pump !== undefined || voice !== undefined || isWater;
  }

  get state(): PlantState {
    return {
      ...this.#works.state,
      motors: Object.fromEntries(
        this.#pumps.map(({ name, motor: { heat, isBurnt, starts } }) => [name, { heat, isBurnt, starts }]),
      ),
      breaker: {
        isClosed: this.#breaker.isClosed,
        amps: this.#amps,
        shares: Object.fromEntries(sharesOf(this.#drawn())),
      },
      meterWh: this.#meter.countedWh,
    };
  }

  /** What each pump and socket draws now. Unit: A. */
  #drawn(): Map<string, number> {
    const inSockets = [...this.#parts.outlets.values()].flatMap((outlet) =>
      sockets.map((socket): [string, number] => [
        socketKey(outlet.spec.id, socket),
        outlet.isLoadOn(socket) ? outlet.loadOf(socket).currentMa / 1000 : 0,
      ]),
    );
    const pumps = this.#pumps.map(({ name, amps }): [string, number] => [name, amps]);
    return new Map([...pumps, ...inSockets].filter(([, amps]) => amps > 0));
  }

  #tick(): void {
    this.#cancel();
    this.settle();
    if (this.#at - this.#toldAt >= TELLS_EVERY_MS) this.#tell();
    this.#cancel = this.#parts.clock.after(TICK_MS, () => this.#tick());
  }

  #tell(): void {
    this.#toldAt = this.#at;
    this.#water.tell(this.#at);
    this.#energy.tell(this.#at);
  }

  /** What flowed since the last moment, with everything as it was settled then. */
  #flow(dtMs: number): void {
    const since = this.#at;
    let amps = 0;
    let watts = 0;
    const taken = new Map<string, number>();
    const moved = new Map<string, number>();
    for (const pump of this.#pumps) {
      const { well, tank } = pump.place;
      const leftL = this.#works.litresIn(well) - (taken.get(well) ?? 0);
      const { movedL, powerW } = pump.step(this.#mains, leftL, dtMs);
      taken.set(well, (taken.get(well) ?? 0) + movedL);
      moved.set(tank, (moved.get(tank) ?? 0) + movedL);
      this.#water.add(pump.name, since, movedL);
      this.#energy.add(pump.name, since, (powerW * dtMs) / 3_600_000);
      amps += pump.amps;
      watts += powerW;
    }
    this.#works.step(taken, moved, dtMs);
    for (const outlet of this.#parts.outlets.values())
      for (const socket of sockets) {
        const drawn = this.#flowSocket(outlet, socket, dtMs);
        amps += drawn.amps;
        watts += drawn.watts;
      }
    this.#amps = amps;
    this.#watts = watts;
    this.#meter = stepMeter(this.#meter, watts, dtMs);
    this.#breaker = stepBreaker(this.#parts.spec.breaker, this.#breaker, amps, dtMs);
  }

  #flowSocket(outlet: Outlet, socket: Socket, dtMs: number): { amps: number; watts: number } {
    const load = outlet.loadOf(socket);
    const { nominalV } = this.#parts.spec.grid;
    const isOn = outlet.isLoadOn(socket);
    const volts = isOn ? this.#mains.volts[0] : 0;
    const isLive = load instanceof LiveLoad;
    if (!isLive && !isOn) return nothing;
    const drawn = isLive
      ? load.step({ volts, nominalV, hour: hourOfDay(this.#parts.clock.wallMs()) }, dtMs)
      : { amps: load.currentMa / 1000, watts: (load.currentMa / 1000) * volts };
    if (isLive && isOn) outlet.checkLoads();
    if (drawn.watts > 0)
      this.#energy.add(socketKey(outlet.spec.id, socket), this.#at, (drawn.watts * dtMs) / 3_600_000);
    return drawn;
  }

  /** Grid and breaker as they are now, and everyone who lives of them. */
  #settleGrid(now: number): void {
    const was = this.#grid;
    this.#grid = gridAt(this.#parts.spec.grid, this.#parts.clock.wallMs(), this.#trouble);
    if (was.isOn !== this.#grid.isOn) this.#noteGrid(now);
    const hasTurned = isStep(was, this.#grid, STIRS_SHARE * this.#parts.spec.grid.nominalV);
    const wasOn = this.#mains.isOn;
    const mains = this.#mainsNow();
    if (wasOn && this.#grid.isOn && !this.#breaker.isClosed) this.#noteBreaker(now, false, 'overload');
    this.#setMains(mains, wasOn !== mains.isOn);
    this.#hasStirred ||= hasTurned;
  }

  #mainsNow(): GridNow {
    return this.#breaker.isClosed ? this.#grid : dark;
  }

  #setMains(mains: GridNow, isChange: boolean): void {
    this.#mains = mains;
    // Outlets hang on the first phase.
    for (const outlet of this.#parts.outlets.values()) outlet.setMains(mains.volts[0] > 0);
    if (!isChange) return;
    for (const pump of this.#pumps) {
      pump.why = 'power';
      pump.node?.setMains(mains.isOn);
    }
    for (const voice of this.voices) voice.setMains(mains.isOn);
  }

  /** Its node looks at it, and the motor learns at once whether it is fed. */
  #settlePump(pump: PumpSet, now: number): void {
    if (this.#mains.isOn) pump.node?.look(pump.amps * 1000, this.#works.isFloatUp(pump.place.tank));
    const step = pump.step(this.#mains, this.#works.litresIn(pump.place.well), 0);
    const { truth } = this.#parts;
    const device = pump.name;
    // What is wrong with its cable, or right again, is seen by who watches it.
    this.#hasStirred ||= pump.lacksPhase !== this.#lame.has(device);
    setIn(this.#lame, device, pump.lacksPhase);
    if (step.state.isBurnt && !this.#burnt.has(device)) truth({ at: now, what: 'burnt', device });
    setIn(this.#burnt, device, step.state.isBurnt);
    const turning = step.state.turnsMs !== undefined;
    if (turning === this.#turning.has(device)) return;
    setIn(this.#turning, device, turning);
    truth({ at: now, what: 'motor', device, turning, why: step.state.isBurnt ? 'burnt' : pump.why });
    if (!turning) this.#water.tell(now, device);
    this.voices.find(({ node }) => node.name === device)?.changed();
  }

  #injectAtBreaker({ kind }: DeviceFault): void {
    if (kind !== 'trip' && kind !== 'close') return;
    const isClosed = kind === 'close';
    if (isClosed !== this.#breaker.isClosed) this.#noteBreaker(this.#parts.clock.monoMs(), isClosed, 'by hand');
    this.#breaker = { isClosed, heat: 0 };
    if (!isClosed) this.#setMains(dark, this.#mains.isOn);
  }

  #noteBreaker(at: number, closed: boolean, why: string): void {
    this.#parts.truth({ at, what: 'breaker', device: this.#parts.spec.breaker.name, closed, why });
  }

  #noteGrid(at: number): void {
    this.#parts.truth({ at, what: 'grid', isOn: this.#grid.isOn, volts: this.#grid.volts });
  }

  #makePump(name: string, place: PlantSpec['pumps'][string]): PumpSet {
    const { clock, random, outlets } = this.#parts;
    const { fedBy } = place;
    return new PumpSet({
      name,
      place,
      nominalV: this.#parts.spec.grid.nominalV,
      clock,
      random,
      isSocketOn: () => fedBy !== 'node' && (outlets.get(fedBy.node)?.isLoadOn(fedBy.socket) ?? false),
      onSwitch: () => this.settle(),
      onWeld: (isWelded) => this.#noteWeld(name, isWelded),
    });
  }

  #noteWeld(device: string, isWelded: boolean): void {
    const { clock, truth } = this.#parts;
    truth({ at: clock.monoMs(), what: 'fault', fault: { device, fault: { kind: isWelded ? 'welded' : 'repair' } } });
    if (!isWelded) this.settle();
  }

  #makeNodes(): FieldNode[] {
    const { spec, random } = this.#parts;
    const tankNodes = Object.keys(spec.tanks).map(
      (name) =>
        new TankLevelNode(
          name,
          () => ({ percent: this.#works.percentOf(name), litres: this.#works.litresIn(name) }),
          random,
        ),
    );
    return [
      ...this.#pumps.flatMap(({ node }) => (node ? [node] : [])),
      ...tankNodes,
      ...Object.entries(spec.phaseMonitors ?? {}).map(([name, { pump }]) => this.#makeMonitor(name, pump)),
      new PowerMeterNode(spec.meter.name, () => this.#read()),
      new MainBreakerNode(spec.breaker.name, () => ({
        amps: this.#amps,
        ratedA: spec.breaker.ratedA,
        volts: this.#grid.volts[0],
        isClosed: this.#breaker.isClosed,
      })),
    ];
  }

  #makeMonitor(name: string, pump: string): PhaseMonitorNode {
    const watched = this.#pumps.find((each) => each.name === pump);
    if (!watched) throw new Error(`${name} watches ${pump}, which is not there`);
    return new PhaseMonitorNode(name, () => watched.line);
  }

  #read(): MeterReading {
    const line = { volts: this.#mains.volts[0], amps: this.#amps, watts: this.#watts, hz: this.#mains.hz };
    return readMeter(this.#meter, line, this.#parts.random);
  }
}

/** Whether a line was followed by quite another one. */
function isStep(was: GridNow, is: GridNow, leastV: number): boolean {
  if (was.isReversed !== is.isReversed || was.isOn !== is.isOn) return true;
  return was.volts.some((volt, index) => Math.abs(volt - (is.volts[index] ?? 0)) > leastV);
}

function setIn<Item>(set: Set<Item>, item: Item, isIn: boolean): void {
  if (isIn) set.add(item);
  else set.delete(item);
}
