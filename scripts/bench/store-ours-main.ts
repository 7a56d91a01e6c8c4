import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeskHere } from '../../gateway/src/store/history/here.ts';
import { History } from '../../gateway/src/store/history/history.ts';
import { silentLog } from '../../gateway/src/domain/log.ts';
import { FakeClock } from '../../gateway/src/testing/fake-clock.ts';
import { deviceName, DEVICES, metrics, SERIES, StoreData, STORE_START } from './store-data.ts';

/** Feeds our own store, as its folder, samples and commit interval are given, and prints what that took. */
interface Order {
  readonly dir: string;
  readonly samples: number;
  readonly commitMs: number;
  /** What was spent is also told at these numbers of samples. */
  readonly marks?: readonly number[];
  readonly devices?: number;
  readonly everyMs?: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const FEED_MS = 600_000;
const QUARTER_DAYS = 40_000;

class TrustedFakeClock extends FakeClock {
  readonly trust = 'synced';
}

const clock = new TrustedFakeClock(STORE_START);
const history = new History({
  dir: order.dir,
  clock,
  log: silentLog,
  commitMs: order.commitMs,
  retention: { rawDays: QUARTER_DAYS, quarterDays: QUARTER_DAYS, mostBytes: 2 ** 40 },
  meaningOf: ({ point }) => ({
    rule: point === 'relay' ? { kind: 'flag' } : point === 'energy' ? { kind: 'counter' } : { kind: 'measure' },
    unit: '',
  }),
  zones: () => ({ farm: 'Asia/Dhaka' }),
  makeDesk: (parts) => new DeskHere(parts),
  onDamaged: (why) => {
    throw new Error(why);
  },
});
history.start();

const data = new StoreData(order.devices, order.everyMs);
const spent = { cpuUs: 0, marks: [] as { samples: number; cpuUs: number; written: number }[] };
const names = Array.from({ length: order.devices ?? DEVICES }, (_, device) => deviceName(device));
let samples = 0;
/** The generator's work, ten minutes at a time, is none of the store's. */
while (samples < order.samples) {
  const batch = Array.from({ length: Math.max(1, FEED_MS / (order.everyMs ?? 5_000)) }, () => {
    const now = data.now;
    return { now, ticks: data.next() };
  });
  const before = process.cpuUsage();
  for (const { now, ticks } of batch) {
    clock.advance(Math.max(0, now - clock.wallMs()));
    for (const { device, at, values } of ticks)
      for (const [place, point] of metrics.entries())
        history.note({
          site: 'farm',
          device: names[device] ?? '',
          point,
          value: values[place] ?? 0,
          at,
          quality: 'good',
        });
    samples += ticks.length * metrics.length;
  }
  await history.kept();
  const { user, system } = process.cpuUsage(before);
  spent.cpuUs += user + system;
  const mark = order.marks?.[spent.marks.length];
  if (mark !== undefined && samples >= mark) spent.marks.push({ samples, cpuUs: spent.cpuUs, written: writtenBytes() });
}
const before = process.cpuUsage();
await history.keep();
const { bytes } = await history.state('farm');
await history.stop();
const { user, system } = process.cpuUsage(before);
spent.cpuUs += user + system;
console.log(
  `done ${JSON.stringify({ samples, series: SERIES, bytes, written: writtenBytes(), file: join(order.dir, 'history.db'), ...spent })}`,
);

/** What this process had the kernel write to the disk (proc(5), io). */
function writtenBytes(): number {
  const [, bytes = '0'] = /^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8')) ?? [];
  return Number(bytes);
}
