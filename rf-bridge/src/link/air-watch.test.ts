import { describe, expect, test } from 'vitest';
import { type Frame, ackFrame, reportFrame, requestFrame } from '../codec/index.ts';
import { AirWatch } from './air-watch.ts';

const MASTER = 0x02;
const on = (node: number, sender = MASTER): Frame =>
  requestFrame({ kind: 'relay', socket: 'a', on: true }, { target: node, sender });
const ping = (node: number, sender = MASTER): Frame => requestFrame({ kind: 'ping' }, { target: node, sender });

function watch(): AirWatch {
  return new AirWatch({ master: MASTER, isOurs: (node) => node === 0xfe || node === 0x10 });
}

describe('what else is on the air', () => {
  test('is a foreign master where it asks in our name what we never sent', () => {
    const [found] = watch().heard(ping(0xfe), 5_000);
    expect(found).toMatchObject({ kind: 'trouble', trouble: 'foreign-master', node: 0xfe });
  });

  test('is a replay where a command of ours comes back, and a socket may have been switched', () => {
    const air = watch();
    air.sent(on(0xfe), 1_000);
    expect(air.heard(on(0xfe), 60_000)).toMatchObject([
      { kind: 'trouble', trouble: 'replay' },
      { kind: 'meddled', node: 0xfe, socket: 'a', on: true },
    ]);
  });

  test('is no replay any more an hour later, but still a foreign master', () => {
    const air = watch();
    air.sent(on(0xfe), 1_000);
    expect(air.heard(on(0xfe), 3_700_000)[0]).toMatchObject({ trouble: 'foreign-master' });
  });

  test('is nothing where another master asks its own outlets', () => {
    expect(watch().heard(ping(0x77, 0x01), 5_000)).toEqual([]);
  });

  test('is a foreign master where another asks our outlets; they do not obey it', () => {
    const found = watch().heard(on(0xfe, 0x01), 5_000);
    expect(found).toMatchObject([{ trouble: 'foreign-master' }]);
  });

  test('switched a socket where its outlet acknowledges what nobody here asked', () => {
    const answer = ackFrame({ target: MASTER, sender: 0xfe }, 0x02, 1);
    expect(watch().heard(answer, 5_000)).toMatchObject([
      { trouble: 'foreign-master' },
      { kind: 'meddled', node: 0xfe, socket: 'a', on: true },
    ]);
  });

  test('is nothing where the answer is a late one to a question of ours', () => {
    const air = watch();
    air.sent(on(0xfe), 5_000);
    expect(air.heard(ackFrame({ target: MASTER, sender: 0xfe }, 0x02, 1), 5_400)).toEqual([]);
  });

  test('is told from a single stray report by the second one', () => {
    const air = watch();
    expect(air.heard(reportFrame(MASTER, 'a', 100), 10_000)).toEqual([]);
    expect(air.heard(reportFrame(MASTER, 'b', 100), 11_000)).toMatchObject([{ trouble: 'foreign-master' }]);
  });

  test('is noise where much is no frame, and stands for a minute', () => {
    const air = watch();
    expect(air.heardBytes(90, 60, 1_000)).toEqual([]);
    expect(air.heardBytes(90, 60, 2_000)).toMatchObject([{ trouble: 'noise' }]);
    expect(air.standing(30_000)).toEqual(['noise']);
    expect(air.standing(63_000)).toEqual([]);
  });

  test('is no noise where some frames are broken among many', () => {
    const air = watch();
    for (let at = 0; at < 100; at++) expect(air.heardBytes(80, 8, 1_000 + 100 * at)).toEqual([]);
  });
});
