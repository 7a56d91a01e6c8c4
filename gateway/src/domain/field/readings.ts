import type { PointValue, Reading, ReadingEvent } from '../../contract/index.ts';
import { definitionOf, type DeviceState } from './device-state.ts';
import type { FieldParts } from './farm.ts';
import { qualify } from './ingest.ts';

/** One value that was accepted, and what its point read before. */
export interface Taken {
  readonly reading: ReadingEvent;
  readonly before: Reading | undefined;
}

/** Keeps what each point read last, and tells of it. */
export class ReadingBook {
  readonly #parts: FieldParts;
  /** The values that changed since they were last written down. */
  readonly unsaved = new Map<string, { device: string; point: string }>();

  constructor(parts: FieldParts) {
    this.#parts = parts;
  }

  /** Values that a device sent, as they were at this wall time. Answers those that were accepted. */
  take(state: DeviceState, values: Readonly<Record<string, PointValue>>, at: number): Taken[] {
    const taken = Object.entries(values).flatMap(([point, value]) => this.#judge(state, point, value, at));
    this.#tell(state, taken, at);
    return taken;
  }

  /** Sets the flag that the gateway itself raises for a switch, where its kind of device has one. */
  flag(state: DeviceState, point: string, value: boolean): void {
    const flag = definitionOf(state, point)?.unexplained;
    if (flag === undefined) return;
    const at = this.#parts.clock.wallMs();
    this.#tell(state, [this.#keep(state, flag, value, { at, quality: 'good' })], at);
  }

  #judge(state: DeviceState, point: string, value: PointValue, at: number): Taken[] {
    const definition = definitionOf(state, point);
    const judged = definition
      ? qualify(definition, value)
      : ({ accepted: false, why: `has no point ${point}` } as const);
    if (judged.accepted) return [this.#keep(state, point, judged.value, { at, quality: judged.quality })];
    this.#parts.log.warn({ device: state.record.id, point }, `A reading was refused: ${judged.why}`);
    return [];
  }

  #keep(state: DeviceState, point: string, value: PointValue, rest: Pick<Reading, 'at' | 'quality'>): Taken {
    const { site, id: device } = state.record;
    const before = state.readings.get(point);
    state.readings.set(point, { value, ...rest });
    this.unsaved.set(`${device} ${point}`, { device, point });
    const reading: ReadingEvent = { site, device, point, value, ...rest };
    this.#parts.events.emit('reading', reading);
    return { reading, before };
  }

  #tell(state: DeviceState, taken: readonly Taken[], at: number): void {
    if (taken.length === 0) return;
    const readings = taken.map(({ reading }) => reading);
    const outOfRange = readings.filter(({ quality }) => quality === 'out-of-range').map(({ point }) => point);
    this.#parts.events.emit('change', {
      site: state.record.site,
      change: {
        what: 'values',
        device: state.record.id,
        at,
        values: Object.fromEntries(readings.map(({ point, value }) => [point, value])),
        ...(outOfRange.length > 0 ? { outOfRange } : {}),
      },
    });
  }
}
