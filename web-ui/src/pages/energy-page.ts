import type { Bill, BillAnswer, BillParts, TariffView } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { sheetPath, type EnergyApi } from '../api/energy-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { energyWords } from '../i18n/energy-words.ts';
import { monthName } from '../i18n/months.ts';
import { words } from '../i18n/words.ts';
import { monthAt, monthFrom, monthsOn } from '../points/months.ts';
import { dayText } from '../points/site-time.ts';
import { Fetched } from '../state/fetched.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import './energy/bill-table.ts';
import './energy/load-list.ts';
import './energy/month-bar.ts';
import './energy/month-plate.ts';
import './energy/now-card.ts';
import './energy/people-list.ts';
import './energy/slab-card.ts';
import './energy/use-card.ts';
import type { View } from './view.ts';

export const title = words.energy;

/** What was used is counted in quarters of an hour: so often a month that goes on is asked for anew. Unit: ms. */
const QUARTER_MS = 900_000;
/** What flows now is asked for so often. Unit: ms. */
const NOW_MS = 10_000;

/** What the energy of a month costs, when and by what it was used, and the bill line by line. Its address holds the month. */
@customElement('fg-energy-page')
export class EnergyPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: EnergyApi;
  @state() private asked: string | undefined;
  #until: AbortController | undefined;
  readonly #bill = new Fetched(
    this,
    () => this.api.bill(this.#month),
    () => this.#key(),
  );
  readonly #parts = new Fetched(
    this,
    () => this.api.parts(this.#month),
    () => this.#key(),
  );
  readonly #before = new Fetched(
    this,
    () => this.api.bill(monthsOn(this.#month, -1)),
    () => this.#month,
  );
  readonly #year = new Fetched(
    this,
    () => this.api.bill(monthsOn(this.#month, -12)),
    () => this.#month,
  );
  readonly #now = new Fetched(
    this,
    () => this.api.now(),
    () => this.#isCurrent && Math.floor(this.view.now / NOW_MS),
  );
  readonly #people = new Fetched(
    this,
    () => this.api.people(this.#month),
    () => this.#key(),
  );
  readonly #tariffs = new Fetched(this, () => this.api.tariffs());

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#until = new AbortController();
    const { signal } = this.#until;
    this.#follow();
    addEventListener('popstate', () => this.#follow(), { signal });
    addEventListener('leaving', () => queueMicrotask(() => this.#follow()), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#until?.abort();
  }

  override render() {
    const answer = this.#of(this.#bill);
    return html`<div class="stack">
      <h1 tabindex="-1">${words.energy()}</h1>
      <fg-month-bar
        .month=${this.#month}
        .latest=${this.#latest}
        @month=${({ detail }: CustomEvent<string>) => this.#ask(detail)}
      ></fg-month-bar>
      ${this.#ways()} ${answer ? this.#all(answer) : fetchState(this.#bill)}
    </div>`;
  }

  #all(answer: BillAnswer) {
    const parts = this.#of(this.#parts);
    if (parts && parts.loads.length === 0 && Number(answer.energyKwh) === 0) return [this.#noTariff(answer), noMeter()];
    return html`${this.#noTariff(answer)}
      <div class="beside">
        <fg-month-plate
          .answer=${answer}
          ?current=${this.#isCurrent}
          .monthBefore=${this.#of(this.#before, 1)}
          .yearBefore=${this.#of(this.#year, 12)}
        ></fg-month-plate>
        <div class="stack">${this.#live()} ${this.#slabs(answer)}</div>
      </div>
      ${parts ? this.#taken(answer, parts) : fetchState(this.#parts)}`;
  }

  #taken(answer: BillAnswer, parts: BillParts) {
    if (parts.days.length === 0)
      return html`<p class="card muted">${energyWords.noUse(monthName(this.#month))}</p>
        ${answer.bill ? this.#lines(answer.bill) : nothing}`;
    const energy = this.#tariff?.terms.energy;
    return html`<div class="beside">
        <fg-use-card .parts=${parts} .today=${dayText(this.view.now)}></fg-use-card>
        <fg-use-card of="hours" .parts=${parts} .energy=${energy}></fg-use-card>
      </div>
      <div class="beside">
        <fg-load-list
          .parts=${parts}
          .used=${Number(answer.energyKwh)}
          .devices=${this.view.farm?.devices ?? []}
        ></fg-load-list>
        <div class="stack">${answer.bill ? this.#lines(answer.bill) : nothing} ${this.#who()}</div>
      </div>`;
  }

  /** Of what is over there is no now. */
  #live() {
    const { value } = this.#now.value;
    if (!this.#isCurrent) return nothing;
    return value ? html`<fg-now-card .now=${value}></fg-now-card>` : fetchState(this.#now);
  }

  #who() {
    const { value } = this.#people.value;
    if (!value) return fetchState(this.#people);
    if (value.parts.length === 0) return nothing;
    return html`<fg-people-uses .uses=${value} ?own=${this.view.user.role !== 'admin'}></fg-people-uses>`;
  }

  /** Only where one tariff held all month: with two each has its own part of the slabs. */
  #slabs({ bill, forecast, energyKwh }: BillAnswer) {
    const tariff = this.#tariff;
    if (!bill || tariff?.terms.energy.kind !== 'slabs' || tariff.validFrom > bill.from) return nothing;
    return html`<fg-slab-card
      .slabs=${tariff.terms.energy.slabs}
      .currency=${bill.currency}
      .used=${Number(energyKwh)}
      .expected=${forecast && Number(forecast.energyKwh)}
    ></fg-slab-card>`;
  }

  #noTariff({ why }: BillAnswer) {
    if (why?.code !== 'bill.no-tariff') return why ? html`<p class="card">${why.sentence} ${why.remedy}</p>` : nothing;
    const isAdmin = this.view.user.role === 'admin';
    const isNone = this.#tariffs.value.value?.tariffs.length === 0;
    return html`<section class="card stack" data-empty="tariff">
      <h2>${isNone ? energyWords.noTariff() : energyWords.noneThen(monthName(this.#month))}</h2>
      <p>${energyWords.noTariffMeans()}</p>
      ${
        isAdmin
          ? html`<div class="row">
              <a class="button primary" href="/energy/tariffs/new">${energyWords.chooseTariff()}</a>
            </div>`
          : html`<p class="muted">${energyWords.askAdmin()}</p>`
      }
    </section>`;
  }

  #lines(bill: Bill) {
    const month = this.#month;
    return html`<section class="card stack">
      <h2>${energyWords.bill()}</h2>
      <fg-bill-table .bill=${bill}></fg-bill-table>
      <p class="row">
        <a class="button" href=${sheetPath(month, 'pdf')} download>${energyWords.pdf()}</a>
        <a class="button" href=${sheetPath(month, 'csv')} download>${energyWords.csv()}</a>
      </p>
    </section>`;
  }

  #ways() {
    return html`<nav class="row" aria-label=${words.energy()}>
      <a class="button" href="/energy/budgets">${energyWords.budgets()}</a>
      <a class="button" href="/energy/tariffs">${energyWords.tariffs()}</a>
      <a class="button" href="/energy/bills">${energyWords.realBills()}</a>
      <a class="button" href="/energy/meters">${energyWords.meters()}</a>
    </nav>`;
  }

  /** The one that holds at the end of the month, or now. */
  get #tariff(): TariffView | undefined {
    const bill = this.#of(this.#bill)?.bill;
    const until = Math.min(this.view.now, bill ? bill.to - 1 : this.view.now);
    return this.#tariffs.value.value?.tariffs.filter(({ validFrom }) => validFrom <= until).at(-1);
  }

  /** What was fetched, unless it is of the month that was shown before. */
  #of<Value extends { readonly month: string }>(fetched: Fetched<Value>, back = 0): Value | undefined {
    const { value } = fetched.value;
    return value?.month === monthsOn(this.#month, -back) ? value : undefined;
  }

  get #month(): string {
    return this.asked ?? this.#latest;
  }

  get #latest(): string {
    return monthAt(this.view.now);
  }

  get #isCurrent(): boolean {
    return this.#month === this.#latest;
  }

  #key(): string {
    return `${this.#month} ${this.#isCurrent ? Math.floor(this.view.now / QUARTER_MS) : ''}`;
  }

  #ask(month: string): void {
    this.asked = month === this.#latest ? undefined : month;
    history.pushState(null, '', this.asked === undefined ? '/energy' : `/energy?month=${month}`);
  }

  #follow(): void {
    if (location.pathname === '/energy') this.asked = monthFrom(location.search, this.#latest);
  }
}

function noMeter() {
  return html`<section class="card stack" data-empty="meter">
    <h2>${energyWords.noMeter()}</h2>
    <p>${energyWords.noMeterMeans()}</p>
    <p><a href="/add">${words.addDevice()}</a></p>
  </section>`;
}
