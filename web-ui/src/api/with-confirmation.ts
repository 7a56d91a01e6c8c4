import type { Send } from './send.ts';

/** A sender that asks for PIN or password where the gateway wants to hear it first, then repeats the request once. */
export function withConfirmation(send: Send, confirm: () => Promise<boolean>): Send {
  return async (request) => {
    const answer = await send(request);
    if (!('problem' in answer) || answer.problem.code !== 'confirm-first') return answer;
    return (await confirm()) ? send(request) : answer;
  };
}
