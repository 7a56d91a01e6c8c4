import type { EventBus } from '../../domain/events.ts';
import type { Field } from '../../domain/field/field.ts';
import type { Actor } from '../../domain/people/actor.ts';
import type { SqlitePeopleStore } from '../../store/people.ts';

/**
 * The simulated farm is there to be tried: its devices are adopted as they are heard, all but
 * one outlet, which is left for a person to adopt, and what its second village has.
 */
export function adoptDemo(
  events: EventBus,
  field: Field,
  store: SqlitePeopleStore,
  isLeft: (device: string) => boolean,
): void {
  events.on('seen', ({ device, demo }) => {
    if (!demo || isLeft(device) || !store.isClaimed()) return;
    const owner = demoOwner(store);
    if (owner) setImmediate(() => field.registry.adopt(owner, device, {}));
  });
}

/** Those that were heard before it was claimed. */
export function adoptAllSeen(field: Field, actor: Actor, isLeft: (device: string) => boolean): void {
  for (const { id, demo } of field.registry.listSeen(actor.site))
    if (demo && !isLeft(id)) field.registry.adopt(actor, id, {});
}

/** The outlet that is left for a visitor to adopt. */
export const LEFT_TO_ADOPT = 'outlet-12';

/** Whoever claimed the demo. */
function demoOwner(store: SqlitePeopleStore): Actor | undefined {
  const owner = store.firstMasterAdmin();
  return (
    owner && { userId: owner.id, name: 'demo', site: owner.site, role: 'admin', masterAdmin: true, from: 'machine' }
  );
}
