import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './program.ts';

const RETRY_MS = 5;

/** Resolves at the first 200 from this address; a program that is not listening yet is asked again every 5 ms, which costs it nothing. */
export async function whenAnswering(url: string, program: Program): Promise<void> {
  while ((await statusOf(url)) !== 200) {
    program.checkAlive();
    await sleep(RETRY_MS);
  }
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', () => resolve(undefined));
  });
}
