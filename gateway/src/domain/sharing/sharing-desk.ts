import type { PumpGroup, PumpGroupSetup, SharingSettings } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import type { Actor } from '../people/actor.ts';
import { viewGroup } from './sharing-view.ts';
import type { Sharing } from './sharing.ts';

export interface SharingDeskParts {
  readonly sharing: Sharing;
  readonly audit: AuditLog;
  readonly onChange: (site: string) => void;
}

/** Half an hour: enough for a turn. Unit: s. */
const LOW_BALANCE_S = 1_800;

/** How a site shares its pumps, as its admins set it. */
export class SharingDesk {
  readonly #parts: SharingDeskParts;

  constructor(parts: SharingDeskParts) {
    this.#parts = parts;
  }

  settings(site: string): SharingSettings {
    const { setup } = this.#parts.sharing.stateOf(site);
    return {
      billing: setup.billing,
      quotaS: setup.quotaS ?? null,
      lowBalanceS: setup.lowBalanceS ?? LOW_BALANCE_S,
      startsInUnknown: setup.startsInUnknown,
      staggerGapS: Math.round(setup.stagger.gapMs / 1000),
      transformers: { ...setup.stagger.budgetKva },
    };
  }

  configure(actor: Actor, settings: SharingSettings): SharingSettings {
    const { sharing, audit, onChange } = this.#parts;
    const { site } = actor;
    const { site: _, quotaS: __, ...setup } = sharing.stateOf(site).setup;
    const { billing, quotaS, lowBalanceS, startsInUnknown, staggerGapS, transformers } = settings;
    const before = this.settings(site);
    sharing.configure(
      site,
      {
        ...setup,
        billing,
        ...(quotaS === null ? {} : { quotaS }),
        lowBalanceS,
        startsInUnknown,
        stagger: { ...setup.stagger, gapMs: staggerGapS * 1000, budgetKva: transformers },
      },
      () => audit.write({ actor, action: 'sharing.change', subject: 'site', before, after: settings, result: 'done' }),
    );
    onChange(site);
    return this.settings(site);
  }

  saveGroup(actor: Actor, id: string, { name, maxRunning, restS }: PumpGroupSetup): PumpGroup {
    const { sharing, audit, onChange } = this.#parts;
    const before = sharing.stateOf(actor.site).groups.get(id)?.group;
    const group = { id, site: actor.site, name, maxRunning, restMs: restS * 1000 };
    sharing.saveGroup(group, () =>
      audit.write({ actor, action: 'group.change', subject: id, before, after: group, result: 'done' }),
    );
    onChange(actor.site);
    return viewGroup(group);
  }
}
