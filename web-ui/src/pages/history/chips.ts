import { css } from 'lit';

/** Buttons in a row of which one is chosen. */
export const chips = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s2);
    min-width: 0;
    border: 0;
  }
  /* On a phone in one line that is pushed sideways, so that what is asked for comes sooner. */
  @media (max-width: 40rem) {
    .chips {
      flex-wrap: nowrap;
      margin-inline: calc(-1 * var(--s4));
      padding: 4px var(--s4);
      overflow-x: auto;
      scrollbar-width: none;
    }
    .chips button {
      flex: none;
      white-space: nowrap;
    }
  }
  .chips legend {
    position: absolute;
    clip-path: inset(50%);
  }
  .chips button {
    min-width: var(--target);
    padding-inline: var(--s3);
    border-radius: 999px;
  }
  .chips button[aria-pressed='true'] {
    border-color: var(--water);
    background: var(--water);
    color: var(--on-water);
  }
`;

/** In a line that is pushed sideways, brings what is chosen into view. */
export function showChosen(root: ParentNode): void {
  for (const strip of root.querySelectorAll<HTMLElement>('.chips')) {
    const chosen = strip.querySelector<HTMLElement>('[aria-pressed="true"]');
    const box = strip.getBoundingClientRect();
    const own = chosen?.getBoundingClientRect();
    if (own && (own.right > box.right || own.left < box.left)) strip.scrollLeft += own.left - box.left - 16;
  }
}
