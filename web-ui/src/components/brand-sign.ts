import { html, nothing, type TemplateResult } from 'lit';
import './enamel-sign.ts';

/** The sign over the first screens: the product's name, and DEMO where everything is simulated. */
export function brandSign(demo = false): TemplateResult {
  return html`<fg-enamel-sign class="brand" translate="no"
    ><p>
      <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
        <path
          fill="currentColor"
          d="M12 1.500c3.800 5.500 7.500 9 7.500 13.500a7.500 7.500 0 0 1-15 0C4.500 10.500 8.200 7 12 1.500z"
        />
      </svg>
      Farmgate${demo ? html` <small>DEMO</small>` : nothing}
    </p></fg-enamel-sign
  >`;
}
