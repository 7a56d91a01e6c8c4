import type { RadioAnswer, RadioAsk } from '@farmgate/gateway/contract';
import { type Request, hexByte } from '../codec/index.ts';
import { FIRST_ID, LAST_ID } from './scan-plan.ts';
import type { Timing } from './timing.ts';
import { type WorkStep, idOf, stepsOf } from './work-steps.ts';

/** A request of a work, for the air. */
export interface WorkRequest {
  readonly node: number;
  readonly master: number;
  readonly request: Request;
}

/** What the work has for the air. Unit: monotonic ms. */
export type NextWork =
  { readonly kind: 'transmit'; readonly work: WorkRequest } | { readonly kind: 'wait'; readonly until: number };

/** A search asks each id once more than a lost packet would hide it. */
const SCAN_ROUNDS = 2;
/** How often a search tells how far it has come. Unit: ids. */
const SCAN_TELLS_EVERY = 16;
/** A person waits beside the outlet: a step is tried oftener than a command. */
const STEP_TRIES = 8;
/** A free id must stay silent this often. */
const SILENCES = 3;

/** One kind of work: what it asks next, and what an answer or a silence does to it. */
interface Work {
  next(now: number): WorkRequest | { readonly until: number } | 'over';
  ended(answered: boolean, now: number, tookMs: number): void;
}

export interface RadioWorkOptions {
  readonly timing: Timing;
  readonly master: number;
  readonly onAnswer: (answer: RadioAnswer) => void;
}

/**
 * The work at the radio that people ask for: try a link, search, pair. One at a time, between the polls; commands go before it.
 * Pure: time is an input.
 */
export class RadioWork {
  readonly #options: RadioWorkOptions;
  #id = '';
  #work: Work | undefined;
  /** Whose request went out last: it may be in the air still when its work has ended and other work has begun. */
  #asker: Work | undefined;

  constructor(options: RadioWorkOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#work !== undefined;
  }

  accept(ask: RadioAsk, now: number): void {
    if (ask.ask === 'stop') {
      this.#end(false, 'It was stopped');
      this.#options.onAnswer({ id: ask.id, kind: 'ended', ok: true, note: 'Nothing is under way' });
      return;
    }
    if (this.#work) {
      const note = 'This radio is busy with other work. Wait until it has ended, or stop it.';
      this.#options.onAnswer({ id: ask.id, kind: 'ended', ok: false, note });
      return;
    }
    this.#id = ask.id;
    this.#work = this.#make(ask, now);
  }

  next(now: number): NextWork {
    const step = this.#work?.next(now) ?? { until: Infinity };
    if (step === 'over') return { kind: 'wait', until: Infinity };
    if ('until' in step) return { kind: 'wait', until: step.until };
    this.#asker = this.#work;
    return { kind: 'transmit', work: step };
  }

  /** The exchange of the last request has ended. */
  ended(answered: boolean, now: number, tookMs: number): void {
    if (this.#asker === this.#work) this.#work?.ended(answered, now, tookMs);
  }

  /** The port is gone. */
  lost(): void {
    this.#end(false, "The radio's port is gone");
  }

  #make(ask: Exclude<RadioAsk, { ask: 'stop' }>, now: number): Work {
    const { timing, master } = this.#options;
    switch (ask.ask) {
      case 'ping':
        return pings(this.#port, { master, address: ask.address, everyMs: 0, until: now, of: 1 });
      case 'walk':
        return pings(this.#port, {
          master,
          address: ask.address,
          everyMs: timing.walkEveryMs,
          until: now + ask.seconds * 1000,
          of: Infinity,
        });
      case 'scan':
        return scan(this.#port, master);
      case 'pair':
      case 'set-id':
      case 'set-master':
        return inSteps(this.#port, stepsOf(ask, master), master);
    }
  }

  /** What a work tells, and how it ends. */
  readonly #port: WorkPort = {
    tell: (answer) => this.#options.onAnswer({ ...answer, id: this.#id }),
    end: (ok, note) => this.#end(ok, note),
  };

  #end(ok: boolean, note: string): void {
    if (!this.#work) return;
    this.#work = undefined;
    this.#options.onAnswer({ id: this.#id, kind: 'ended', ok, note });
  }
}

type WithoutId<Answer> = Answer extends RadioAnswer ? Omit<Answer, 'id'> : never;

interface WorkPort {
  tell(answer: WithoutId<RadioAnswer>): void;
  end(ok: boolean, note: string): void;
}

interface PingOptions {
  readonly master: number;
  readonly address: string;
  readonly everyMs: number;
  /** Monotonic ms. */
  readonly until: number;
  readonly of: number;
}

/** PINGs to one id, each told as it ends. */
function pings(port: WorkPort, { master, address, everyMs, until, of }: PingOptions): Work {
  const node = idOf(address);
  const results: boolean[] = [];
  let nextAt = -Infinity;
  const isOver = (now: number) => results.length >= of || (results.length > 0 && now >= until);
  const finish = () => {
    const answers = results.filter(Boolean).length;
    port.end(answers > 0, `${answers} of ${results.length} answered`);
    return 'over' as const;
  };
  return {
    next: (now) => {
      if (isOver(now)) return finish();
      return now < nextAt ? { until: nextAt } : { node, master, request: { kind: 'ping' } };
    },
    ended: (answered, now, tookMs) => {
      results.push(answered);
      nextAt = now - tookMs + everyMs;
      const last = results.slice(-10);
      port.tell({
        kind: 'ping',
        address,
        answered,
        ...(answered ? { roundTripMs: Math.round(tookMs) } : {}),
        sent: results.length,
        answers: results.filter(Boolean).length,
        lastTen: { answered: last.filter(Boolean).length, of: last.length },
      });
      if (isOver(now)) finish();
    },
  };
}

/** A PING to every id that did not answer yet, in two rounds. */
function scan(port: WorkPort, master: number): Work {
  const ids = Array.from({ length: LAST_ID - FIRST_ID + 1 }, (_, i) => FIRST_ID + i);
  const found = new Set<number>();
  const rounds = Array.from({ length: SCAN_ROUNDS }, () => ids).flat();
  let at = 0;
  return {
    next: () => ({ node: rounds[at] ?? LAST_ID, master, request: { kind: 'ping' } }),
    ended: (answered) => {
      const id = rounds[at] ?? LAST_ID;
      if (answered) {
        found.add(id);
        port.tell({ kind: 'found', address: hexByte(id) });
      }
      do at++;
      while (at < rounds.length && found.has(rounds[at] ?? 0));
      if (at % SCAN_TELLS_EVERY === 0)
        port.tell({ kind: 'progress', done: Math.min(at, rounds.length), of: rounds.length });
      if (at >= rounds.length) port.end(true, found.size === 1 ? '1 outlet answers' : `${found.size} outlets answer`);
    },
  };
}

/** Step after step; after a silence a PING shows whether only the ACK was lost. */
function inSteps(port: WorkPort, steps: readonly WorkStep[], master: number): Work {
  let at = 0;
  let tries = 0;
  let isProbing = false;
  const isNext = () => {
    port.tell({ kind: 'step', step: steps[at]?.step ?? 'check', state: 'done' });
    at++;
    tries = 0;
    isProbing = false;
    if (at === steps.length) port.end(true, 'Done');
  };
  const fail = (step: WorkStep) => {
    port.tell({ kind: 'step', step: step.step, state: 'failed', try: tries });
    port.end(false, step.failure);
  };
  const silent = (step: WorkStep) => {
    if (step.wants === 'silence') return tries >= SILENCES ? isNext() : undefined;
    if (step.shownBy !== undefined && !isProbing) isProbing = true;
    else if (tries >= STEP_TRIES) fail(step);
    else isProbing = false;
  };
  return {
    next: () => {
      const step = steps[at];
      if (!step) return 'over';
      if (isProbing && step.shownBy !== undefined) return { node: step.shownBy, master, request: { kind: 'ping' } };
      tries++;
      port.tell({ kind: 'step', step: step.step, state: 'asking', try: tries });
      return { node: step.node, master: step.master, request: step.request };
    },
    ended: (answered) => {
      const step = steps[at];
      if (!step) return;
      if (!answered) silent(step);
      else if (step.wants === 'silence') fail(step);
      else isNext();
    },
  };
}
