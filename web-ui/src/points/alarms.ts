import type { DeviceView, PointView } from '@farmgate/gateway/contract';
import { words } from '../i18n/words.ts';

/** Something a person should know of now, with what to do about it. */
export interface Alarm {
  /** The same condition has the same key for as long as it lasts. */
  readonly key: string;
  readonly severity: 'critical' | 'warning';
  readonly title: string;
  readonly help: string;
  readonly device: Pick<DeviceView, 'id' | 'name'>;
  /** The switch that owes an OFF. */
  readonly owes?: string;
}

/** Every alarm of these devices, critical ones first. */
export function alarmsOf(devices: readonly DeviceView[]): Alarm[] {
  return devices
    .flatMap((device) => device.points.flatMap((point) => [...flagOf(device, point), ...owedOf(device, point)]))
    .toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** A flag is an alarm while it is true and that is news. */
function flagOf(device: DeviceView, { definition, reading }: PointView): Alarm[] {
  const { id, alarm, label, help = '' } = definition;
  if (!alarm || reading?.value !== true || reading.old || reading.quality === 'stale') return [];
  return [{ key: `${device.id} ${id}`, severity: alarm, title: titles[id]?.() ?? label, help, device }];
}

/** An OFF that a silent device is owed: nobody knows whether its load still runs. */
function owedOf(device: DeviceView, point: PointView): Alarm[] {
  const command = point.switch?.command;
  if (!command?.owed || device.availability !== 'offline') return [];
  const id = point.definition.id;
  const name = `${device.name}, ${point.name ?? point.definition.label}`;
  const title = words.offOwed(name);
  return [{ key: `${device.id} ${id} owed`, severity: 'critical', title, help: words.offOwedHelp(), device, owes: id }];
}

/** The alarms that have words in every language; the others have their definition's. */
const titles: Readonly<Record<string, () => string>> = {
  'air.full': words.alarmAirFull,
  'air.foreignMaster': words.alarmForeignMaster,
  'air.replay': words.alarmReplay,
  'air.noise': words.alarmNoise,
  'meddled.a': () => words.alarmMeddled('A'),
  'meddled.b': () => words.alarmMeddled('B'),
};
