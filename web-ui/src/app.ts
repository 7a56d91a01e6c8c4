import type { SafeMode } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { browserClock } from './api/browser-clock.ts';
import { createFieldApi } from './api/field-api.ts';
import { browserPorts, type Ports } from './api/ports.ts';
import { createSend } from './api/send.ts';
import { createSessionApi } from './api/session-api.ts';
import { withConfirmation } from './api/with-confirmation.ts';
import { withRenewal } from './api/with-renewal.ts';
import './components/app-bar.ts';
import type { Place } from './components/app-bar.ts';
import type { StripRow } from './components/running-strip.ts';
import { chooseLanguage, chosenLanguage } from './i18n/locale.ts';
import { chooseZone } from './i18n/site-zone.ts';
import { words } from './i18n/words.ts';
import type * as FarmAdminPages from './pages/farm-admin-pages.ts';
import './pages/home-page.ts';
import type * as PumpPages from './pages/pump-pages.ts';
import type * as SitePages from './pages/site-pages.ts';
import './pages/stop-page.ts';
import type { Socket, View } from './pages/view.ts';
import { isPumpUser, mayCommand, mayManageDevices, socketsOf, unshared } from './pages/view.ts';
import { alarmsOf } from './points/alarms.ts';
import { faceOf, mayRun } from './points/face.ts';
import { Announcer } from './state/announcer.ts';
import { AskingStore } from './state/asking.ts';
import { isCurrent, linkOf } from './state/link.ts';
import { LiveStore } from './state/live-store.ts';
import { Observe } from './state/observe.ts';
import { PreferenceStore } from './state/preferences.ts';
import { listenForPointing } from './state/pointing.ts';
import type { PumpLine } from './state/pump-desk.ts';
import type { RadioLine } from './state/radio-work.ts';
import { Router } from './state/router.ts';
import { SessionStore, type Presence } from './state/session-store.ts';
import { shared } from './styles/shared.ts';

type SignedIn = Extract<Presence, { kind: 'signed-in' }>;

/** What a path shows. Home and *Stop everything* are there from the start; the others are loaded when first asked for. */
interface Page {
  readonly path: RegExp;
  readonly title: () => string;
  readonly load: () => Promise<unknown>;
  readonly render: (app: App, view: View, id: string) => unknown;
}

const pages: readonly Page[] = [
  {
    path: /^(\/(?:wallet|receipts|ledger|pump-setup|grid|alerts|history|energy).*)/,
    title: () => farmAdmin?.titleOf(location.pathname) ?? '',
    load: async () => {
      farmAdmin ??= await import('./pages/farm-admin-pages.ts');
      await farmAdmin.loadPage(location.pathname);
    },
    render: (app, view, path) => farmAdmin?.renderPage(path, { view, send: app.send, go: app.go }),
  },
  {
    path: /^\/$/,
    title: words.home,
    load: () => Promise.resolve(),
    render: (app, view) => html`<fg-home-page .view=${view} .line=${app.pumps}></fg-home-page>`,
  },
  {
    path: /^(\/(?:pumps\/|queue$|runs(?:\/|$)|wall$).*)/,
    title: () => pumpPages?.titleOf(location.pathname) ?? '',
    load: async () => {
      pumpPages = await import('./pages/pump-pages.ts');
      await pumpPages.loadPage(location.pathname);
    },
    render: (app, view, path) => pumpPages?.renderPage(path, { view, line: app.pumps }),
  },
  {
    path: /^\/stop$/,
    title: words.stopEverything,
    load: () => Promise.resolve(),
    render: (app, view) => html`<fg-stop-page .view=${view} .api=${app.field}></fg-stop-page>`,
  },
  {
    path: /^(\/(?:devices|add|credentials|health|people|sites|audit|preferences)(?:\/.*)?)$/,
    title: () => sitePages?.titleOf(location.pathname) ?? '',
    load: async () => {
      sitePages = await import('./pages/site-pages.ts');
      await sitePages.loadPage(location.pathname);
    },
    render: (app, view, path) => sitePages?.renderPage(path, { view, app }),
  },
];

/** The pages of a site's devices and people, once they are there. */
let sitePages: typeof SitePages | undefined;
/** The pages of who uses a pump, once they are there. */
let pumpPages: typeof PumpPages | undefined;
/** What the pages of who runs the farm are called and made of, once it is there. */
let farmAdmin: typeof FarmAdminPages | undefined;

/** Composes the page: makes the stores, shows what fits who is here and where. */
@customElement('fg-app')
export class App extends LitElement {
  static override readonly styles = [
    shared,
    css`
      main:not(.wall) {
        padding: var(--s2) var(--s4) calc(var(--dock) + var(--s6));
      }
      @media (min-width: 56.25rem) {
        main:not(.wall),
        .latch {
          max-width: calc(76rem + var(--rail));
          padding-inline: calc(var(--rail) + var(--s6)) var(--s5);
        }
      }
      .latch {
        background: var(--fault);
        color: var(--on-fault);
        padding: var(--s2) var(--s4);
        text-align: center;
        font-weight: 700;
        text-wrap: balance;
      }
      /* Two and a half: the page itself is to be seen, and that there are more of them. */
      .strips {
        max-height: 10.5rem;
        margin-bottom: var(--s2);
        overflow-y: auto;
      }
      .page + .strips {
        max-height: none;
        margin-top: var(--s4);
      }
      main > .error {
        margin-block: 0 var(--s3);
      }
      .latch a {
        color: inherit;
      }
      @media print {
        fg-app-bar,
        .latch,
        main > :not(.page) {
          display: none;
        }
      }
      .alone {
        padding: 20vh var(--s4);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) ports: Ports = browserPorts;
  readonly #plain = createSend((path, init) => this.ports.fetch(path, init));
  readonly #session = new SessionStore(createSessionApi(this.#plain), browserClock);
  readonly send = withConfirmation(
    withRenewal(this.#plain, () => this.#session.renew()),
    () => this.#confirm(),
  );
  readonly #live = new LiveStore({
    open: () => this.ports.openLive(),
    clock: browserClock,
    random: Math.random,
    verifySession: () => this.#session.renew(),
  });
  readonly #router = new Router();
  readonly field = createFieldApi(this.send);
  readonly preferences = new PreferenceStore();
  readonly #asking = new AskingStore(this.field);
  readonly #announcer = new Announcer();
  readonly radio: RadioLine = {
    api: this.field,
    onRadio: (hear) => this.#live.onRadio(hear),
    clock: browserClock,
  };
  readonly pumps: PumpLine = { send: this.send };
  @state() private hasLanguage = chosenLanguage() !== undefined;
  @state() private loaded: Page | undefined;
  /** Of what is loaded: several of one table share a page, and each has code of its own. */
  @state() private loadedPath = '';
  @state() private missing: Page | undefined;
  readonly #undo: (() => void)[] = [];
  #isLive = false;
  #wasLost = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    for (const store of [this.#session, this.#live, this.#router, this.#asking]) new Observe(this, () => store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
    const code = chosenLanguage();
    if (code) void chooseLanguage(code);
    void this.#open();
    void this.#session.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this.#undo.splice(0)) undo();
    this.#live.stop();
    this.#session.stop();
  }

  readonly go = (path: string): void => this.#router.go(path);
  readonly changePassword: SessionStore['changePassword'] = (body) => this.#session.changePassword(body);
  /** Something of who is here changed: the page shows it anew. */
  readonly onPerson = (): void => void this.#session.renew();
  readonly onSignOut = (): void => void this.#session.signOut();
  readonly onLanguage = ({ detail }: CustomEvent<string>): void => {
    this.hasLanguage = true;
    void chooseLanguage(detail).then(() => this.requestUpdate());
  };

  override render() {
    if (!this.hasLanguage)
      return this.#lazy(
        import('./pages/language-page.ts'),
        html`<fg-language-page @language=${this.onLanguage}></fg-language-page>`,
      );
    const presence = this.#session.value;
    switch (presence.kind) {
      case 'starting':
        return html`<main class="alone" aria-busy="true"><h1 tabindex="-1">Farmgate</h1></main>`;
      case 'unreachable':
        return html`<main class="alone stack">
          <h1 tabindex="-1">${words.noLink()}</h1>
          <p class="muted">${words.triedAgain()}</p>
        </main>`;
      case 'unclaimed':
        return this.#lazy(
          import('./pages/claim-page.ts'),
          html`<fg-claim-page
            ?demo=${presence.info.demo}
            .claim=${this.#session.claim.bind(this.#session)}
          ></fg-claim-page>`,
        );
      case 'signed-out':
        return this.#lazy(
          import('./pages/sign-in-page.ts'),
          html`<fg-sign-in-page
            ?demo=${presence.info.demo}
            ?ended=${presence.ended}
            .signIn=${this.#session.signIn.bind(this.#session)}
            .enter=${this.#session.take}
            .send=${this.#plain}
          ></fg-sign-in-page>`,
        );
      case 'signed-in':
        return this.#site(presence);
    }
  }

  protected override updated(): void {
    const page = this.loaded;
    document.title = page && this.#session.value.kind === 'signed-in' ? `${page.title()} · Farmgate` : 'Farmgate';
  }

  async #confirm(): Promise<boolean> {
    const presence = this.#session.value;
    if (presence.kind !== 'signed-in') return false;
    const { askToConfirm } = await import('./components/confirm-dialog.ts');
    return askToConfirm(this.send, presence.session.user);
  }

  /** The element is in the page at once; its code upgrades it a moment later. */
  #lazy(code: Promise<unknown>, element: TemplateResult): TemplateResult {
    void code;
    return element;
  }

  #site({ session, info }: SignedIn): TemplateResult {
    const { farm, line } = this.#live.value;
    const link = linkOf(line, browserClock.monoMs());
    const view: View = {
      farm,
      user: session.user,
      now: this.#live.gatewayNow(),
      isCurrent: isCurrent(link),
      isLinked: line.open,
      asking: this.#asking.value,
      ask: (request) => void this.#asking.ask(request),
    };
    // The board on the wall has the screen for itself.
    if (this.#router.value === '/wall') return html`<main id="main" class="wall">${this.#page(view)}</main>`;
    return html`<fg-app-bar
        .farm=${session.site.name}
        ?demo=${info.demo}
        .link=${link}
        .places=${placesOf(view)}
        .path=${this.#router.value}
        .alerts=${farm?.alerts}
        @language=${this.onLanguage}
      ></fg-app-bar>
      ${farm?.latch.latched ? this.#latch(view) : nothing}
      <main id="main">
        ${link.kind === 'none' && farm ? html`<p class="error" role="alert">${words.noLinkNow()}</p>` : nothing}
        <p class="hidden" role="alert">${this.#announcer.say(alarmsOf(farm?.devices ?? []), view.now)}</p>
        ${this.#safeMode(view, info.safeMode)} ${this.#withStrips(view)}
      </main>`;
  }

  /** What else runs comes first; at home one's own run and its STOP do. */
  #withStrips(view: View) {
    const strips = html`<div class="strips">${this.#pumpAside(view)} ${this.#strip(view)}</div>`;
    const page = html`<div class="page">${this.#page(view)}</div>`;
    return this.#router.value === '/' ? [page, strips] : [strips, page];
  }

  #latch({ user }: View): TemplateResult {
    const link = user.role === 'admin' ? `${words.allowRunning()}…` : words.loadByLoad();
    return html`<p class="latch" role="status">${words.everythingStopped()}. <a href="/stop">${link}</a></p>`;
  }

  #safeMode(view: View, safeMode: SafeMode | undefined) {
    if (!safeMode) return nothing;
    return this.#lazy(
      import('./components/safe-mode-strip.ts'),
      html`<fg-safe-mode-strip
        .safeMode=${safeMode}
        .send=${this.send}
        .now=${view.now}
        ?master=${view.user.masterAdmin}
        ?admin=${view.user.role === 'admin'}
        ?linked=${view.isLinked}
      ></fg-safe-mode-strip>`,
    );
  }

  /** STOP of shared pumps, where the page does not show it itself. */
  #pumpAside(view: View) {
    if (!view.farm?.sharing?.pumps.length) return nothing;
    const isQuiet = /^\/(?:$|pumps|queue|runs\/)/.test(this.#router.value);
    return this.#lazy(
      import('./pages/pumps/pump-aside.ts'),
      html`<fg-pump-aside .view=${view} .line=${this.pumps} ?quiet=${isQuiet}></fg-pump-aside>`,
    );
  }

  /** Home shows every load itself, but that of a pump user, and so does a device its own. */
  #strip(view: View) {
    const path = this.#router.value;
    if ((path === '/' && !isPumpUser(view)) || !mayCommand(view.user)) return nothing;
    const devices = view.farm?.devices.filter(({ id }) => path !== `/devices/${id}`) ?? [];
    const rows = unshared(socketsOf(devices), view.farm?.sharing).flatMap((socket) => stripRow(view, socket));
    if (rows.length === 0) return nothing;
    void import('./components/running-strip.ts');
    return html`<fg-running-strip
      .rows=${rows.toSorted(byAlarm)}
      @off=${({ detail }: CustomEvent<string>) => this.#turnOff(view, detail)}
    ></fg-running-strip>`;
  }

  #turnOff(view: View, key: string): void {
    const [device = '', point = ''] = key.split(' ');
    view.ask({ device, point, value: false });
  }

  #page(view: View): unknown {
    const path = this.#router.value;
    const page = pageAt(path);
    if (!page)
      return html`<div class="stack">
        <h1 tabindex="-1">${words.noSuchPage()}</h1>
        <p><a href="/">${words.home()}</a></p>
      </div>`;
    if (page === this.missing) return this.#missing();
    if (page !== this.loaded || path !== this.loadedPath)
      return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    return page.render(this, view, page.path.exec(path)?.[1] ?? '');
  }

  /** The page's code did not come: no link, or the gateway has another version since. A fresh load helps with both. */
  #missing(): TemplateResult {
    return html`<div class="stack">
      <h1 tabindex="-1">${words.notLoaded()}</h1>
      <p><button @click=${() => location.reload()}>${words.retry()}</button></p>
    </div>`;
  }

  /** Loads what the path needs, then puts the reader at its heading. */
  async #open(): Promise<void> {
    const path = this.#router.value;
    const page = pageAt(path);
    const isFirst = this.loaded === undefined;
    this.missing = undefined;
    this.#live.watch(watchedAt(path));
    try {
      await page?.load();
    } catch {
      this.missing = page;
    }
    // Somebody may have gone on meanwhile.
    if (path !== this.#router.value) return;
    this.loaded = page;
    this.loadedPath = path;
    await this.updateComplete;
    if (isFirst || !page) return;
    const element = this.renderRoot.querySelector<LitElement>('.page > :last-child, .wall > :last-child');
    await element?.updateComplete;
    (element?.renderRoot ?? this.renderRoot).querySelector<HTMLElement>('h1')?.focus();
  }

  /** The history is the heaviest of all pages: it begins to come before it is asked for. */
  async #prepare(path: string): Promise<void> {
    if (path !== '/history' || path === this.#router.value) return;
    try {
      const { prepareHistory } = await import('./pages/history/history-ahead.ts');
      const prepared = prepareHistory(this.send);
      farmAdmin ??= await import('./pages/farm-admin-pages.ts');
      await Promise.all([prepared, farmAdmin.loadPage(path)]);
    } catch {
      // Whoever goes there is told.
    }
  }

  #listen(): void {
    const until = new AbortController();
    const { signal } = until;
    addEventListener('online', () => this.#live.nudge(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.#live.nudge(), { signal });
    this.#router.start(signal);
    listenForPointing(signal, (path) => void this.#prepare(path));
    // Ages on the page grow by themselves.
    const ticking = setInterval(() => this.requestUpdate(), 1_000);
    this.#undo.push(
      () => until.abort(),
      () => clearInterval(ticking),
      this.#session.subscribe(() => this.#followSession()),
      this.#live.subscribe(() => this.#followLine()),
      this.#router.subscribe(() => void this.#open()),
    );
  }

  /** A gateway that is back may be another than it was: in safe mode, or out of it. */
  #followLine(): void {
    const { open } = this.#live.value.line;
    if (open && this.#wasLost) void this.#session.look();
    this.#wasLost = !open;
  }

  #followSession(): void {
    const presence = this.#session.value;
    const isIn = presence.kind === 'signed-in';
    if (presence.kind === 'signed-in') chooseZone(presence.session.site.timeZone);
    if (isIn === this.#isLive) return;
    this.#isLive = isIn;
    if (isIn) this.#live.start();
    else this.#live.stop();
  }
}

/** A load that runs or may run. */
function stripRow({ now, isCurrent, isLinked }: View, { device, point }: Socket): StripRow[] {
  const face = faceOf({ device, point, now, isCurrent });
  if (!mayRun(face)) return [];
  const name = `${device.name}, ${point.name ?? point.definition.label}`;
  return [
    {
      key: `${device.id} ${point.definition.id}`,
      name,
      face,
      off: isLinked ? words.turnOff() : words.noLine(),
      label: `${words.turnOff()}: ${name}`,
      disabled: !isLinked,
    },
  ];
}

/** What did not stop comes first; all else keeps its order. */
function byAlarm(a: StripRow, b: StripRow): number {
  return Number(b.face.kind === 'not-stopping') - Number(a.face.kind === 'not-stopping');
}

function pageAt(path: string): Page | undefined {
  return pages.find((page) => page.path.test(path));
}

/** The device that a path shows large. */
function watchedAt(path: string): string[] {
  const id = /^\/devices\/([a-z0-9-]+)(?:\/walk)?$/.exec(path)?.[1];
  return id === undefined ? [] : [id];
}

function placesOf({ user, farm }: View): Place[] {
  const places: Place[] = [
    { path: '/', label: words.home(), icon: 'home' },
    ...(farm?.sharing?.pumps.length ? [{ path: '/queue', label: words.queue(), icon: 'queue' } as const] : []),
    ...(mayCommand(user) ? [minutesOf(user)] : []),
    { path: '/devices', label: words.devices(), icon: 'devices' },
    { path: '/history', label: words.history(), icon: 'chart' },
    { path: '/energy', label: words.energy(), icon: 'bolt' },
  ];
  if (user.role === 'admin')
    places.push(
      { path: '/people', label: words.people(), icon: 'people' },
      { path: '/audit', label: words.audit(), icon: 'record' },
    );
  if (mayManageDevices(user))
    places.push(
      { path: '/pump-setup', label: words.pumpSetup(), icon: 'pump' },
      { path: '/add', label: words.addDevice(), icon: 'add' },
    );
  return [...places, { path: '/preferences', label: words.preferences(), icon: 'preferences' }];
}

function minutesOf({ role }: View['user']): Place {
  return { path: role === 'admin' ? '/wallets' : '/wallet', label: words.minutesPlace(), icon: 'drop' };
}
