import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { systemClock } from '@farmgate/gateway/clock';
import { hexByte, type Socket } from '@farmgate/rf-bridge/codec';
import { seededRandom } from '@farmgate/virtual-farm';
import type { Exchange, FieldServer } from './field-server.ts';
import { deviceOf, startRadioFarm } from './radio-farm.ts';
import type { Context } from './result.ts';
import { credentials, signIn, type Session } from './session.ts';
import { Viewers } from './viewers.ts';

const NODES = Array.from({ length: 16 }, (_, at) => 0x20 + at);
/** Two sockets are kept for the queue. */
const QUEUED = 0x20;
const WAITING = 200;
const VIEWERS = 50;
const ROUNDS = 5;
const REST_MS = [100, 300] as const;
const SEEN_WITHIN_MS = 10_000;
/** A socket without a load is judged to be off some seconds after its OFF, and then its motor rests for ten. */
const BETWEEN_ROUNDS_MS = 25_000;
const PASSWORD = 'alternating pairs';
const WithId = z.object({ id: z.string() });

/** From a POST to its frame at the serial side. Unit: ms. */
export interface RunTime {
  readonly whole: number;
  /** Of that, what did not pass while an exchange held the air; absent where the one before was not answered: the bridge alone knows how long it waited. */
  readonly own?: number;
}

export interface RunTimes {
  readonly on: RunTime[];
  readonly off: RunTime[];
}

interface BenchPump {
  readonly id: string;
  readonly node: number;
  readonly socket: Socket;
}

/** Starts and stops runs of many pumps while 50 pages look, 16 outlets are polled without a pause and 200 wait for another pump. */
export async function measureRuns(context: Context, dir: string): Promise<RunTimes> {
  const farm = await startRadioFarm({ root: context.root, dir, nodes: NODES, clock: systemClock });
  const { gateway, session, field } = farm;
  const viewers = await Viewers.open({
    port: Number(new URL(gateway.origin).port),
    count: VIEWERS,
    accessToken: session.accessToken,
  });
  try {
    await session.call('POST', '/api/v1/session/confirm', { password: credentials.password });
    await session.call('PUT', '/api/v1/sharing/settings', {
      billing: 'off',
      quotaS: null,
      lowBalanceS: 0,
      startsInUnknown: 'after-quiet',
      staggerGapS: 0,
      transformers: {},
    });
    const pumps = await makePumps(session);
    await fillQueue(gateway.origin, session, context.note);
    return await runAll(session, field, pumps);
  } finally {
    await viewers.close();
    await farm.stop();
  }
}

/** Each in a group of its own, so that it starts at once. */
async function makePumps(session: Session): Promise<BenchPump[]> {
  const pumps: BenchPump[] = [];
  for (const node of NODES.filter((each) => each !== QUEUED))
    for (const socket of ['a', 'b'] as const) {
      const group = `g-${hexByte(node).toLowerCase()}-${socket}`;
      await session.call('PUT', `/api/v1/pump-groups/${group}`, { name: group, maxRunning: 1, restS: 0 });
      pumps.push({ id: await makePump(session, node, socket, group), node, socket });
    }
  return pumps;
}

async function makePump(session: Session, node: number, socket: Socket, group: string): Promise<string> {
  const { id } = WithId.parse(
    await session.call('POST', '/api/v1/pumps', {
      name: group,
      device: deviceOf(node),
      point: `relay.${socket}`,
      group,
      hasContactor: true,
      motor: { phases: 1 },
      limits: { minRestS: 10, startsPerHour: 60, startsPerDay: 1_000 },
    }),
  );
  return id;
}

/** So many people who wait for one pump, each by a sign-in of their own. */
async function fillQueue(origin: string, session: Session, note: Context['note']): Promise<void> {
  note(`  ${WAITING} people sign in and wait for a pump`);
  await session.call('PUT', '/api/v1/pump-groups/queue', { name: 'queue', maxRunning: 1, restS: 0 });
  const pump = await makePump(session, QUEUED, 'a', 'queue');
  for (let user = 0; user <= WAITING; user++) {
    const login = `waits${user}`;
    await session.call('POST', '/api/v1/users', { login, name: login, role: 'user', password: PASSWORD });
    const theirs = await signIn(origin, { login, password: PASSWORD });
    await theirs.call('POST', '/api/v1/runs', { pump, seconds: 7_200 });
  }
}

async function runAll(session: Session, field: FieldServer, pumps: readonly BenchPump[]): Promise<RunTimes> {
  const random = seededRandom(1);
  const times: RunTimes = { on: [], off: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const pump of pumps) {
      await sleep(REST_MS[0] + random() * (REST_MS[1] - REST_MS[0]));
      const id = randomUUID();
      times.on.push(
        await timeTo(field, pump, true, () =>
          session.call('POST', '/api/v1/runs', { id, pump: pump.id, seconds: 600 }),
        ),
      );
      await sleep(REST_MS[0] + random() * (REST_MS[1] - REST_MS[0]));
      times.off.push(await timeTo(field, pump, false, () => session.call('POST', `/api/v1/runs/${id}/stop`, {})));
    }
    if (round < ROUNDS - 1) await sleep(BETWEEN_ROUNDS_MS);
  }
  return times;
}

/** `before`: the exchange that had the air last. */
function timeOf(asked: number, reachedAt: number, before: Exchange | undefined): RunTime {
  const whole = reachedAt - asked;
  if (!before) return { whole, own: whole };
  return before.answeredAt === undefined ? { whole } : { whole, own: reachedAt - Math.max(asked, before.answeredAt) };
}

/** From the request to its frame. */
async function timeTo(
  field: FieldServer,
  { node, socket }: BenchPump,
  on: boolean,
  ask: () => Promise<unknown>,
): Promise<RunTime> {
  const asked = performance.now();
  let before = field.last;
  const { promise, resolve, reject } = Promise.withResolvers<RunTime>();
  const late = setTimeout(() => reject(new Error(`No ${on ? 'ON' : 'OFF'} reached ${node}`)), SEEN_WITHIN_MS);
  const stop = field.onRequest((exchange) => {
    const { node: target, request, reachedAt } = exchange;
    if (target === node && request.kind === 'relay' && request.socket === socket && request.on === on)
      resolve(timeOf(asked, reachedAt, before));
    before = exchange;
  });
  try {
    const [time] = await Promise.all([promise, ask()]);
    return time;
  } finally {
    clearTimeout(late);
    stop();
  }
}
