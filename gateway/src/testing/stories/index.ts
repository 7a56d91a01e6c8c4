import { dryWellTurn } from './dry-well-turn.ts';
import { fiftyPeople } from './fifty-people.ts';
import { gatewayDies } from './gateway-dies.ts';
import { phaseLost } from './phase-lost.ts';
import { powerCutMidTurn } from './power-cut-mid-turn.ts';
import type { SharedStory } from './story.ts';
import { weldedPump } from './welded-pump.ts';

export { playShared } from './play.ts';
export { sharedSummaryText, type SharedSummary } from './summary.ts';

/** Every story of shared pumps. To add one is to add a file and a line here. */
export const sharedStories: readonly SharedStory[] = [
  powerCutMidTurn,
  dryWellTurn,
  weldedPump,
  phaseLost,
  fiftyPeople,
  gatewayDies,
];
