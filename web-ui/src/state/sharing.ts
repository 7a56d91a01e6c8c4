import type { Change, SharingView } from '@farmgate/gateway/contract';

/** Changes of shared pumps; the others leave them as they are. */
type SharingChange = Extract<Change, { what: 'pump' | 'pump-gone' | 'pump-group' | 'run' | 'places' | 'grid' }>;

/** The shared pumps after one change. A run that has ended is gone. */
export function afterSharing(sharing: SharingView, change: SharingChange): SharingView {
  switch (change.what) {
    case 'pump':
      return { ...sharing, pumps: put(sharing.pumps, change.pump, 'id') };
    case 'pump-gone':
      return { ...sharing, pumps: sharing.pumps.filter(({ id }) => id !== change.pump) };
    case 'pump-group':
      return { ...sharing, groups: put(sharing.groups, change.group, 'id') };
    case 'run': {
      const { run } = change;
      if (run.state !== 'ended') return { ...sharing, runs: put(sharing.runs, run, 'id') };
      return { ...sharing, runs: sharing.runs.filter(({ id }) => id !== run.id) };
    }
    case 'places': {
      const { group, places } = change;
      return { ...sharing, places: put(sharing.places, { group, places }, 'group') };
    }
    case 'grid':
      return { ...sharing, grid: change.grid };
  }
}

function put<Key extends string, Item extends { readonly [Name in Key]: string }>(
  items: readonly Item[],
  item: Item,
  key: Key,
): Item[] {
  const isThere = items.some((other) => other[key] === item[key]);
  return isThere ? items.map((other) => (other[key] === item[key] ? item : other)) : [...items, item];
}
