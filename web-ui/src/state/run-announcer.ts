import type { RunView, SharingView } from '@farmgate/gateway/contract';
import { number } from '../i18n/format.ts';
import { stepWords } from '../i18n/pump-words.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import { ownTurns } from '../points/turns.ts';

/** Decides what is read out of one's own runs: each change of state or of place, and nothing of what was there at first. */
export class RunAnnouncer {
  #before: ReadonlyMap<string, string> | undefined;
  #said = '';

  /** What to say now, the same until something new comes. */
  say(sharing: SharingView, user: string): string {
    const now = new Map<string, string>();
    const news: string[] = [];
    for (const { run, position } of ownTurns(sharing, user)) {
      const step = `${run.state} ${position}`;
      now.set(run.id, step);
      if (this.#before && this.#before.get(run.id) !== step) news.push(sentence(sharing, run, position));
    }
    const gone = [...(this.#before?.keys() ?? [])].some((id) => !now.has(id));
    if (gone) news.push(stepWords['ended']?.() ?? '');
    this.#before = now;
    if (news.length > 0) this.#said = news.join(' ');
    return this.#said;
  }
}

function sentence({ pumps }: SharingView, { pump, state }: RunView, position: number): string {
  const name = pumps.find(({ id }) => id === pump)?.name ?? '';
  if (position > 0) return `${name}: ${pumpWords.youAre(number(position))}`;
  return `${name}: ${state === 'running' ? words.running() : (stepWords[state]?.() ?? state)}.`;
}
