import { html, type TemplateResult } from 'lit';
import '../components/grid-strip.ts';
import '../components/help-call.ts';
import '../components/minute-jar.ts';
import { picture } from '../components/picture.ts';
import '../components/queue-list.ts';
import '../components/reason-list.ts';
import '../components/run-card.ts';
import '../components/run-ring.ts';
import '../components/run-trail.ts';
import '../components/tank.ts';
import '../components/turn-card.ts';
import '../components/who-badge.ts';
import { pointAt, pumpFace } from '../points/pump-face.ts';
import { turnsIn } from '../points/turns.ts';
import { aCommand } from './builders.ts';
import { everyReason, sharingOf } from './fake-pump-farm.ts';
import { aGrid, aPump, aRunning, pumpDevices } from './pump-builders.ts';

const states = ['starting', 'running', 'hold', 'stopping'] as const;

/** Every element of shared pumps. */
export function ofPumps(now: number, name: string): TemplateResult {
  const { view } = sharingOf('wait');
  const turns = turnsIn(view, 'all').map((turn) => ({ ...turn, run: { ...turn.run, name } }));
  const mine = turns.find(({ run }) => run.user === 'usr_anna01');
  const devices = pumpDevices(62, 4_800);
  const level = pointAt(devices, aPump().tank);
  const hours = { since: now - 3_600_000, expected: { state: 'good', at: now + 3_600_000 } } as const;
  return html`
    <h2>Shared pumps</h2>
    <div class="gallery-row">
      ${[7_080, 3_600, 600, 0].map((available) => html`<fg-minute-jar .available=${available} .taken=${available > 600 ? 600 : 0} ?low=${available <= 600}>${name}</fg-minute-jar>`)}
    </div>
    ${[undefined, level, { ...level, reading: undefined }].map((one) => html`<fg-tank .name=${name} .level=${one} .now=${now} ?current=${one === level}></fg-tank>`)}
    <div>
      ${(['running', 'hold', 'wait'] as const).map((kind) => html`<fg-run-ring .left=${402} .of=${600} .kind=${kind}></fg-run-ring>`)}
    </div>
    ${states.map((state) => {
      const run = aRunning({ name, state, isCounting: state === 'running', hold: { cause: 'grid', since: now } });
      const face = pumpFace({ pump: aPump({ surelyOffAt: now + 40_000 }), run, devices, now, isCurrent: true });
      return html`<fg-run-card .run=${run} .face=${face} .name=${name} .now=${now} stoppable linked></fg-run-card>`;
    })}
    ${mine ? html`<fg-turn-card .turn=${mine} .name=${name} .now=${now} linked></fg-turn-card>` : ''}
    <fg-queue-list .turns=${turns} .user=${'usr_anna01'} .now=${now} admin linked></fg-queue-list>
    <fg-reason-list
      .reasons=${everyReason().map((reason) => ({ ...reason, remedy: `${reason.remedy} ${name}` }))}
      .now=${now}
    ></fg-reason-list>
    ${[aGrid({ state: 'shedding', ...hours }), aGrid({ state: 'unknown' })].map((grid) => html`<fg-grid-strip .grid=${grid}></fg-grid-strip>`)}
    <fg-help-call linked called></fg-help-call>
    <fg-help-call></fg-help-call>
    <div>
      ${[{ symbol: 'sun', colour: 'orange' } as const, undefined].map((badge) => html`<fg-who-badge .badge=${badge} .name=${name} ?mine=${badge !== undefined}></fg-who-badge>`)}
    </div>
    <fg-run-trail
      .detail=${{
        run: aRunning(),
        trail: [
          { at: now - 9_000, what: 'requested', by: name, why: '600 s' },
          { at: now - 4_000, what: 'starting', by: 'gateway' },
          { at: now - 1_000, what: 'ended', by: name, why: 'stopped-by-user' },
        ],
        commands: [aCommand({ acceptedAt: now - 3_900 })],
      }}
      .now=${now}
    ></fg-run-trail>
    <div style="display:flex;flex-wrap:wrap;gap:8px;fill:none;stroke:currentColor;stroke-width:3">
      ${(['start', 'stop', 'why', 'help', 'later', 'swap', 'jar'] as const).map((shape) => html`<span style="width:48px">${picture(shape)}</span>`)}
    </div>
  `;
}
