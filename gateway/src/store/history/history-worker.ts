import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../domain/fault.ts';
import type { WorkerAnswer, WorkerAsk } from './beside.ts';
import { HistoryDesk } from './desk.ts';

/** The thread beside the engine that reads the history and keeps it in order. */
if (parentPort) {
  const port = parentPort;
  const { file } = workerData as { file: string };
  const desk = new HistoryDesk(file);
  port.on('message', ({ id, ask }: WorkerAsk) => {
    if (ask === 'close') {
      desk.close();
      port.close();
      return;
    }
    port.postMessage(answerOf(desk, { id, ask }));
  });
}

function answerOf(desk: HistoryDesk, { id, ask }: Exclude<WorkerAsk, { ask: 'close' }>): WorkerAnswer {
  try {
    return { id, answer: desk.answer(ask), damaged: desk.takeDamaged() };
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'internal';
    const words = error instanceof Error ? error.message : String(error);
    return { id, error: { code, words }, damaged: desk.takeDamaged() };
  }
}
