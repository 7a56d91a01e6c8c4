import { css } from 'lit';

/** How a picture is drawn: with the colour of the words around it. */
export const pictureStyle = css`
  .picture {
    display: block;
    flex: none;
    width: var(--picture-size, 32px);
    height: var(--picture-size, 32px);
    fill: none;
    stroke: currentColor;
    stroke-width: 3.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .picture .solid {
    fill: currentColor;
  }
  .picture .cut {
    stroke: var(--picture-ground, var(--surface));
  }
  .picture .bar {
    stroke: var(--fault);
    stroke-width: 4.5;
  }
`;
