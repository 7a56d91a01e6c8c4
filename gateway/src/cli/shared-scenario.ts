/** How wide the names of stories are told. */
const NAME_WIDTH = 18;

/** The stories of shared pumps there are, one a line. */
export async function listShared(): Promise<string> {
  const { sharedStories } = await import('../testing/stories/index.ts');
  return sharedStories.map(({ name, about }) => `${name.padEnd(NAME_WIDTH)} ${about}`).join('\n');
}

/** Their names, for whoever asked for one that there is not. */
export async function namesOfShared(): Promise<string> {
  const { sharedStories } = await import('../testing/stories/index.ts');
  return `Of shared pumps there are: ${sharedStories.map(({ name }) => name).join(', ')}.`;
}

/** Virtual time is all these have: `--fast` only leaves out the telling. */
const flags = ['--json', '--fast'];

/** Plays `farmgate sim scenario <name>` where the name is of a story of shared pumps; answers whether it is. */
export async function playIfShared(args: readonly string[]): Promise<boolean> {
  const { sharedStories, playShared, sharedSummaryText } = await import('../testing/stories/index.ts');
  const story = sharedStories.find(({ name }) => args.includes(name));
  if (!story) return false;
  const wrong = args.find((arg) => arg !== story.name && !flags.includes(arg));
  if (wrong !== undefined) {
    console.error(`"${wrong}" is not known here. Stories of shared pumps take ${flags.join(' and ')}.`);
    process.exitCode = 2;
    return true;
  }
  const json = args.includes('--json');
  const isTold = !json && !args.includes('--fast');
  const summary = playShared(
    story,
    () => performance.now(),
    ({ at, sentence }) => {
      if (isTold) console.log(`${face(at)}  ${sentence}`);
    },
  );
  console.log(json ? JSON.stringify(summary, undefined, 2) : sharedSummaryText(summary));
  process.exitCode = summary.claims.every(({ holds }) => holds) ? 0 : 1;
  return true;
}

function face(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(4)}:${String(seconds % 60).padStart(2, '0')}`;
}
