import type { DeviceView, PointView, User } from '@farmgate/gateway/contract';
import { html, type TemplateResult } from 'lit';
import '../components/socket-card.ts';
import type { SwitchRequest } from '../components/socket-card.ts';
import type { Trouble } from '../components/trouble-strip.ts';
import type { Alarm } from '../points/alarms.ts';
import type { Asking } from '../state/asking.ts';
import { keyOf, pendingValue } from '../state/asking.ts';
import type { Farm } from '../state/farm.ts';

/** What a page of the signed-in site is given. */
export interface View {
  readonly farm: Farm | undefined;
  readonly user: User;
  /** Gateway wall time. */
  readonly now: number;
  /** What is on the screen is new enough to be called present. */
  readonly isCurrent: boolean;
  /** There is a line: what is tapped gets through. */
  readonly isLinked: boolean;
  readonly asking: Asking;
  readonly ask: (request: SwitchRequest) => void;
}

/** A device with one of its switches. */
export interface Socket {
  readonly device: DeviceView;
  readonly point: PointView;
}

/** Every switch of the farm. */
export function socketsOf(devices: readonly DeviceView[]): Socket[] {
  return devices.flatMap((device) =>
    device.points.filter(({ definition }) => definition.kind === 'switch').map((point) => ({ device, point })),
  );
}

/** Whether this person's role lets them switch things. */
export function mayCommand({ role }: User): boolean {
  return role !== 'viewer';
}

/** Whether this person's role lets them take in, name and forget devices. */
export function mayManageDevices({ role }: User): boolean {
  return role === 'admin' || role === 'installer';
}

/** The card of one switch. */
export function socketCard(view: View, { device, point }: Socket): TemplateResult {
  const asked = view.asking.get(keyOf({ device: device.id, point: point.definition.id }));
  return html`<fg-socket-card
    .device=${device}
    .point=${point}
    .now=${view.now}
    ?current=${view.isCurrent}
    ?allowed=${mayCommand(view.user)}
    ?linked=${view.isLinked}
    ?latched=${view.farm?.latch.latched ?? false}
    .sending=${pendingValue(asked, point.switch?.command)}
    .problem=${asked?.problem ?? ''}
    @ask=${(event: CustomEvent<SwitchRequest>) => view.ask(event.detail)}
  ></fg-socket-card>`;
}

/** An alarm as the trouble strip shows it; on the page of its own device, `here`, it leads nowhere. */
export function troubleOf({ key, severity, title, help, device, owes }: Alarm, here = ''): Trouble {
  return {
    key: `alarm ${key}`,
    severity,
    title,
    text: help,
    ...(owes !== undefined || device.id === here ? {} : { from: device.name }),
    ...(device.id === here ? {} : { href: `/devices/${device.id}` }),
  };
}
