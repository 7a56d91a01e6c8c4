import { css } from 'lit';

/** On a desk two columns of cards, one below the other on a phone; `beside` keeps in each what its own child holds. */
export const columns = css`
  .columns,
  .beside {
    display: grid;
    gap: var(--s4);
    grid-template-columns: minmax(0, 1fr);
  }
  @media (min-width: 62rem) {
    .beside {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
    }
    .columns {
      display: block;
      columns: 2;
      column-gap: var(--s4);
    }
    .columns > * {
      break-inside: avoid;
      margin-bottom: var(--s4);
    }
  }
`;
