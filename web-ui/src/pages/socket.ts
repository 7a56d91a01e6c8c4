import { html, type TemplateResult } from 'lit';
import '../components/socket-card.ts';
import type { SwitchRequest } from '../components/socket-card.ts';
import { keyOf, pendingValue } from '../state/asking.ts';
import { mayCommand, pumpOf, type Socket, type View } from './view.ts';

/** The card of one switch. */
export function socketCard(view: View, socket: Socket): TemplateResult {
  const { device, point } = socket;
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
    .pump=${pumpOf(socket, view.farm?.sharing)}
    .problem=${asked?.problem ?? ''}
    @ask=${(event: CustomEvent<SwitchRequest>) => view.ask(event.detail)}
  ></fg-socket-card>`;
}
