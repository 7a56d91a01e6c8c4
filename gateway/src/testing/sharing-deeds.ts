import type { SharingWorld } from './sharing-world.ts';

/** One thing that happens to a world of shared pumps. Numbers pick by remainder, so that every number picks something. */
export type Deed =
  | { readonly do: 'request'; readonly user: number; readonly pump: number; readonly seconds: number }
  | { readonly do: 'stop' | 'force-stop' | 'extend' | 'remove' | 'suspend'; readonly pick: number }
  | { readonly do: 'move' | 'swap'; readonly pick: number; readonly other: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'grid'; readonly state: 'good' | 'shedding' | 'unknown' }
  | { readonly do: 'power'; readonly isOn: boolean }
  | { readonly do: 'latch'; readonly isLatched: boolean }
  | { readonly do: 'link' | 'stick'; readonly pump: number; readonly isSo: boolean }
  | { readonly do: 'trip'; readonly pump: number; readonly retryMs: number; readonly lockOut: boolean }
  | { readonly do: 'reset'; readonly pump: number }
  | { readonly do: 'crash'; readonly downMs: number; readonly unsent: boolean };

/** Does one deed. What its world says must hold is checked on the way. */
export function doDeed(world: SharingWorld, deed: Deed): void {
  const pumpOf = (number: number) => world.pumps[number % world.pumps.length] ?? '';
  const pick = (number: number) =>
    [...world.state.runs.keys()][number % Math.max(1, world.state.runs.size)] ?? 'run_none';
  const by = 'ana';
  switch (deed.do) {
    case 'request':
      world.request(`user-${deed.user}`, pumpOf(deed.pump), deed.seconds);
      return;
    case 'stop':
    case 'force-stop':
      world.happen({
        kind: 'stop',
        run: pick(deed.pick),
        by,
        how: deed.do === 'stop' ? 'stopped-by-user' : 'force-stop',
      });
      return;
    case 'extend':
      world.happen({ kind: 'extend', run: pick(deed.pick), seconds: 120, by, availableS: 10_000, usedTodayS: 0 });
      return;
    case 'remove':
      world.happen({ kind: 'remove', run: pick(deed.pick), by, why: 'test' });
      return;
    case 'suspend':
      world.happen({ kind: 'suspend', user: `user-${deed.pick % 6}`, by });
      return;
    case 'move':
      world.happen({ kind: 'move', run: pick(deed.pick), before: pick(deed.other), by, why: 'test' });
      return;
    case 'swap':
      world.happen({ kind: 'swap', run: pick(deed.pick), with: pick(deed.other), by });
      world.happen({ kind: 'swap', run: pick(deed.other), with: pick(deed.pick), by });
      return;
    case 'pass':
      return world.pass(deed.ms);
    case 'grid':
      world.happen({ kind: 'grid', state: deed.state });
      return;
    case 'power':
      setPower(world, deed.isOn);
      world.pass(2_000);
      world.happen({ kind: 'grid', state: deed.isOn ? 'good' : 'shedding' });
      return;
    case 'latch':
      world.happen({ kind: 'latch', isLatched: deed.isLatched, by });
      return;
    case 'link':
      world.node(pumpOf(deed.pump)).isLinked = deed.isSo;
      return world.greet(pumpOf(deed.pump));
    case 'stick':
      world.node(pumpOf(deed.pump)).isStuck = deed.isSo;
      return;
    case 'trip': {
      const retry = deed.lockOut ? { lockOut: true as const } : { retryAtMs: world.now.mono + deed.retryMs };
      world.happen({ kind: 'trip', pump: pumpOf(deed.pump), name: 'dry-run', ...retry });
      return;
    }
    case 'reset':
      world.happen({ kind: 'reset', pump: pumpOf(deed.pump), by });
      return;
    case 'crash':
      world.losesEffects = deed.unsent;
      if (deed.unsent) world.happen({ kind: 'tick' });
      return world.crash(deed.downMs);
  }
}

/** Everything is well again and time passes: every run comes to its end. */
export function comeToRest(world: SharingWorld): void {
  for (const node of world.nodes.values()) node.isStuck = false;
  setPower(world, true);
  world.happen({ kind: 'latch', isLatched: false, by: 'ana' });
  world.happen({ kind: 'grid', state: 'good' });
  for (const pump of world.pumps) world.happen({ kind: 'reset', pump, by: 'ana' });
  for (let hours = 0; world.state.runs.size > 0; hours++) {
    if (hours > 30)
      throw new Error(`${[...world.state.runs.values()].map(({ id, state }) => `${id} ${state}`).join()} never end`);
    world.pass(3_600_000);
  }
  world.checkEnds();
}

function setPower(world: SharingWorld, isOn: boolean): void {
  for (const [pump, node] of world.nodes) {
    if (!isOn || !node.isLinked) node.setPower(isOn, world.now.mono);
    world.greet(pump);
  }
}
