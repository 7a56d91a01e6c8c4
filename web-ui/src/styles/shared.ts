import { css } from 'lit';

/** What every element with controls shares: buttons, fields, cards, focus. Values come from the tokens of `page.css`. */
export const shared = css`
  :host {
    display: block;
    font: var(--text-m) / 1.5 var(--font);
    color: var(--text);
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  h1,
  h2,
  h3 {
    overflow-wrap: anywhere;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--text-xl);
    line-height: 1.2;
    letter-spacing: -0.01em;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    font-size: var(--text-l);
    line-height: 1.3;
  }
  h3 {
    font-size: var(--text-m);
  }
  a {
    color: var(--water);
  }
  /* A link that stands alone is as high as a finger, and takes no more room for it. */
  p > a:only-child,
  h2 > a:only-child,
  .row > a:not(.button) {
    display: inline-block;
    padding-block: var(--s3);
    margin-block: calc(-1 * var(--s3));
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: var(--text-s);
  }
  .stack {
    display: grid;
    gap: var(--s4);
    grid-template-columns: minmax(0, 1fr);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--s2);
  }
  .row:has(> label) {
    align-items: end;
  }
  .spread {
    justify-content: space-between;
  }
  .card {
    background: var(--surface);
    border: 1.5px solid var(--hairline);
    border-radius: var(--plate-radius);
    padding: var(--s4);
  }
  /* An enamel plate: a keyline runs inside its edge. */
  .plate {
    border: 1.5px solid var(--plate-edge, var(--border));
    border-radius: var(--plate-radius);
    background: var(--surface);
    outline: 1.5px solid color-mix(in srgb, var(--plate-edge, var(--border)) 45%, transparent);
    outline-offset: -6px;
    padding: var(--s4);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--s2);
    min-height: var(--target);
    padding: var(--s2) var(--s4);
    border: 2px solid var(--border);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    overflow-wrap: anywhere;
    font: 600 var(--text-m) / 1.2 var(--font);
    text-decoration: none;
    text-wrap: balance;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      transform var(--quick),
      filter var(--quick);
  }
  button:active:not(:disabled),
  .button:active {
    transform: scale(0.98);
    filter: brightness(0.94);
  }
  button.primary,
  .button.primary {
    border-color: var(--water);
    background: var(--water);
    color: var(--on-water);
  }
  button.on {
    border-color: var(--water);
    color: var(--water);
  }
  button.off {
    border-color: var(--text);
    background: var(--text);
    color: var(--on-text);
  }
  button.stop {
    border-color: var(--fault);
    background: var(--fault);
    color: var(--on-fault);
  }
  button.big {
    min-height: var(--primary-target);
    width: 100%;
    font-size: var(--text-l);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--water);
  }
  button:disabled {
    border-style: dashed;
    border-color: var(--border);
    background: transparent;
    color: var(--muted);
    cursor: not-allowed;
  }
  form {
    max-width: 40rem;
  }
  label {
    display: grid;
    gap: var(--s1);
    font-weight: 600;
  }
  label .hint {
    font-weight: 400;
    font-size: var(--text-s);
    color: var(--muted);
  }
  input,
  select,
  textarea {
    width: 100%;
    min-height: var(--target);
    padding: var(--s2) var(--s3);
    border: 2px solid var(--border);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: var(--text-m) / 1.3 var(--font);
    text-overflow: ellipsis;
  }
  input[type='checkbox'] {
    width: 24px;
    min-height: 24px;
    flex: none;
  }
  input[aria-invalid='true'] {
    border-color: var(--fault);
  }
  .error {
    font-weight: 600;
    color: var(--fault);
  }
  .badge {
    display: inline-block;
    padding: 0 var(--s2);
    border: 1.5px solid var(--hold);
    border-radius: 999px;
    color: var(--hold);
    font-size: var(--text-s);
    font-weight: 700;
    letter-spacing: 0.04em;
  }
  dialog {
    width: min(30rem, calc(100vw - 2rem));
    padding: var(--s5);
    border: 1px solid var(--border);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
  }
  summary {
    display: flex;
    align-items: center;
    min-height: var(--target);
    border-radius: var(--s1);
    color: var(--water);
    font-weight: 600;
    cursor: pointer;
  }
  summary::before {
    content: '+';
    flex: none;
    width: 1.25rem;
    font-size: var(--text-l);
  }
  details[open] > summary::before {
    content: '−';
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 55%);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
