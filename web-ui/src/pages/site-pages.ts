import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { FieldApi } from '../api/field-api.ts';
import { createPeopleApi } from '../api/people-api.ts';
import type { Send } from '../api/send.ts';
import { words } from '../i18n/words.ts';
import type { PreferenceStore } from '../state/preferences.ts';
import type { RadioLine } from '../state/radio-work.ts';
import type { SessionStore } from '../state/session-store.ts';
import type { View } from './view.ts';

/** What the pages of a site's devices and people are made of. */
export interface SiteParts {
  readonly view: View;
  readonly app: {
    readonly send: Send;
    readonly field: FieldApi;
    readonly radio: RadioLine;
    readonly preferences: PreferenceStore;
    readonly go: (path: string) => void;
    readonly changePassword: SessionStore['changePassword'];
    readonly onPerson: () => void;
    readonly onLanguage: (event: CustomEvent<string>) => void;
    readonly onSignOut: () => void;
  };
}

interface SitePage {
  readonly path: RegExp;
  readonly title: () => string;
  readonly load: () => Promise<unknown>;
  readonly render: (parts: SiteParts, id: string) => unknown;
}

const pages: readonly SitePage[] = [
  {
    path: /^\/devices$/,
    title: words.devices,
    load: () => import('./devices-page.ts'),
    render: ({ view }) => html`<fg-devices-page .view=${view}></fg-devices-page>`,
  },
  {
    path: /^\/devices\/([a-z0-9-]+)$/,
    title: words.devices,
    load: () => import('./device-page.ts'),
    render: ({ view, app }, id) =>
      keyed(
        id,
        html`<fg-device-page
          .view=${view}
          .deviceId=${id}
          .api=${app.field}
          .send=${app.send}
          .radio=${app.radio}
          .go=${app.go}
        ></fg-device-page>`,
      ),
  },
  {
    path: /^\/devices\/([a-z0-9-]+)\/walk$/,
    title: words.walkTest,
    load: () => import('./walk-page.ts'),
    render: ({ view, app }, id) =>
      keyed(id, html`<fg-walk-page .view=${view} .deviceId=${id} .radio=${app.radio}></fg-walk-page>`),
  },
  {
    path: /^\/devices\/([a-z0-9-]+)\/replace$/,
    title: words.replaceOutlet,
    load: () => import('./pair-page.ts'),
    render: ({ view, app }, id) =>
      keyed(
        id,
        html`<fg-pair-page
          .view=${view}
          .replaced=${id}
          .api=${app.field}
          .radio=${app.radio}
          .go=${app.go}
        ></fg-pair-page>`,
      ),
  },
  {
    path: /^\/add$/,
    title: words.addDevice,
    load: () => import('./add-page.ts'),
    render: ({ view, app }) => html`<fg-add-page .view=${view} .api=${app.field} .go=${app.go}></fg-add-page>`,
  },
  {
    path: /^\/add\/new$/,
    title: words.newOutlet,
    load: () => import('./pair-page.ts'),
    render: ({ view, app }) =>
      keyed(
        'new',
        html`<fg-pair-page .view=${view} .api=${app.field} .radio=${app.radio} .go=${app.go}></fg-pair-page>`,
      ),
  },
  {
    path: /^\/add\/wifi(?:\/([a-z0-9-]+))?$/,
    title: words.addWifi,
    load: () => import('./wifi-page.ts'),
    render: ({ view, app }, id) =>
      keyed(
        id,
        html`<fg-wifi-page
          .view=${view}
          .sighted=${id}
          .send=${app.send}
          .api=${app.field}
          .go=${app.go}
        ></fg-wifi-page>`,
      ),
  },
  {
    path: /^\/credentials(?:\/([a-z0-9-]+))?$/,
    title: words.credentials,
    load: () => import('./credentials-page.ts'),
    render: ({ view, app }, id) =>
      keyed(
        id,
        html`<fg-credentials-page
          .view=${view}
          .deviceId=${id}
          .send=${app.send}
          .api=${app.field}
          .go=${app.go}
        ></fg-credentials-page>`,
      ),
  },
  {
    path: /^\/health$/,
    title: words.health,
    load: () => import('./health-page.ts'),
    render: ({ view, app }) => html`<fg-health-page .view=${view} .send=${app.send}></fg-health-page>`,
  },
  {
    path: /^\/people$/,
    title: words.people,
    load: () => import('./people-page.ts'),
    render: ({ view, app }) =>
      html`<fg-people-page .view=${view} .api=${createPeopleApi(app.send)} .send=${app.send}></fg-people-page>`,
  },
  {
    path: /^\/people\/waiting$/,
    title: words.people,
    load: () => import('./waiting-page.ts'),
    render: ({ view, app }) => html`<fg-waiting-page .view=${view} .send=${app.send}></fg-waiting-page>`,
  },
  {
    path: /^\/people\/(\w+_[\w-]+)$/,
    title: words.people,
    load: () => import('./person-page.ts'),
    render: ({ view, app }, id) =>
      keyed(
        id,
        html`<fg-person-page
          .view=${view}
          .personId=${id}
          .api=${createPeopleApi(app.send)}
          .send=${app.send}
          .go=${app.go}
        ></fg-person-page>`,
      ),
  },
  {
    path: /^\/sites$/,
    title: words.people,
    load: () => import('./sites-page.ts'),
    render: ({ view, app }) => html`<fg-sites-page .view=${view} .send=${app.send}></fg-sites-page>`,
  },
  {
    path: /^\/audit$/,
    title: words.audit,
    load: () => import('./audit-page.ts'),
    render: ({ view, app }) => html`<fg-audit-page .view=${view} .api=${createPeopleApi(app.send)}></fg-audit-page>`,
  },
  {
    path: /^\/preferences$/,
    title: words.preferences,
    load: () => import('./preferences-page.ts'),
    render: ({ view, app }) =>
      html`<fg-preferences-page
        .view=${view}
        .preferences=${app.preferences}
        .changePassword=${app.changePassword}
        .send=${app.send}
        @person=${app.onPerson}
        @language=${app.onLanguage}
        @sign-out=${app.onSignOut}
      ></fg-preferences-page>`,
  },
];

export function titleOf(path: string): string {
  return pageAt(path)?.title() ?? words.noSuchPage();
}

export async function loadPage(path: string): Promise<void> {
  await pageAt(path)?.load();
}

export function renderPage(path: string, parts: SiteParts): unknown {
  const page = pageAt(path);
  if (page) return page.render(parts, page.path.exec(path)?.[1] ?? '');
  return html`<div class="stack">
    <h1 tabindex="-1">${words.noSuchPage()}</h1>
    <p><a href="/">${words.home()}</a></p>
  </div>`;
}

function pageAt(path: string): SitePage | undefined {
  return pages.find((page) => page.path.test(path));
}
