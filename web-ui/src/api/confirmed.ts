import type { Send } from './send.ts';

/** Asks this person for the PIN or the password once more; true once the gateway has accepted it. */
export type Confirm = () => Promise<boolean>;

/** A sender for what needs a fresh confirmation: where the gateway asks for one it is fetched, and the request is sent once more. */
export function confirmed(send: Send, confirm: Confirm = () => Promise.resolve(false)): Send {
  return async (request) => {
    const answer = await send(request);
    const isAsked = 'problem' in answer && answer.problem.code === 'confirm-first';
    return isAsked && (await confirm()) ? send(request) : answer;
  };
}
