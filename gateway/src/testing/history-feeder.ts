import { join } from 'node:path';
import { silentLog } from '../domain/log.ts';
import { DeskBeside } from '../store/history/beside.ts';
import { History } from '../store/history/history.ts';
import { FakeClock } from './fake-clock.ts';
import { FED_DEVICES, FED_START, FEED_RETENTION, fedAt, MINUTE_MS } from './history-fed.ts';

/**
 * A program that feeds a history as fast as it goes, a minute at a time, and says after each commit how many minutes are on the disk.
 * It goes on until it is killed. Arguments: the folder, and with which minute to begin.
 */
const [dir = '', first = '0'] = process.argv.slice(2);

class TrustedFakeClock extends FakeClock {
  readonly trust = 'synced';
}

const clock = new TrustedFakeClock(FED_START + Number(first) * MINUTE_MS);
const history = new History({
  dir,
  clock,
  log: silentLog,
  // Committed by hand below, as the minute is only then told.
  commitMs: 1_000 * MINUTE_MS,
  retention: FEED_RETENTION,
  meaningOf: ({ point }) => ({ rule: point === 'energy' ? { kind: 'counter' } : { kind: 'measure' }, unit: '' }),
  zones: () => ({ farm: 'Asia/Kathmandu' }),
  makeDesk: (parts) => new DeskBeside(parts, join(import.meta.dirname, '../store/history/history-worker.ts')),
  onDamaged: (why) => {
    process.stdout.write(`damaged ${why}\n`);
  },
});
history.start();
process.stdout.write('fed\n');

for (let minute = Number(first); ; minute++) {
  for (const device of FED_DEVICES)
    for (const { point, value, at } of fedAt(device, minute))
      history.note({ site: 'farm', device, point, value, at, quality: 'good' });
  clock.advance(MINUTE_MS);
  if (minute % 60 === 0) void history.keep();
  // The thread has its turn, and commits fall between its transactions.
  await new Promise((resolve) => setImmediate(resolve));
  await history.committed();
  process.stdout.write(`${minute + 1}\n`);
}
