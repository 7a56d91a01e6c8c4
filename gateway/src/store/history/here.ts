import type { Ask } from './asks.ts';
import type { Desk, DeskParts } from './beside.ts';
import { HistoryDesk, type AnswerTo } from './desk.ts';
import type { Damaged } from './tables.ts';

/** Answers at once, in the thread that asks: for tests and for commands, which have nothing else to do. */
export class DeskHere implements Desk {
  readonly #desk: HistoryDesk;
  readonly #onDamaged: (damaged: Damaged) => void;

  constructor({ file, onDamaged }: DeskParts) {
    this.#desk = new HistoryDesk(file);
    this.#onDamaged = onDamaged;
  }

  async ask<A extends Ask>(ask: A): Promise<AnswerTo<A>> {
    try {
      return this.#desk.answer(ask);
    } finally {
      for (const damaged of this.#desk.takeDamaged()) this.#onDamaged(damaged);
    }
  }

  async close(): Promise<void> {
    this.#desk.close();
  }
}
