import type { Clock, Command, RunDetail, RunView } from '../../contract/index.ts';
import { momentOf } from '../field/farm.ts';
import type { Run } from './run.ts';
import type { Sharing } from './sharing.ts';
import { viewRun, type PersonLook } from './sharing-view.ts';

export interface RunBookParts {
  readonly sharing: Pick<Sharing, 'find' | 'trail'>;
  readonly findCommand: (site: string, id: string) => Command | undefined;
  readonly personOf: (site: string, user: string) => PersonLook | undefined;
  readonly clock: Clock;
}

/** Runs as people see them, with what was asked of their switches. */
export class RunBook {
  readonly #parts: RunBookParts;

  constructor(parts: RunBookParts) {
    this.#parts = parts;
  }

  /** What became of a deed; whoever was granted it has a run. */
  view(site: string, run: Run | undefined): RunView {
    if (!run) throw new RangeError('A run that was granted is not there');
    // What was decided may have changed it further by now: it has started, or has ended.
    const latest = this.#parts.sharing.find(site, run.id) ?? run;
    return viewRun(latest, this.#parts.personOf(site, run.user), momentOf(this.#parts.clock));
  }

  detail(site: string, id: string): RunDetail | undefined {
    const { sharing, findCommand } = this.#parts;
    const run = sharing.find(site, id);
    if (!run) return undefined;
    return {
      run: this.view(site, run),
      trail: sharing.trail(site, id).map((step) => ({ ...step, at: Math.floor(step.at) })),
      commands: commandsOfRun(run, (command) => findCommand(site, command)),
    };
  }
}

/** A command of a run has the run's name, and which of its starts it is. */
function commandsOfRun(
  run: { readonly id: string; readonly starts: number },
  find: (id: string) => Command | undefined,
) {
  const ids = Array.from({ length: run.starts }, (_, index) => `${run.id}-${index + 1}`);
  return ids.flatMap((id) => find(id) ?? []);
}
