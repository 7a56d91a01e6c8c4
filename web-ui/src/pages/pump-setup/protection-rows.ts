import type { ProtectionSetting, ProtectionView } from '@farmgate/gateway/contract';
import { css, html, nothing, type TemplateResult } from 'lit';
import { number } from '../../i18n/format.ts';
import { protectionStates, protectionWords, pumpSetupWords } from '../../i18n/pump-setup-words.ts';

/** Looks of the rows of protections, for the element they are in. */
export const protectionStyles = css`
  .protection summary {
    display: grid;
    grid-template-columns: 1.25rem minmax(0, 1fr);
    padding-block: var(--s2);
    color: var(--text);
  }
  .protection .line {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--s3);
  }
  .protection {
    border-top: 1px solid var(--hairline);
  }
  .protection .state {
    font-size: var(--text-s);
    font-weight: 700;
    color: var(--run);
  }
  .protection .figures {
    grid-column: 2;
    font-weight: 400;
    font-size: var(--text-s);
    color: var(--muted);
  }
  .protection.alert .state,
  .protection.hold .state {
    color: var(--wait);
  }
  .protection.stop .state,
  .protection.lock-out .state {
    color: var(--fault);
  }
  .protection.not-watched .state {
    color: var(--off);
  }
  .protection .settings {
    display: grid;
    gap: var(--s3);
    padding-block: var(--s2) var(--s4);
    padding-inline-start: 1.75rem;
  }
`;

/** Each protection as a row: what it watches for, its figures, how it stands or why it is not watched, and within it what can be set. */
export function protectionRows(protections: readonly ProtectionView[]): TemplateResult {
  return html`<div>${protections.map((protection) => row(protection))}</div>`;
}

function row({ name, settings, state, notWatched, trips }: ProtectionView) {
  const figures = settings.map(({ own, default: usual, unit }) => figure(own ?? usual, unit));
  const told = [
    ...(notWatched === undefined ? figures : [notWatched]),
    ...(trips > 0 ? [pumpSetupWords.trips(number(trips))] : []),
  ];
  return html`<details class="protection ${state}">
    <summary>
      <span class="line"
        ><span>${protectionWords[name]?.() ?? name}</span><span class="state">${protectionStates[state]()}</span></span
      >
      <span class="figures number" dir="auto">${told.join(' · ')}</span>
    </summary>
    <div class="settings">
      ${settings.length === 0 ? html`<p class="muted">${pumpSetupWords.noSettings()}</p>` : nothing}
      ${settings.map((setting) => field(name, setting))}
    </div>
  </details>`;
}

function field(protection: string, { key, label, unit, min, max, default: usual, own, sentence }: ProtectionSetting) {
  const range = pumpSetupWords.range(number(min), number(max), unitOf(unit));
  return html`<label
    >${label}<span class="hint" dir="auto"
      >${sentence} <span class="number">${range} · ${pumpSetupWords.usualValue(figure(usual, unit))}</span></span
    ><input
      type="number"
      inputmode="numeric"
      name="protections.${protection}.${key}"
      min=${min}
      max=${max}
      step="1"
      placeholder=${usual}
      .defaultValue=${own === undefined ? '' : String(own)}
  /></label>`;
}

function figure(value: number, unit: string): string {
  return `${number(value)} ${unitOf(unit)}`.trim();
}

/** A count has no unit to be read. */
function unitOf(unit: string): string {
  return unit === 'count' ? '' : unit;
}
