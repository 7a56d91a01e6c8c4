import { beforeEach, describe, expect, it } from 'vitest';
import { Door } from './door.ts';

const limits = { clients: 2, strangersAHost: 3, strangers: 6 };
let door: Door;
let gone: string[];

beforeEach(() => {
  door = new Door(limits);
  gone = [];
});

let count = 0;
const come = (host: string) => {
  const name = `${host} ${(count += 1)}`;
  const ticket = door.enter(host, () => gone.push(name));
  return ticket && { name, ticket };
};

describe('the door of the public broker', () => {
  it('has room for so many strangers of one host', () => {
    const [first] = [come('a'), come('a'), come('a')];
    expect(come('a')).toBeUndefined();
    first?.ticket.leave();
    expect(come('a')).toBeDefined();
    expect(gone).toEqual([]);
  });

  it('lets the oldest stranger of the host that has most of them go for one of another host', () => {
    come('b');
    const oldest = come('a');
    for (const host of ['a', 'a', 'b', 'c']) come(host);
    const fresh = come('d');
    expect(gone).toEqual([oldest?.name]);
    expect(door.counts).toEqual({ clients: 0, strangers: 6 });
    oldest?.ticket.leave();
    expect(oldest?.ticket.admit()).toBe(false);
    expect(door.counts.strangers).toBe(6);
    expect(fresh?.ticket.admit()).toBe(true);
    expect(door.counts).toEqual({ clients: 1, strangers: 5 });
  });

  it('lets nobody go for a host that has as many', () => {
    for (const host of ['a', 'a', 'b', 'b', 'c', 'c']) come(host);
    expect(come('a')).toBeUndefined();
    expect(gone).toEqual([]);
  });

  it('lets no client go', () => {
    const client = come('a');
    client?.ticket.admit();
    for (const host of ['a', 'a', 'b', 'b', 'c', 'c', 'd']) come(host);
    expect(gone).toHaveLength(1);
    expect(gone).not.toContain(client?.name);
  });
});
