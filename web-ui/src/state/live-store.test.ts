import { describe, expect, test } from 'vitest';
import type { LiveMessage } from '@farmgate/gateway/contract';
import { aDevice, NOW } from '../testing/builders.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import { FakeSocket } from '../testing/fake-socket.ts';
import { LiveStore } from './live-store.ts';

const snapshot: LiveMessage = {
  type: 'snapshot',
  seq: 1,
  now: NOW,
  demo: false,
  devices: [aDevice()],
  latch: { latched: false },
};

describe('the live store', () => {
  test('shows the farm once the snapshot is there', () => {
    const { store, socket } = started();
    expect(store.value).toEqual({ line: { open: false } });
    socket().tell(snapshot);
    expect(store.value).toMatchObject({ farm: { seq: 1 }, line: { open: true, heardAtMs: 0 } });
  });

  test('tells time by the gateway, however wrong the phone is', async () => {
    const { store, socket, clock } = started();
    socket().tell({ ...snapshot, now: NOW + 3_600_000 });
    await clock.pass(1_000);
    expect(store.gatewayNow()).toBe(NOW + 3_601_000);
  });

  test('opens the line again after a gap, and keeps the farm on the screen meanwhile', () => {
    const { store, socket, sockets } = started();
    socket().tell(snapshot);
    socket().tell({ type: 'delta', seq: 3, changes: [] });
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(store.value).toMatchObject({ farm: { seq: 1 }, line: { open: false } });
    socket().tell({ ...snapshot, seq: 90 });
    expect(store.value).toMatchObject({ farm: { seq: 90 }, line: { open: true } });
  });

  test('a line that is lost comes back with growing patience', async () => {
    const { socket, sockets, clock } = started();
    socket().tell(snapshot);
    const waits: number[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const before = { at: clock.monoMs(), count: sockets.length };
      socket().drop();
      while (sockets.length === before.count) await clock.pass(100);
      waits.push(clock.monoMs() - before.at);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  test('a nudge does not wait, and does nothing to a line that is up', () => {
    const { store, socket, sockets } = started();
    socket().drop();
    store.nudge();
    store.nudge();
    expect(sockets).toHaveLength(2);
  });

  test('a silent line is a dead line', async () => {
    const { store, socket, sockets, clock } = started();
    socket().tell(snapshot);
    await clock.pass(14_900);
    expect(sockets).toHaveLength(1);
    await clock.pass(100);
    expect(sockets).toHaveLength(2);
    expect(store.value.line.open).toBe(false);
  });

  test('words of an older or newer gateway are passed over, and then missed', () => {
    const { store, socket, sockets } = started();
    socket().tell(snapshot);
    socket().onmessage?.({ data: '{"type":"song","seq":2}' });
    socket().onmessage?.({ data: 'no JSON' });
    expect(store.value.farm?.seq).toBe(1);
    socket().tell({ type: 'heartbeat', seq: 3, now: NOW });
    expect(sockets).toHaveLength(2);
  });

  test('4401 asks for the session, and opens the line where there is one again', async () => {
    const { socket, sockets, questions } = started();
    socket().tell(snapshot);
    socket().drop(4401);
    await settled();
    expect([questions(), sockets.length]).toEqual([1, 2]);
  });

  test('4401 without a session left opens nothing', async () => {
    const { socket, sockets, clock } = started(false);
    socket().drop(4401);
    await clock.pass(60_000);
    expect(sockets).toHaveLength(1);
  });

  test('a socket that is refused asks for the session, but not at each try', async () => {
    const { socket, questions, clock } = started();
    socket().tell(snapshot);
    for (let turn = 0; turn < 9; turn++) {
      socket().drop();
      await clock.pass(6_000);
    }
    expect(questions()).toBe(1);
  });

  test('after stop nothing is shown and nothing comes back', async () => {
    const { store, socket, sockets, clock } = started();
    socket().tell(snapshot);
    store.stop();
    socket().tell({ type: 'heartbeat', seq: 2, now: NOW });
    await clock.pass(60_000);
    expect([store.value, sockets.length]).toEqual([{ line: { open: false } }, 1]);
  });

  test('says what is watched, and says it again on each new line', async () => {
    const { store, socket, clock } = started();
    store.watch(['outlet-fe']);
    expect(socket().said).toEqual([]);
    socket().tell(snapshot);
    expect(socket().said).toEqual([{ type: 'watch', devices: ['outlet-fe'] }]);
    socket().drop();
    await clock.pass(5_000);
    socket().tell({ ...snapshot, seq: 90 });
    expect(socket().said).toEqual([{ type: 'watch', devices: ['outlet-fe'] }]);
  });

  test('says once that nothing is watched any more', () => {
    const { store, socket } = started();
    socket().tell(snapshot);
    expect(socket().said).toEqual([]);
    store.watch(['outlet-fe']);
    store.watch(['outlet-fe']);
    store.watch([]);
    expect(socket().said.map(({ devices }) => devices)).toEqual([['outlet-fe'], []]);
  });

  test('hands on what happens at the radio, in its order, and keeps none of it', () => {
    const { store, socket } = started();
    const heard: number[] = [];
    const undo = store.onRadio(({ answer }) => answer.kind === 'progress' && heard.push(answer.done));
    socket().tell(snapshot);
    const progress = (done: number) => ({ id: 'work-0001', kind: 'progress', done, of: 9 }) as const;
    const tell = (seq: number, ...counts: number[]) =>
      socket().tell({
        type: 'delta',
        seq,
        changes: counts.map((done) => ({ what: 'radio', device: 'bridge-1', answer: progress(done) })),
      });
    tell(2, 1, 2);
    undo();
    tell(3, 3);
    expect(heard).toEqual([1, 2]);
  });
});

function started(hasSession = true) {
  const clock = new FakeClock();
  const sockets: FakeSocket[] = [];
  let questions = 0;
  const store = new LiveStore({
    clock,
    random: () => 0.5,
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    verifySession: () => {
      questions += 1;
      return Promise.resolve(hasSession);
    },
  });
  store.start();
  const socket = () => sockets.at(-1) ?? new FakeSocket();
  return { store, clock, sockets, socket, questions: () => questions };
}
