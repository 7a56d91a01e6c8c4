import {
  topicOf,
  type DeviceType,
  type DeviceView,
  type PointDefinition,
  type PointView,
  type Reading,
  type SwitchView,
} from '../../contract/index.ts';
import { toView } from './command.ts';
import type { DeviceRecord, PointRecord } from './ports.ts';
import type { SettingControl } from './setting-machine.ts';
import type { SwitchControl, SwitchProfile } from './switch-machine.ts';

/** One adopted device in memory: its record, what it said last, and how it stands with each thing it can be told. */
export interface DeviceState {
  record: DeviceRecord;
  readonly type: DeviceType;
  /** Since when it is known to this run of the gateway. Unit: monotonic ms. */
  readonly enteredMono: number;
  availability: DeviceView['availability'];
  unavailableReason: string | undefined;
  lastHeardAt: number | undefined;
  readonly points: Map<string, PointRecord>;
  readonly readings: Map<string, Reading>;
  readonly switches: Map<string, SwitchControl>;
  readonly settings: Map<string, SettingControl>;
}

/** What carries its messages: the bridge it hangs on, or itself. */
export function carrierOf(record: Pick<DeviceRecord, 'id' | 'via'>): string {
  return record.via ?? record.id;
}

export function commandTopicOf(state: DeviceState): string {
  return topicOf(state.record.id, 'commands');
}

export function definitionOf(state: DeviceState, point: string): PointDefinition | undefined {
  return state.type.points.find(({ id }) => id === point);
}

export function profileOf(state: DeviceState, point: string): SwitchProfile {
  return { judging: state.type.judging, load: state.points.get(point)?.load ?? 'outlet' };
}

/** The switch that a measure or flag tells about, if any. */
export function switchShownBy(state: DeviceState, point: string): PointDefinition | undefined {
  return state.type.points.find(({ proof, trip, meddled }) => [proof, trip, meddled].includes(point));
}

export function viewDevice(state: DeviceState): DeviceView {
  return { ...viewDeviceAlone(state), points: state.type.points.map((definition) => viewPoint(state, definition)) };
}

/** The device without its points. */
export function viewDeviceAlone(state: DeviceState): Omit<DeviceView, 'points'> {
  const { record, type } = state;
  return {
    id: record.id,
    type: type.id,
    typeLabel: type.label,
    name: record.name,
    ...(record.location ? { location: record.location } : {}),
    ...(record.via ? { via: record.via } : {}),
    ...(record.address ? { address: record.address } : {}),
    ...(record.firmware ? { firmware: record.firmware } : {}),
    demo: record.demo,
    availability: state.availability,
    ...(state.unavailableReason ? { unavailableReason: state.unavailableReason } : {}),
    ...(state.lastHeardAt ? { lastHeardAt: state.lastHeardAt } : {}),
    adoptedAt: record.adoptedAt,
  };
}

export function viewPoint(state: DeviceState, definition: PointDefinition): PointView {
  const said = state.points.get(definition.id);
  const reading = state.readings.get(definition.id);
  const control = state.switches.get(definition.id);
  const setting = state.settings.get(definition.id);
  return {
    definition,
    ...(said?.name ? { name: said.name } : {}),
    ...(definition.kind === 'switch' ? { load: said?.load ?? 'outlet' } : {}),
    ...(reading ? { reading: asOldAs(state, reading) } : {}),
    ...(control ? { switch: viewSwitch(control) } : {}),
    ...(setting ? { setting: viewSetting(setting) } : {}),
  };
}

/** A value of a device that is out of reach is stale, however good it was. */
function asOldAs(state: DeviceState, reading: Reading): Reading {
  return state.availability === 'online' || reading.quality !== 'good' ? reading : { ...reading, quality: 'stale' };
}

function viewSwitch(control: SwitchControl): SwitchView {
  const { reported, lastKnown, command } = control;
  return {
    desired: control.desired,
    reported: reported.state,
    ...(reported.evidence ? { evidence: reported.evidence } : {}),
    ...(reported.at ? { reportedAt: reported.at } : {}),
    ...(lastKnown ? { lastKnown } : {}),
    ...(command ? { command: toView(command) } : {}),
  };
}

function viewSetting({ desired, command }: SettingControl): NonNullable<PointView['setting']> {
  return { desired, ...(command ? { command: toView(command) } : {}) };
}
