import { Confirm, Confirmed, OwnPatch, PinChange, User } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import type { Actor } from '../../domain/people/actor.ts';
import type { Own } from '../../domain/people/own.ts';
import type { PasswordHasher, PeopleStore } from '../../domain/people/ports.ts';
import { valueOf } from '../outcome.ts';
import { isPinOf, orTakeBack, type GuessBooks } from '../own-guess.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { sessionEnded, type Sessions } from '../sessions.ts';

/** What these routes are made of. */
export interface ConfirmRouteParts {
  readonly store: PeopleStore;
  readonly own: Own;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditLog;
  readonly guesses: GuessBooks;
}

/** Showing once more that it is them, and what people change of themselves. */
export function confirmRoutes(parts: ConfirmRouteParts): Route[] {
  const { own, sessions, guesses } = parts;
  return [
    route({
      method: 'POST',
      path: '/api/v1/session/confirm',
      summary: 'Say PIN or password once more: for five minutes this session may do what asks for it',
      access: 'signed-in',
      body: Confirm,
      responses: { 200: Confirmed },
      handler: async ({ actor, session, body, address }) => {
        await check(parts, actor, body, address);
        return { status: 200, body: { until: sessions.confirm(session) } };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/session/pin',
      summary: 'Set the own PIN, or take it away with null; needs the password',
      access: 'signed-in',
      body: PinChange,
      responses: { 204: undefined },
      handler: async ({ actor, body, address }) => {
        const guess = guesses.passwords.begin(actor.name, address);
        const outcome = await orTakeBack(guess, own.setPin(actor, body));
        if (outcome.ok || outcome.refusal.pointer !== '/current') guess.right();
        valueOf(outcome);
        return { status: 204 };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/session/person',
      summary: 'Change the own name, symbol, colour, and whether one is shown at sign-in',
      access: 'signed-in',
      body: OwnPatch,
      responses: { 200: User },
      handler: ({ actor, body }) => ({ status: 200, body: valueOf(own.patch(actor, body)) }),
    }),
  ];
}

/** Throws where it is wrong. Which of the two a person has is no secret to themselves. */
async function check(parts: ConfirmRouteParts, actor: Actor, said: Confirm, address: string): Promise<void> {
  const { store, hasher, guesses } = parts;
  const user = store.forSite(actor.site).find(actor.userId);
  if (!user) throw sessionEnded();
  const guess = 'pin' in said ? guesses.pins.begin(user.id, address) : guesses.passwords.begin(user.login, address);
  const isRight = await orTakeBack(
    guess,
    'pin' in said ? isPinOf(hasher, user, said.pin) : hasher.verify(user.passwordHash, said.password),
  );
  if (isRight) return guess.right();
  noteWrong(parts.audit, actor, guess.inARow);
  const [pointer, detail] =
    'pin' in said
      ? ['/pin', user.hasPin ? 'This is not your PIN.' : 'You have no PIN. Say your password.']
      : ['/password', 'This is not your password.'];
  throw new ProblemError('wrong-confirmation', detail, { errors: [{ pointer, detail }] });
}

/** The 1st, 2nd, 4th, 8th … in a row: a flood fills no disk. */
function noteWrong(audit: AuditLog, actor: Actor, inARow: number): void {
  const isPowerOfTwo = (inARow & (inARow - 1)) === 0;
  if (!isPowerOfTwo) return;
  audit.write({ actor, action: 'session.confirm', subject: actor.name, result: `refused, ${inARow} in a row` });
}
