import { css } from 'lit';

/** The screens before anybody is signed in: one column under the sign. */
export const firstScreen = css`
  main {
    display: grid;
    gap: var(--s4);
    max-width: 28rem;
    margin: 0 auto;
    padding: max(var(--s4), 5vh) var(--s4) var(--s6);
  }
  .brand p {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--s2);
    font-size: var(--text-xl);
    font-weight: 700;
    line-height: 1.4;
  }
  .brand small {
    padding: 0 var(--s2);
    border: 1.5px solid currentColor;
    border-radius: 999px;
    font-size: var(--text-s);
    letter-spacing: 0.04em;
  }
`;
