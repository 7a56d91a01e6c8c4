import { expect, it } from 'vitest';
import { SeenDevices } from './seen.ts';

const hello = (via: string) => ({ contract: 1, type: 'smart-outlet-v1', via }) as const;

it('takes room from the owner who has the most, however many owners there are', () => {
  const seen = new SeenDevices();
  seen.note('outlet-1', hello('first-bridge'), 'Outlet', { owner: 'first', at: 0 });
  for (let owner = 0; owner < 20; owner++)
    for (let at = 0; at < 300; at++)
      seen.note(`outlet-${at}`, hello(`bridge-${owner}`), 'Outlet', { owner: `site-${owner}`, at });
  expect(seen.list()).toHaveLength(1024);
  expect(seen.list().filter(({ via }) => via === 'first-bridge')).toHaveLength(1);
  expect(seen.list().filter(({ via }) => via === 'bridge-19').length).toBeGreaterThan(40);
});
