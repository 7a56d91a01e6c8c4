import type { GridView } from '@farmgate/gateway/contract';
import { html, type TemplateResult } from 'lit';
import '../components/jar-figure.ts';
import '../components/minutes-field.ts';
import '../pages/alerts/alert-card.ts';
import '../pages/grid/rota-board.ts';
import '../pages/grid/settings-form.ts';
import '../pages/grid/slot-list.ts';
import '../pages/grid/state-plate.ts';
import '../pages/grid/word-card.ts';
import '../pages/ledger/check-card.ts';
import '../pages/ledger/day-card.ts';
import '../pages/pump-setup/group-form.ts';
import '../pages/pump-setup/hours-fields.ts';
import '../pages/pump-setup/learn-card.ts';
import '../pages/pump-setup/pump-form.ts';
import '../pages/pump-setup/sharing-form.ts';
import '../pages/pump-setup/state-card.ts';
import '../pages/wallet/entry-list.ts';
import '../pages/wallet/receipt-paper.ts';
import '../pages/wallet/request-list.ts';
import '../pages/wallet/wallet-figures.ts';
import { aBusyFarm } from './fake-farm.ts';
import { anOutage, aLockedPump, FakePumpAdmin, someAlerts, someGridSettings } from './fake-pump-admin.ts';
import { aReceipt, aRequest, aWallet, FakeWallets, someEntries } from './fake-wallets.ts';

const states: readonly GridView['state'][] = ['good', 'shedding', 'unknown'];

/** The elements of who runs the farm, with somebody or something of this name. */
export function ofTheFarmAdmin(now: number, name: string): TemplateResult {
  return html`${ofMinutes(now, name)} ${ofPumps(now, name)} ${ofTheGrid(now, name)} ${ofAlerts(now, name)}`;
}

function ofMinutes(now: number, name: string): TemplateResult {
  const wallets = [
    aWallet({ name }),
    aWallet({ name, balanceS: 540, isLow: true }),
    aWallet({ name, balanceS: 0, isLow: true, quotaS: undefined }),
  ];
  const days = new FakeWallets().days('2026-01-01').map((day) => ({ ...day, name }));
  return html`
    <h2>Minutes</h2>
    ${wallets.map((wallet) => html`<fg-wallet-figures .wallet=${wallet}></fg-wallet-figures>`)}
    <fg-jar-figure .wallet=${aWallet()}></fg-jar-figure>
    <fg-minutes-field .minutes=${60}></fg-minutes-field>
    <fg-request-list .requests=${[aRequest({ name })]} .now=${now} linked></fg-request-list>
    <fg-entry-list
      everybody
      .entries=${someEntries(now).map((entry) => ({ ...entry, name }))}
      .now=${now}
    ></fg-entry-list>
    <fg-entry-list .now=${now}></fg-entry-list>
    <fg-day-card .days=${days}></fg-day-card>
    <fg-day-card></fg-day-card>
    <fg-check-card linked></fg-check-card>
    <fg-receipt-paper .receipt=${aReceipt({ name, site: name })}></fg-receipt-paper>
  `;
}

function ofPumps(now: number, name: string): TemplateResult {
  const detail = aLockedPump();
  const learned = { normalMa: 6_840, by: 'guided run', at: now - 86_400_000, isAwaited: false } as const;
  const learning = [
    { isAwaited: false },
    { isAwaited: true },
    { isAwaited: true, progress: 0.4 },
    learned,
    { isAwaited: false, fault: 'The current was not steady. Let the pump run evenly and try again.' },
  ];
  const { settings, groups } = new FakePumpAdmin();
  return html`
    <h2>Pumps</h2>
    <fg-pump-state .pump=${{ ...detail.pump, name }} .now=${now} admin linked></fg-pump-state>
    ${learning.map((one) => html`<fg-learn-card .learning=${one} .now=${now} linked></fg-learn-card>`)}
    <fg-pump-form
      .detail=${{ ...detail, setup: { ...detail.setup, name } }}
      .devices=${aBusyFarm(now)}
      .groups=${groups}
      linked
    ></fg-pump-form>
    <fg-hours-fields .hours=${[{ from: 360, to: 1440 }]}></fg-hours-fields>
    <fg-group-form linked></fg-group-form>
    <fg-sharing-form .settings=${{ ...settings, transformers: { [name]: 25 } }} linked></fg-sharing-form>
  `;
}

function ofTheGrid(now: number, name: string): TemplateResult {
  const [, rota] = someGridSettings().sources;
  const slots = rota?.kind === 'timetable' ? rota.slots : [];
  return html`
    <h2>The grid</h2>
    ${states.map((state) => html`<fg-grid-plate .grid=${anOutage({ state })} .now=${now}></fg-grid-plate>`)}
    <fg-grid-word .grid=${anOutage()} linked></fg-grid-word>
    <fg-rota-board .slots=${slots} .label=${name}></fg-rota-board>
    <fg-slot-list .slots=${slots}></fg-slot-list>
    <fg-grid-settings .settings=${{ sources: [] }} linked></fg-grid-settings>
  `;
}

function ofAlerts(now: number, name: string): TemplateResult {
  return html`
    <h2>Alerts</h2>
    ${someAlerts().map(
      (alert) =>
        html`<fg-alert-card
          .alert=${{ ...alert, sentence: `${name}: ${alert.sentence}` }}
          .now=${now}
          linked
          maysee
          mayclear
        ></fg-alert-card>`,
    )}
  `;
}
