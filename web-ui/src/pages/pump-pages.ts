import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { pumpPageWords } from '../i18n/pump-page-words.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import type { PumpLine } from '../state/pump-desk.ts';
import type { View } from './view.ts';

/** What the pages of those who use a pump are made of. */
export interface PumpParts {
  readonly view: View;
  readonly line: PumpLine;
}

interface PumpPage {
  readonly path: RegExp;
  readonly title: () => string;
  readonly load: () => Promise<unknown>;
  readonly render: (parts: PumpParts, id: string) => unknown;
}

const pages: readonly PumpPage[] = [
  {
    path: /^\/pumps\/([a-z]{1,6}_[A-Za-z0-9_-]+)$/,
    title: pumpPageWords.pump,
    load: () => import('./pumps/pump-page.ts'),
    render: ({ view, line }, id) => html`<fg-pump-page .view=${view} .line=${line} .pumpId=${id}></fg-pump-page>`,
  },
  {
    path: /^\/queue$/,
    title: words.queue,
    load: () => import('./pumps/queue-page.ts'),
    render: ({ view, line }) => html`<fg-queue-page .view=${view} .line=${line}></fg-queue-page>`,
  },
  {
    path: /^\/runs$/,
    title: pumpWords.myRuns,
    load: () => import('./pumps/runs-page.ts'),
    render: ({ view, line }) => html`<fg-runs-page .view=${view} .line=${line}></fg-runs-page>`,
  },
  {
    path: /^\/runs\/([A-Za-z0-9_-]+)$/,
    title: pumpPageWords.run,
    load: () => import('./pumps/run-page.ts'),
    render: ({ view, line }, id) => html`<fg-run-page .view=${view} .line=${line} .runId=${id}></fg-run-page>`,
  },
  {
    path: /^\/wall$/,
    title: pumpPageWords.wallBoard,
    load: () => import('./pumps/wall-page.ts'),
    render: ({ view }) => html`<fg-wall-page .view=${view}></fg-wall-page>`,
  },
];

export function titleOf(path: string): string {
  return pageAt(path)?.title() ?? words.noSuchPage();
}

export async function loadPage(path: string): Promise<void> {
  await pageAt(path)?.load();
}

/** Each path is a page of its own, also where two show the same kind of thing. */
export function renderPage(path: string, parts: PumpParts): unknown {
  const page = pageAt(path);
  const missing = html`<div class="stack">
    <h1 tabindex="-1">${words.noSuchPage()}</h1>
    <p><a href="/">${words.home()}</a></p>
  </div>`;
  return keyed(path, page ? page.render(parts, page.path.exec(path)?.[1] ?? '') : missing);
}

function pageAt(path: string): PumpPage | undefined {
  return pages.find((page) => page.path.test(path));
}
