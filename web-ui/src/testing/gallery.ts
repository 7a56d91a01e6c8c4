// Every element in both themes, from right to left and with long words; `?screen=/devices` shows a whole page instead, with
// `&farm=calm|busy|empty|alarm`, `&who=admin|user|viewer|nobody|unclaimed` and `&latched`. Served by `npm run gallery` alone.
import { CredentialKind } from '@farmgate/gateway/contract';
import { html, render, type TemplateResult } from 'lit';
import '../app.ts';
import '../components/app-bar.ts';
import '../components/command-trail.ts';
import '../components/copy-line.ts';
import '../components/connection-pill.ts';
import '../components/health-line.ts';
import '../components/link-chart.ts';
import '../components/link-face.ts';
import '../components/mark-bar.ts';
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
import { aCommand, aDevice, aSwitch, aUser } from './builders.ts';
import { aBreaker, aBusyFarm, aCalmFarm, aLinkDay, anAlarmedFarm } from './fake-farm.ts';
import { FakeGateway } from './fake-gateway.ts';
import {
  aCredential,
  aHealth,
  aNode,
  aSafeMode,
  aSecret,
  aSickHealth,
  aSighting,
  FakeNetwork,
} from './fake-network.ts';
import { playRadio } from './fake-radio.ts';

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
  'unknown',
];

const asked = new URLSearchParams(location.search);
const screen = asked.get('screen');
if (screen) showScreen(screen);
else render(gallery(), document.body);

function showScreen(path: string): void {
  localStorage.setItem('farmgate.language', asked.get('language') ?? 'en');
  if (asked.has('first')) localStorage.removeItem('farmgate.language');
  history.replaceState(null, '', path);
  const who = asked.get('who') ?? 'admin';
  const role = who === 'user' || who === 'viewer' ? who : 'admin';
  const ports = new FakeGateway({
    claimed: who !== 'unclaimed',
    signedIn: who !== 'nobody',
    user: aUser({ role }),
    devices: farmOf(asked.get('farm') ?? 'busy'),
    latch: asked.has('latched') ? { latched: true, by: 'anna', at: Date.now() - 60_000 } : { latched: false },
    seen: asked.get('farm') === 'empty' ? [] : [seen('outlet-a1'), seen('outlet-b2'), ...sightings()],
    network: networkOf(asked.get('farm') ?? 'busy'),
    health: asked.has('sick') ? aSickHealth() : aHealth(),
    safeMode: asked.has('safe') ? aSafeMode() : undefined,
    audit: [1, 2, 3].map((id) => entry(id)),
    link: asked.has('new') ? [] : aLinkDay(Date.now()),
  });
  playRadio(ports);
  render(html`<fg-app .ports=${ports}></fg-app>`, document.body);
}

function farmOf(name: string) {
  if (name === 'empty') return [];
  if (name === 'alarm') return [...anAlarmedFarm(Date.now()), aBreaker(Date.now(), 17_100)];
  return name === 'calm' ? aCalmFarm(Date.now()) : aBusyFarm(Date.now());
}

function seen(id: string) {
  const at = Date.now();
  const address = id.slice(-2).toUpperCase();
  return {
    id,
    type: 'smart-outlet-v1',
    typeLabel: 'Smart outlet',
    address,
    demo: true,
    firstSeenAt: at - 60_000,
    lastSeenAt: at - 2_000,
  };
}

function sightings() {
  return [
    aSighting(),
    aSighting({
      id: 'old-shelly',
      type: 'shelly-gen1',
      typeLabel: 'Shelly, first generation',
      model: undefined,
      join: 'It is of the first generation, whose words this gateway does not speak.',
    }),
  ];
}

function networkOf(farm: string): FakeNetwork {
  const credentials =
    farm === 'empty'
      ? []
      : [
          aCredential({ id: 'outlet-fe', name: 'Outlet FE', adopted: true, rotatedAt: Date.now() - 60_000 }),
          aCredential({ id: 'bridge-1', name: 'Radio bridge', kind: 'bridge', adopted: true }),
          aCredential({ id: 'north-pump', name: 'North pump' }),
        ];
  return new FakeNetwork(credentials);
}

function entry(id: number) {
  const at = Date.now() - id * 90_000;
  return {
    id,
    at,
    actor: 'anna',
    from: '192.168.1.20',
    action: 'command',
    subject: 'outlet-fe relay.a',
    after: { value: true },
    result: 'accepted',
  };
}

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
    ${ofTheRadio(now, long ? name : 'Outlet FE')} ${ofTheNetwork(now, long ? name : 'North pump')}
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
