import { createInterface } from 'node:readline/promises';
import type { OutletAddress, RadioAnswer, RadioStep } from '@farmgate/gateway/contract';
import { doWork, EXIT, type RfContext } from './work.ts';

export interface PairOptions {
  readonly address: OutletAddress;
  /** Unit: mA. */
  readonly thresholdMa: number;
  /** Nobody is asked to press Enter. */
  readonly isReady: boolean;
}

type Stepped = Extract<RadioAnswer, { kind: 'step' }>;

/** `farmgate rf pair`: a factory-new outlet in config mode takes our master id, an id of its own and a threshold. */
export async function pair(context: RfContext, { address, thresholdMa, isReady }: PairOptions): Promise<number> {
  const { screen } = context;
  screen.line(
    'Put the outlet in config mode: hold its button for 3 s; with firmware 5.4 press it five times within 2 s.',
  );
  screen.line('It alone: any other outlet in config mode would take the same id.');
  if (!isReady && !(await isEntered(context))) {
    screen.line('\nNobody pressed Enter: nothing was done. --yes does not wait for it.');
    return EXIT.linkSaysNo;
  }
  const end = await doWork(context, { ask: 'pair', address, thresholdMa }, (answer) => {
    if (answer.kind === 'step') screen.line(lineOf(answer, address));
  });
  if (!end) {
    screen.line('Broken off by you: what is under way ends by itself in some seconds. Try the id: farmgate rf ping');
    return EXIT.linkSaysNo;
  }
  screen.line(end.ok ? `${address} is paired. It is to be adopted in the gateway: Add a device.` : end.note);
  return end.ok ? EXIT.good : EXIT.linkSaysNo;
}

/** A prompt that is not answered, as by Ctrl-C or where nobody sits, is a no. */
async function isEntered({ signal }: RfContext): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<false>((resolve) => prompt.once('close', () => resolve(false)));
  try {
    const entered = prompt.question('Press Enter when it is. ', { signal }).then(() => true);
    return await Promise.race([entered, ended]);
  } catch {
    return false;
  } finally {
    prompt.close();
  }
}

function lineOf({ step, state, try: tries = 1 }: Stepped, id: string): string {
  const again = tries > 1 ? `, try ${tries}` : '';
  return `  ${words[step](id).padEnd(34)} ${state}${state === 'done' ? '' : again}`;
}

const words: Readonly<Record<RadioStep, (id: string) => string>> = {
  free: (id) => `Nobody answers at ${id} yet`,
  master: () => 'It takes our master id',
  id: (id) => `It takes the id ${id}`,
  threshold: () => 'It takes its threshold',
  check: (id) => `It answers at ${id}`,
};
