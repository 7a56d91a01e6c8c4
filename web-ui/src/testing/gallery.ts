// Every element in both themes, from right to left and with long words; `?screen=/devices` shows a whole page instead, with
// `&farm=calm|busy|empty|alarm`, `&pumps=calm|busy|mine|wait|hold|why|long`, `&who=admin|user|viewer|nobody|unclaimed` and `&latched`. Served by `npm run gallery` alone.
import { COLOURS, CredentialKind, SYMBOLS } from '@farmgate/gateway/contract';
import { html, render, type TemplateResult } from 'lit';
import '../components/app-bar.ts';
import '../components/command-trail.ts';
import '../components/copy-line.ts';
import '../components/connection-pill.ts';
import '../components/health-line.ts';
import '../components/link-chart.ts';
import '../components/link-face.ts';
import '../components/mark-bar.ts';
import '../components/person-badge.ts';
import '../components/ping-strip.ts';
import '../components/qr-code.ts';
import '../components/safe-mode-strip.ts';
import '../components/socket-card.ts';
import '../components/state-face.ts';
import '../components/step-list.ts';
import '../components/sweep-button.ts';
import '../components/trouble-strip.ts';
import '../pages/credentials/credential-card.ts';
import '../pages/wifi/arrival-card.ts';
import '../pages/wifi/secret-card.ts';
import type { FaceKind } from '../points/face.ts';
import { aCommand, aDevice, aSwitch } from './builders.ts';
import { aBusyFarm, aLinkDay } from './fake-farm.ts';
import { aCredential, aNode, aSafeMode, aSecret } from './fake-network.ts';
import { ofEnergy } from './gallery-energy.ts';
import { ofTheHistory } from './gallery-history.ts';
import { ofPumps } from './gallery-pumps.ts';
import { ofTheFarmAdmin } from './gallery-farm-admin.ts';
import { showScreen } from './gallery-screen.ts';

const faces: readonly FaceKind[] = [
  'off',
  'waiting',
  'asking',
  'acknowledged',
  'running',
  'said-yes',
  'tripped',
  'no-power',
  'no-answer',
  'not-stopping',
  'hold',
  'unknown',
];

const asked = new URLSearchParams(location.search);
const screen = asked.get('screen');
if (screen) showScreen(screen, asked);
else render(gallery(), document.body);

function gallery(): TemplateResult {
  const panes = [
    { title: 'Light', theme: 'light', dir: 'ltr', long: false },
    { title: 'Dark', theme: 'dark', dir: 'ltr', long: false },
    { title: 'Right to left', theme: 'light', dir: 'rtl', long: false },
    { title: 'Long words, 320 px', theme: 'dark', dir: 'ltr', long: true },
  ] as const;
  return html`<main>
    ${panes.map(
      ({ title, theme, dir, long }) =>
        html`<section class="gallery-pane ${long ? 'is-narrow' : ''}" data-theme=${theme} dir=${dir}>
          <h1>${title}</h1>
          <div class="badges">
            ${SYMBOLS.map((symbol, at) => html`<fg-person-badge .symbol=${symbol} .colour=${COLOURS[at % COLOURS.length] ?? 'blue'}></fg-person-badge>`)}
          </div>
          ${elements(long)}
        </section>`,
    )}
  </main>`;
}

function elements(long: boolean): TemplateResult {
  const now = Date.now();
  const name = 'Bewässerungspumpenverteilerkasten hinter dem alten Gewächshaus';
  const devices = aBusyFarm(now).map((device) => (long ? { ...device, name } : device));
  return html`
    <h2>The frame</h2>
    <fg-app-bar
      .farm=${long ? name : 'Green Valley'}
      demo
      .link=${{ kind: 'live', ageMs: 2_000 }}
      .alerts=${{ critical: 1, warning: 2, info: 0 }}
      .places=${[
        { path: '/', label: 'Home' },
        { path: '/devices', label: 'Devices' },
      ]}
    ></fg-app-bar>
    <fg-connection-pill .link=${{ kind: 'live', ageMs: 2_000 }}></fg-connection-pill>
    <fg-connection-pill .link=${{ kind: 'old', ageMs: 240_000 }}></fg-connection-pill>
    <fg-connection-pill .link=${{ kind: 'none' }}></fg-connection-pill>
    <h2>States</h2>
    <div>${faces.map((kind) => html`<fg-state-face .kind=${kind}></fg-state-face>`)}</div>
    <fg-sweep-button label="Start"></fg-sweep-button>
    ${ofPumps(now, long ? name : 'North pump')} ${ofTheRadio(now, long ? name : 'Outlet FE')}
    ${ofTheNetwork(now, long ? name : 'North pump')} ${ofTheFarmAdmin(now, long ? name : 'Bao')}
    ${ofTheHistory(now, long ? name : 'North pump')} ${ofEnergy(now, long ? name : 'North pump')}
    <h2>Commands and sockets</h2>
    <fg-command-trail
      .command=${aCommand({ trail: aBusyFarm(now)[3]?.points[2]?.switch?.command?.trail ?? [] })}
      .now=${now}
    ></fg-command-trail>
    ${devices.flatMap((device) =>
      device.points
        .filter((point) => point.switch)
        .map(
          (point) =>
            html`<fg-socket-card
              .device=${device}
              .point=${point}
              .now=${now}
              current
              allowed
              linked
            ></fg-socket-card>`,
        ),
    )}
    <fg-socket-card .device=${aDevice()} .point=${aSwitch()} .now=${now} allowed></fg-socket-card>
  `;
}

function ofTheNetwork(now: number, name: string): TemplateResult {
  const secret = aSecret({ name, mqtt: { ws: 'ws://192.168.1.20:8080/mqtt' } });
  const credentials = [
    aCredential({ name, adopted: true, rotatedAt: now - 60_000 }),
    aCredential({ name, kind: 'bridge', id: 'bridge-2' }),
  ];
  return html`
    <h2>The network and the gateway itself</h2>
    <fg-safe-mode-strip .safeMode=${aSafeMode()} .now=${now} master admin linked></fg-safe-mode-strip>
    <fg-safe-mode-strip .safeMode=${aSafeMode()} .now=${now}></fg-safe-mode-strip>
    <fg-qr-code .text=${secret.qr} .label=${name}></fg-qr-code>
    <fg-copy-line .label=${name} .value=${secret.qr}></fg-copy-line>
    ${CredentialKind.options.map((kind) => html`<fg-secret-card .secret=${aSecret({ name, kind })} used></fg-secret-card>`)}
    <fg-secret-card .secret=${{ ...secret, kind: 'tasmota' }} used></fg-secret-card>
    <fg-arrival-card .name=${name} .now=${now} linked></fg-arrival-card>
    <fg-arrival-card .name=${name} .device=${aNode({ name })} .now=${now} current linked></fg-arrival-card>
    <fg-arrival-card .name=${name} .device=${aNode({ name, points: [] })} .now=${now} current linked></fg-arrival-card>
    ${credentials.map(
      (credential) =>
        html`<fg-credential-card
          .credential=${credential}
          .device=${credential.adopted ? aNode({ name }) : undefined}
          .now=${now}
          current
          linked
        ></fg-credential-card>`,
    )}
    ${(['good', 'look', 'bad'] as const).map((mark) => html`<fg-health-line .mark=${mark} .label=${name}>${name}</fg-health-line>`)}
  `;
}

function ofTheRadio(now: number, name: string): TemplateResult {
  return html`
    <h2>The radio</h2>
    <fg-trouble-strip
      .troubles=${[
        {
          key: 'a',
          severity: 'critical',
          title: 'Foreign master on the air',
          text: 'What to do.',
          from: name,
          href: '#',
        },
        { key: 'b', severity: 'fault', face: 'tripped', title: name, text: 'Tripped: too much current' },
        { key: 'c', severity: 'warning', title: 'Noise on the air', text: 'What to do.', from: name, href: '#' },
      ]}
    ></fg-trouble-strip>
    ${[30, 85, 95, undefined].map(
      (percent) =>
        html`<fg-mark-bar
          label="Air time"
          .words=${`${percent ?? '?'} %`}
          .percent=${percent}
          .marks=${[
            { at: 80, label: '80 %: polls wait' },
            { at: 90, label: '90 %: ON waits' },
          ]}
        ></fg-mark-bar>`,
    )}
    <div>${[10, 8, 5, 2, undefined].map((score) => html`<fg-link-face .score=${score}></fg-link-face>`)}</div>
    <fg-link-chart
      .history=${{ device: 'outlet-fe', slotMs: 600_000, slots: aLinkDay(now) }}
      .now=${now}
    ></fg-link-chart>
    <fg-ping-strip .pings=${[true, true, false, true].map((answered) => ({ answered }))}></fg-ping-strip>
    <fg-step-list
      .expected=${['free', 'master', 'id', 'threshold', 'check']}
      .steps=${new Map([
        ['free', { state: 'done' }],
        ['master', { state: 'failed' }],
        ['id', { state: 'asking', try: 2 }],
      ])}
    ></fg-step-list>
  `;
}
