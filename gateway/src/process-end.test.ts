import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from './testing/processes.ts';

const folder = makeFolder('process-end');
const program = join(folder.dir, 'program.mjs');
writeFileSync(
  program,
  `import { onEnd } from ${JSON.stringify(join(import.meta.dirname, 'process-end.ts'))};
const late = process.argv[2] === 'late';
if (late && process.connected) await new Promise((resolve) => process.once('disconnect', resolve));
let times = 0;
onEnd(() => {
  times += 1;
  setTimeout(() => process.exit(40 + times), 100);
});
setInterval(() => {}, 1_000);
if (!late) process.send('ready');`,
);
afterAll(() => folder.remove());

const start = (...args: string[]) => fork(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

it.each([
  { how: 'a signal', end: (child: ChildProcess) => child.kill('SIGTERM') },
  { how: 'two signals', end: (child: ChildProcess) => [child.kill('SIGTERM'), child.kill('SIGINT')] },
  { how: 'the end of its channel', end: (child: ChildProcess) => child.disconnect() },
])('a program ends once by $how', async ({ end }) => {
  const child = start();
  await once(child, 'message');
  const gone = once(child, 'exit');
  end(child);
  expect((await gone)[0]).toBe(41);
});

it('a program ends whose channel was gone before it listened', async () => {
  const child = start('late');
  const gone = once(child, 'exit');
  child.disconnect();
  expect((await gone)[0]).toBe(41);
});
