import type { PumpView, RunView, SharingView, User } from '@farmgate/gateway/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { whyText } from '../../components/why-text.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { pointAt, pumpFace } from '../../points/pump-face.ts';
import type { Turn } from '../../points/turns.ts';
import type { PumpDesk } from '../../state/pump-desk.ts';
import type { View } from '../view.ts';

/** What every part of a page of shared pumps is made of. */
export interface Parts {
  readonly view: View;
  readonly sharing: SharingView;
  readonly desk: PumpDesk;
}

/** Whether this person's role lets them use pumps. */
export function mayPump({ role }: User): boolean {
  return role !== 'viewer';
}

/** Whether this person may end that run: it is their own, or they order the queue. */
export function mayStop(user: User, run: RunView): boolean {
  return mayPump(user) && (run.user === user.id || user.role === 'admin');
}

export function findPump({ pumps }: SharingView, id: string): PumpView | undefined {
  return pumps.find((pump) => pump.id === id);
}

export function namesOf({ pumps }: SharingView): Map<string, string> {
  return new Map(pumps.map(({ id, name }) => [id, name]));
}

/** The card of a run that has its pump or is in hold, with what was refused of it. */
export function runCard({ view, sharing, desk }: Parts, run: RunView, more?: unknown): TemplateResult | typeof nothing {
  const pump = findPump(sharing, run.pump);
  if (!pump) return nothing;
  void import('../../components/run-card.ts');
  const { now, isCurrent, farm } = view;
  const face = pumpFace({ pump, run, devices: farm?.devices ?? [], now, isCurrent });
  return html`<fg-run-card
    .run=${run}
    .face=${face}
    .name=${pump.name}
    .now=${now}
    ?mine=${run.user === view.user.id}
    ?stoppable=${mayStop(view.user, run)}
    ?linked=${view.isLinked}
    ?asking=${desk.value.asking.has(run.id)}
    @stop=${() => void desk.ask(run.id, (api) => api.stop(run.id))}
    >${whyText(desk.value.refused.get(run.id))} ${more ?? nothing}</fg-run-card
  >`;
}

/** What is to be said of the power; nothing while it is there and no end of it is known. */
export function gridStrip({ grid }: SharingView): TemplateResult | typeof nothing {
  if (grid.state === 'good' && grid.expected?.state !== 'shedding') return nothing;
  void import('../../components/grid-strip.ts');
  return html`<fg-grid-strip .grid=${grid}></fg-grid-strip>`;
}

/** One's own place in a queue. */
export function turnCard({ view, sharing, desk }: Parts, turn: Turn): TemplateResult {
  void import('../../components/turn-card.ts');
  const { id, pump } = turn.run;
  return html`<fg-turn-card
      .turn=${turn}
      .name=${findPump(sharing, pump)?.name ?? pumpWords.gonePump()}
      .now=${view.now}
      ?linked=${view.isLinked && !desk.value.asking.has(id)}
      @leave=${() => void desk.ask(id, (api) => api.stop(id))}
    ></fg-turn-card>
    ${whyText(desk.value.refused.get(id))}`;
}

/** The tanks that the pumps fill, each once. */
export function tanks({ view, sharing }: Pick<Parts, 'view' | 'sharing'>, of: readonly PumpView[] = sharing.pumps) {
  const refs = new Map(of.flatMap(({ tank }) => (tank ? [[`${tank.device} ${tank.point}`, tank] as const] : [])));
  if (refs.size > 0) void import('../../components/tank.ts');
  const devices = view.farm?.devices ?? [];
  return [...refs.values()].map((ref) => {
    const device = devices.find(({ id }) => id === ref.device);
    const level = pointAt(devices, ref);
    return html`<fg-tank
      class="card"
      data-tank
      .name=${level?.name ?? device?.name ?? pumpWords.tank()}
      .level=${level}
      .now=${view.now}
      ?current=${view.isCurrent && device?.availability !== 'offline'}
    ></fg-tank>`;
  });
}
