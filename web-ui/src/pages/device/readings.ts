import type { DeviceView, PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { amperes, number, span } from '../../i18n/format.ts';
import { shared } from '../../styles/shared.ts';

/** Every reading of a device with its age. */
@customElement('fg-readings')
export class Readings extends LitElement {
  static override readonly styles = [
    shared,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
        text-align: start;
        font-weight: 400;
      }
      td {
        padding-inline-start: var(--s3);
      }
      td:last-child {
        text-align: end;
      }
      .old {
        color: var(--muted);
        font-style: italic;
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  /** How the points begin that are shown elsewhere. */
  @property({ attribute: false }) without: readonly string[] = [];
  /** Gateway wall time. */
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) current = false;

  override render() {
    const points = this.device.points.filter(
      ({ definition: { id, kind } }) =>
        (kind === 'measure' || kind === 'flag') && !this.without.some((begin) => id.startsWith(begin)),
    );
    return html`<section class="card">
      <h2>Readings</h2>
      <table class="number">
        <tbody>
          ${points.map(
            (point) =>
              html`<tr>
                <th scope="row">${point.definition.label}</th>
                <td class=${isOld(point) || !this.current ? 'old' : ''}>${valueOf(point)}</td>
                <td class="muted small">${this.#age(point)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #age({ reading }: PointView): string {
    if (!reading) return '';
    const ago = `${span(this.now - reading.at)} ago`;
    if (reading.old) return `old, ${ago}`;
    return reading.quality === 'good' ? ago : `${reading.quality}, ${ago}`;
  }
}

function isOld({ reading }: PointView): boolean {
  return reading?.old === true || reading?.quality === 'stale';
}

function valueOf({ definition, reading }: PointView): string {
  if (!reading) return '–';
  if (typeof reading.value === 'boolean') return reading.value ? 'yes' : 'no';
  if (typeof reading.value === 'string') return reading.value;
  if (definition.unit === 'mA') return amperes(reading.value);
  return `${number(reading.value)} ${definition.unit === 'count' ? '' : definition.unit}`.trim();
}
