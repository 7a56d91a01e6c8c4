import type { Change, DeviceView, PointDefinition, ReadingEvent } from '../../contract/index.ts';
import type { EventBus } from '../events.ts';
import type { AlertCause } from './alert.ts';
import type { Alerts } from './alerts.ts';

/** What the field's alerts ask of the gateway. */
export interface FieldAlertParts {
  readonly events: EventBus;
  readonly alerts: Alerts;
  readonly sites: () => readonly string[];
  readonly devices: (site: string) => readonly DeviceView[];
  readonly find: (site: string, device: string) => DeviceView | undefined;
}

/** An OFF is owed from the moment it is asked; it is an alert when it stays so. */
const OWED_AFTER_MS = 15_000;
const OFFLINE_AFTER_MS = 60_000;
const CALM_MS = 30_000;

type Availability = Pick<DeviceView, 'id' | 'name' | 'availability' | 'unavailableReason' | 'via'>;

/** Raises what goes wrong in the field: an OFF that is owed, a device that is gone, a point that says alarm, a command that somebody wanted kept. */
export class FieldAlerts {
  readonly #parts: FieldAlertParts;
  /** Points that are alarms while they are true, by device. */
  readonly #alarms = new Map<string, ReadonlyMap<string, PointDefinition>>();
  readonly #names = new Map<string, string>();
  /** What ever hung on a device, by its id. */
  readonly #hanging = new Map<string, Set<string>>();
  #stopListening: readonly (() => void)[] = [];

  constructor(parts: FieldAlertParts) {
    this.#parts = parts;
  }

  start(): void {
    const { events, sites, devices } = this.#parts;
    for (const site of sites()) for (const device of devices(site)) this.#enter(site, device);
    this.#stopListening = [
      events.on('change', ({ site, change }) => this.#onChange(site, change)),
      events.on('reading', (reading) => this.#onReading(reading)),
      events.on('retained-command', ({ site, device, from }) => this.#onRetained(site, device, from)),
    ];
  }

  stop(): void {
    for (const stop of this.#stopListening) stop();
    this.#stopListening = [];
  }

  #onChange(site: string, change: Change): void {
    switch (change.what) {
      case 'point':
        return this.#onOwed(
          site,
          change.device,
          change.point.definition.id,
          change.point.switch?.command?.owed ?? false,
        );
      case 'device':
        return this.#onDevice(site, change.device);
      case 'device-added':
        return this.#enter(site, change.device);
      case 'device-gone':
        this.#alarms.delete(change.device);
        this.#names.delete(change.device);
        for (const hanging of this.#hanging.values()) hanging.delete(change.device);
        return this.#parts.alerts.forgetDevice(site, change.device);
      case 'values':
      case 'latch':
      case 'radio':
      case 'alerts':
        return undefined;
    }
  }

  /** What is known of a device when it comes, or when the gateway does. */
  #enter(site: string, device: DeviceView): void {
    this.#note(device);
    const alarms = device.points.map(({ definition }) => definition).filter(({ alarm }) => alarm !== undefined);
    if (alarms.length > 0) this.#alarms.set(device.id, new Map(alarms.map((alarm) => [alarm.id, alarm])));
    for (const { definition, switch: control } of device.points)
      this.#onOwed(site, device.id, definition.id, control?.command?.owed ?? false);
    this.#onAvailability(site, device);
  }

  #onReading({ site, device, point, value, quality }: ReadingEvent): void {
    const alarm = this.#alarms.get(device)?.get(point);
    if (!alarm || quality !== 'good') return;
    const cause: AlertCause = {
      site,
      rule: 'point-alarm',
      subject: `${device} ${point}`,
      device,
      point,
      severity: alarm.alarm ?? 'warning',
      sentence: `${this.#nameOf(device)}: ${alarm.label}.`,
      remedy: alarm.help ?? 'Look at the device.',
      clearAfterMs: CALM_MS,
    };
    this.#parts.alerts.set(cause, value === true);
  }

  #onOwed(site: string, device: string, point: string, isOwed: boolean): void {
    const cause: AlertCause = {
      site,
      rule: 'off-owed',
      subject: `${device} ${point}`,
      device,
      point,
      severity: 'critical',
      sentence: `${this.#nameOf(device)} was told to switch off and has not confirmed it.`,
      remedy:
        'It is told again and again. Until it answers, look whether the load is off, and switch it off at the panel.',
      raiseAfterMs: OWED_AFTER_MS,
    };
    this.#parts.alerts.set(cause, isOwed);
  }

  /** What hangs on it is judged anew: its silence has another cause now. */
  #onDevice(site: string, device: Availability): void {
    this.#note(device);
    this.#onAvailability(site, device);
    for (const id of this.#hanging.get(device.id) ?? []) {
      const other = this.#parts.find(site, id);
      if (other?.via === device.id) this.#onAvailability(site, other);
    }
  }

  /** What hangs on a device that is gone itself is not told one by one. */
  #onAvailability(site: string, { id, name, availability, unavailableReason, via }: Availability): void {
    if (availability === 'unknown') return;
    const isCarrierGone = via !== undefined && this.#parts.find(site, via)?.availability === 'offline';
    const cause: AlertCause = {
      site,
      rule: 'device-offline',
      subject: id,
      device: id,
      severity: 'warning',
      sentence: `${name} is not heard${unavailableReason === undefined ? '' : `: ${unavailableReason}`}.`,
      remedy: 'Look at its power, and at its radio or network.',
      raiseAfterMs: OFFLINE_AFTER_MS,
      clearAfterMs: CALM_MS,
    };
    this.#parts.alerts.set(cause, availability === 'offline' && !isCarrierGone);
  }

  /** The device may be another site's, of which this one learns nothing. */
  #onRetained(site: string, device: string, from: string): void {
    const name = this.#parts.find(site, device)?.name ?? device;
    this.#parts.alerts.occur({
      site,
      rule: 'retained-command',
      subject: `${device} by ${from}`,
      device,
      severity: 'critical',
      sentence: `${from} wanted a command for ${name} to be kept at the broker and carried out at any time. It was thrown away.`,
      remedy: 'Find out who has the credential of this name, and give it a new one.',
    });
  }

  #note({ id, name, via }: Availability): void {
    this.#names.set(id, name);
    if (via === undefined) return;
    const hanging = this.#hanging.get(via) ?? new Set();
    this.#hanging.set(via, hanging.add(id));
  }

  #nameOf(device: string): string {
    return this.#names.get(device) ?? device;
  }
}
