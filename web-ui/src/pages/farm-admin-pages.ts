import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { createAlertsApi } from '../api/alerts-api.ts';
import { createEnergyApi } from '../api/energy-api.ts';
import { createGridApi } from '../api/grid-api.ts';
import { createPumpAdminApi } from '../api/pump-admin-api.ts';
import type { Send } from '../api/send.ts';
import { createOwnWalletApi, createWalletAdminApi } from '../api/wallet-admin-api.ts';
import { words } from '../i18n/words.ts';
import type { View } from './view.ts';

/** What the pages of who runs the farm are given. */
export interface FarmAdminParts {
  readonly view: View;
  readonly send: Send;
  readonly go: (path: string) => void;
}

interface FarmAdminPage {
  readonly path: RegExp;
  /** Its code, with what it is called. */
  readonly load: () => Promise<{ readonly title: () => string }>;
  readonly render: (parts: FarmAdminParts, id: string) => TemplateResult;
}

const pages: readonly FarmAdminPage[] = [
  {
    path: /^\/wallets$/,
    load: () => import('./wallets-page.ts'),
    render: (parts) => html`<fg-wallets-page .view=${parts.view} .api=${walletsOf(parts)}></fg-wallets-page>`,
  },
  {
    path: /^\/wallets\/([A-Za-z0-9_-]+)$/,
    load: () => import('./wallet-of-page.ts'),
    render: (parts, user) =>
      html`<fg-wallet-of-page
        .view=${parts.view}
        .user=${user}
        .api=${walletsOf(parts)}
        .go=${parts.go}
      ></fg-wallet-of-page>`,
  },
  {
    path: /^\/wallet$/,
    load: () => import('./wallet-page.ts'),
    render: ({ view, send }) => html`<fg-wallet-page .view=${view} .api=${createOwnWalletApi(send)}></fg-wallet-page>`,
  },
  {
    path: /^\/receipts\/(\d+)$/,
    load: () => import('./receipt-page.ts'),
    render: ({ view, send }, number) =>
      html`<fg-receipt-page .view=${view} .number=${number} .api=${createOwnWalletApi(send)}></fg-receipt-page>`,
  },
  {
    path: /^\/ledger$/,
    load: () => import('./ledger-page.ts'),
    render: (parts) => html`<fg-ledger-page .view=${parts.view} .api=${walletsOf(parts)}></fg-ledger-page>`,
  },
  {
    path: /^\/pump-setup$/,
    load: () => import('./pump-setup-page.ts'),
    render: (parts) => html`<fg-pump-setup-page .view=${parts.view} .api=${pumpsOf(parts)}></fg-pump-setup-page>`,
  },
  {
    path: /^\/pump-setup\/([A-Za-z0-9_-]+)$/,
    load: () => import('./pump-edit-page.ts'),
    render: (parts, pump) =>
      html`<fg-pump-edit-page
        .view=${parts.view}
        .pump=${pump === 'new' ? '' : pump}
        .api=${pumpsOf(parts)}
        .go=${parts.go}
      ></fg-pump-edit-page>`,
  },
  {
    path: /^\/grid$/,
    load: () => import('./grid-page.ts'),
    render: ({ view, send }) => html`<fg-grid-page .view=${view} .api=${createGridApi(send)}></fg-grid-page>`,
  },
  {
    path: /^\/history$/,
    load: () => import('./history-page.ts'),
    render: ({ view, send }) => html`<fg-history-page .view=${view} .send=${send}></fg-history-page>`,
  },
  {
    path: /^\/energy$/,
    load: () => import('./energy-page.ts'),
    render: ({ view, send }) => html`<fg-energy-page .view=${view} .api=${createEnergyApi(send)}></fg-energy-page>`,
  },
  {
    path: /^\/energy\/tariffs$/,
    load: () => import('./tariffs-page.ts'),
    render: ({ view, send }) => html`<fg-tariffs-page .view=${view} .api=${createEnergyApi(send)}></fg-tariffs-page>`,
  },
  {
    path: /^\/energy\/tariffs\/([A-Za-z0-9_-]+)$/,
    load: () => import('./tariff-edit-page.ts'),
    render: ({ view, send, go }, tariff) =>
      html`<fg-tariff-edit-page
        .view=${view}
        .tariff=${tariff === 'new' ? '' : tariff}
        .api=${createEnergyApi(send)}
        .go=${go}
      ></fg-tariff-edit-page>`,
  },
  {
    path: /^\/energy\/budgets$/,
    load: () => import('./budgets-page.ts'),
    render: ({ view, send }) => html`<fg-budgets-page .view=${view} .api=${createEnergyApi(send)}></fg-budgets-page>`,
  },
  {
    path: /^\/energy\/bills$/,
    load: () => import('./real-bills-page.ts'),
    render: ({ view, send }) =>
      html`<fg-real-bills-page .view=${view} .api=${createEnergyApi(send)}></fg-real-bills-page>`,
  },
  {
    path: /^\/energy\/meters$/,
    load: () => import('./meters-page.ts'),
    render: ({ view, send }) => html`<fg-meters-page .view=${view} .api=${createEnergyApi(send)}></fg-meters-page>`,
  },
  {
    path: /^\/alerts$/,
    load: () => import('./alerts-page.ts'),
    render: ({ view, send }) => html`<fg-alerts-page .view=${view} .api=${createAlertsApi(send)}></fg-alerts-page>`,
  },
];

const titles = new Map<FarmAdminPage, () => string>();

/** What the page at a path is called, once its code is there. */
export function titleOf(path: string): string {
  const page = pageAt(path);
  return (page && titles.get(page)?.()) ?? words.noSuchPage();
}

/** Loads what a path needs. */
export async function loadPage(path: string): Promise<void> {
  const page = pageAt(path);
  // Where it is there already, to ask the browser for it once more would cost a frame.
  if (page && !titles.has(page)) titles.set(page, (await page.load()).title);
}

/** Each path is a page of its own, also where two show the same kind of thing. */
export function renderPage(path: string, parts: FarmAdminParts): unknown {
  const page = pageAt(path);
  const body = page?.render(parts, page.path.exec(path)?.[1] ?? '');
  return keyed(
    path,
    body ??
      html`<div class="stack">
        <h1 tabindex="-1">${words.noSuchPage()}</h1>
        <p><a href="/">${words.home()}</a></p>
      </div>`,
  );
}

function pageAt(path: string): FarmAdminPage | undefined {
  return pages.find((page) => page.path.test(path));
}

function walletsOf({ send }: FarmAdminParts) {
  return createWalletAdminApi(send);
}

function pumpsOf({ send }: FarmAdminParts) {
  return createPumpAdminApi(send);
}
