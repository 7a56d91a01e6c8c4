import { guarded, MINUTE, type SharedStory } from './story.ts';

const PEOPLE = 50;
const PUMPS = 4;
const TURN_MIN = 3;
/** With the rest between two turns. */
const EACH_S = TURN_MIN * MINUTE + 15;

/** A dry morning. */
export const fiftyPeople: SharedStory = {
  name: 'fifty-people',
  about: `Fifty people at four pumps press start in the same second, for ${TURN_MIN} minutes each: one after the other, in their order.`,
  spec: { ...guarded, users: PEOPLE, pumps: PUMPS },
  play: ({ bench, pass, ask, say }) => {
    say('Everybody presses start.');
    const ids = bench.users.map((_, user) => ask(user, TURN_MIN, `pump-${1 + (user % PUMPS)}`));
    pass(PEOPLE * EACH_S);
    const runs = ids.map((id) => bench.run(id));
    const starts = runs.map(({ startedAt = Infinity }) => startedAt);
    const turned = bench.pumps.reduce((sum, pump) => sum + bench.turned(pump), 0);
    return [
      { claim: 'everybody had their turn', holds: runs.every(({ reason }) => reason === 'completed') },
      {
        claim: 'in the order of asking',
        holds: starts.every((at, index) => index === 0 || at > (starts[index - 1] ?? 0)),
      },
      { claim: 'everybody paid their minutes', holds: runs.every(({ usedS }) => usedS === TURN_MIN * MINUTE) },
      { claim: 'and had them, to a second each', holds: Math.abs(turned - PEOPLE * TURN_MIN * MINUTE) <= PEOPLE },
    ];
  },
};
