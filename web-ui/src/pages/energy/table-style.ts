import { css } from 'lit';

/** A table of amounts: what it is about on the left, numbers on the right; wide ones are pushed sideways. */
export const tableStyle = css`
  .rows {
    max-height: 24rem;
    overflow: auto;
    border: 1.5px solid var(--hairline);
    border-radius: var(--radius);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: var(--s2) var(--s3);
    border-top: 1px solid var(--hairline);
    text-align: end;
    vertical-align: baseline;
    font-weight: 400;
  }
  thead th {
    border-top: 0;
    font-weight: 600;
  }
  th:first-child {
    text-align: start;
    overflow-wrap: anywhere;
  }
  tfoot th,
  tfoot td {
    border-top: 2px solid var(--border);
    font-weight: 700;
  }
`;
