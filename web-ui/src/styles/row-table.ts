import { css } from 'lit';

/** The table behind a chart, in a box of its own that is scrolled: its head stays, and numbers stand under one another. */
export const rowTable = css`
  .rows {
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    border-top: 1px solid var(--hairline);
    text-align: end;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--surface);
    font-weight: 600;
    white-space: normal;
    vertical-align: bottom;
  }
  th:first-child {
    text-align: start;
  }
`;
