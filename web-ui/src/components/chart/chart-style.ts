import { css } from 'lit';

/** How a chart, its legend and what stands in its place look. */
export const chartStyle = css`
  .frame {
    position: relative;
    min-height: 130px;
  }
  .frame.is-bare {
    min-height: 274px;
  }
  .plot {
    border-radius: var(--s2);
    touch-action: pan-y;
    cursor: grab;
    user-select: none;
    -webkit-user-select: none;
  }
  .plot:active {
    cursor: grabbing;
  }
  .plot:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  .u-cursor-x {
    border-right: 1.5px solid var(--text) !important;
  }
  .is-old .plot {
    opacity: 0.45;
  }
  .over {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--s3);
    padding: var(--s4);
    text-align: center;
    pointer-events: none;
  }
  .over > * {
    pointer-events: auto;
  }
  .over .note {
    padding: var(--s2) var(--s4);
    border: 1.5px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .skeleton {
    position: absolute;
    inset: 10px 12px 34px 52px;
    border-bottom: 1.5px solid var(--hairline);
    border-inline-start: 1.5px solid var(--hairline);
    background: repeating-linear-gradient(to bottom, transparent 0 57px, var(--hairline) 57px 58px);
  }
  .units {
    display: flex;
    justify-content: space-between;
    min-height: 1.2em;
    line-height: 1.2;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s1) var(--s4);
    min-height: 1.75rem;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: var(--s2);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .legend span {
    min-width: 0;
  }
  .swatch {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 24px;
    height: 24px;
    border: 3px solid var(--of, var(--border));
    border-radius: 50%;
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1;
  }
  .swatch.hatch {
    border: 1.5px solid var(--off);
    border-radius: var(--s1);
    background: repeating-linear-gradient(-45deg, transparent 0 3px, var(--off) 3px 4.5px);
  }
  .place-0 {
    --of: var(--water);
  }
  .place-1 {
    --of: var(--hold);
  }
  .place-2 {
    --of: var(--wait);
  }
  .place-3 {
    --of: var(--run);
  }
  .foot {
    gap: var(--s1);
  }
  .tools {
    justify-content: end;
  }
  .tools button {
    min-width: var(--target);
    padding-inline: var(--s2);
  }
  .tools svg {
    width: 22px;
    height: 22px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
