import { beforeEach, expect, test } from 'vitest';
import type { Receipt } from '../contract/index.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { PlugLink } from './plug-link.ts';
import type { Said, Sent } from './plug.ts';
import { tasmota } from './tasmota.ts';

let clock: FakeClock;
let sent: Sent[];
let receipts: Receipt[];
let said: Said['message'][];
let link: PlugLink;
let mayRenew: boolean;

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  receipts = [];
  mayRenew = true;
  said = [];
  link = new PlugLink({
    id: 'plug-1',
    dialect: tasmota,
    clock,
    session: 'boot1',
    mayRenew: () => mayRenew,
    send: (each) => sent.push(each),
    tell: (_device, word, message) => {
      said.push(message);
      if (word === 'receipts' && 'state' in message) receipts.push(message);
    },
  });
  link.start();
  link.hear('tele/plug-1/LWT', Buffer.from('Online'));
  link.hear('stat/plug-1/RESULT', Buffer.from('{"PowerOnState":0}'));
  sent = [];
});

const on = { id: 'command-on', point: 'relay', value: true } as const;
const off = { id: 'command-off', point: 'relay', value: false } as const;

test('what has expired is not sent, by this boot’s clock or by what was left; an OFF never expires', () => {
  link.command({ ...on, ttlMs: 5_000, deadline: { boot: clock.boot, monoMs: clock.monoMs() } });
  link.command({ ...on, id: 'command-2', ttlMs: 0 });
  link.command({ ...on, id: 'command-3' });
  expect(sent).toEqual([]);
  expect(receipts.map(({ reason }) => reason)).toEqual(['expired', 'expired', 'expired']);
  link.command(off);
  expect(sent).toHaveLength(1);
});

test('a command that comes twice is done once, but for an OFF that is owed', () => {
  link.command({ ...on, ttlMs: 5_000 });
  link.command({ ...on, ttlMs: 5_000 });
  expect(sent).toHaveLength(1);
  link.command(off);
  link.command({ ...off, again: true });
  expect(sent).toHaveLength(3);
});

test('a plug that is away is not asked, and what it was told before is not begun when it is back', () => {
  link.command({ ...on, ttlMs: 5_000 });
  link.lose('It is gone');
  expect(said.at(-1)).toEqual({ online: false, reason: 'It is gone' });
  sent = [];
  clock.advance(60_000);
  expect(sent).toEqual([]);
  link.hear('tele/plug-1/LWT', 'Online');
  sent = [];
  link.command({ ...on, id: 'command-4', ttlMs: 5_000, resume: true });
  expect(sent).toEqual([]);
  expect(receipts.at(-1)).toMatchObject({ id: 'command-4', reason: 'rejected' });
});

test('a plug is asked every 20 s, and every 2 s until it has said that it stays off when its power returns', () => {
  clock.advance(2_000);
  sent = [];
  clock.advance(40_000);
  expect(sent).toHaveLength(2);
  link.hear('tele/plug-1/LWT', 'Online');
  sent = [];
  clock.advance(10_000);
  expect(sent).toHaveLength(5);
  link.stop();
  clock.advance(60_000);
  expect(sent).toHaveLength(5);
});

test('a lease is not renewed while nobody is there who wants the plug on', () => {
  link.command({ ...on, ttlMs: 5_000 });
  link.hear('stat/plug-1/RESULT', '{"PulseTime1":{"Set":190,"Remaining":190}}');
  link.hear('stat/plug-1/RESULT', '{"POWER":"ON"}');
  link.hear('stat/plug-1/POWER', 'ON');
  const renewals = () => {
    sent = [];
    clock.advance(20_000);
    return sent.filter(({ topic }) => topic === 'cmnd/plug-1/PulseTime1').length;
  };
  expect(renewals()).toBe(1);
  mayRenew = false;
  expect(renewals()).toBe(0);
  mayRenew = true;
  expect(renewals()).toBe(1);
});
