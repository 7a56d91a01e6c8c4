import type { BadgeColour } from '@farmgate/gateway/contract';

/** A colour and what is drawn on it, with at least 4.5:1 between them. */
interface BadgeTone {
  readonly ground: string;
  readonly ink: string;
}

const INK = '#101010';
const PAPER = '#ffffff';

/** Okabe and Ito's eight, which also the colour-blind tell apart. The same in both themes: they are people's, not the page's. */
export const badgeTones: Readonly<Record<BadgeColour, BadgeTone>> = {
  black: { ground: '#101010', ink: PAPER },
  orange: { ground: '#e69f00', ink: INK },
  sky: { ground: '#56b4e9', ink: INK },
  green: { ground: '#009e73', ink: INK },
  yellow: { ground: '#f0e442', ink: INK },
  blue: { ground: '#0072b2', ink: PAPER },
  red: { ground: '#d55e00', ink: INK },
  pink: { ground: '#cc79a7', ink: INK },
};
