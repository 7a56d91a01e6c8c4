import { describe, expect, test } from 'vitest';
import { encodeFrame, reportFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import { LinkBench, off } from './link-bench.ts';

const OFF_TO_FE = 'AA FE 02 03';

/** A report of 4 A that comes out of nowhere. */
const stray = encodeFrame(reportFrame(0x02, 'a', 4_000));

/** Goes on until a request that begins so has been written. */
function untilSent(bench: LinkBench, start: string): void {
  const before = bench.sent.length;
  for (let ms = 0; ms < 60_000; ms++) {
    if (bench.sent.slice(before).some(({ hex }) => hex.startsWith(start))) return;
    bench.clock.advance(1);
  }
  throw new Error(`${start} was never sent`);
}

/** How long it takes from now until a request that begins so is written. Unit: ms. */
function timeUntilSent(bench: LinkBench, start: string): number {
  const from = bench.clock.monoMs();
  untilSent(bench, start);
  return bench.clock.monoMs() - from;
}

describe('a frame that comes sooner than any answer can', () => {
  test('does not make a node that was silent long ago be waited for that long', () => {
    const bench = new LinkBench({ timing: { scanEveryMs: 1e9 } });
    bench.clock.advance(40_000);
    bench.fault('10:dead');
    untilSent(bench, 'AA 10 02 04');
    bench.clock.advance(400);
    bench.fault('10:repair');
    bench.clock.advance(30_000);
    untilSent(bench, 'AA FE 02 04');
    bench.link.receive(stray);
    bench.clock.advance(5_000);
    bench.fault('10:dead');
    untilSent(bench, 'AA 10 02 04');
    bench.order(off);
    expect(timeUntilSent(bench, OFF_TO_FE)).toBeLessThan(400);
  });
});

describe('reports that another asked for in our name', () => {
  test('are not taken for those of the node that we asked just before', () => {
    const bench = new LinkBench({ ids: [0xfe], timing: { scanEveryMs: 1e9, scanBusyMs: 1e9, pollEveryMs: 0 } });
    bench.clock.advance(40_000);
    bench.fault('fe:dead');
    untilSent(bench, 'AA FE 02 04');
    const asked = bench.clock.monoMs();
    // Near the end of our own wait somebody asks 10, whose reports come 220 ms later.
    bench.clock.advance(200);
    bench.link.receive(encodeFrame(requestFrame({ kind: 'read-current' }, { target: 0x10, sender: 0x02 })));
    bench.clock.advance(220);
    bench.link.receive(stray);
    bench.clock.advance(1_000);
    const wrong = bench.readings.filter(
      ({ at, node, currents }) => at >= asked && node === 0xfe && currents.a === 4_000,
    );
    expect(wrong).toEqual([]);
  });
});

describe('a node that answers much sooner than before', () => {
  test('is heard again', () => {
    const bench = new LinkBench({ ids: [0xfe], timing: { scanEveryMs: 1e9, scanBusyMs: 1e9 } });
    bench.clock.advance(40_000);
    bench.fault('fe:dead');
    bench.clock.advance(20_000);
    expect(bench.silent.length).toBe(1);
    const before = bench.heard.length;
    // A quicker module and firmware answer in its place.
    for (let poll = 0; poll < 5; poll++) {
      untilSent(bench, 'AA FE 02 04');
      bench.clock.advance(60);
      bench.link.receive(encodeFrame(reportFrame(0x02, 'a', 40)));
      bench.link.receive(encodeFrame(reportFrame(0x02, 'b', 50)));
    }
    expect(bench.heard.length).toBe(before + 1);
  });
});
