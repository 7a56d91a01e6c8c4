import { css } from 'lit';

/** Parts of a whole, each with its bar. */
export const shareStyle = css`
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px var(--s3);
    padding-block: var(--s2);
  }
  .amount {
    text-align: end;
    font-weight: 600;
  }
  .track {
    grid-column: 1 / -1;
    height: 8px;
    border-radius: 4px;
    background: var(--hairline);
    overflow: hidden;
  }
  .fill {
    height: 100%;
    background: var(--water);
  }
  .rest .fill {
    background: var(--off);
  }
  .name {
    overflow-wrap: anywhere;
  }
  .whole {
    grid-column: 1 / -1;
  }
`;
