import type { DeviceView, EnergySettings } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from '../people/actor.ts';
import { meterAt } from './meter.ts';
import { usualSettings } from './site-meters.ts';

/** What people said of each site's energy, on disk. */
export interface EnergySettingsStore {
  transaction<Result>(work: () => Result): Result;
  find(site: string): EnergySettings | undefined;
  save(site: string, settings: EnergySettings): void;
}

export interface EnergySettingsParts {
  readonly store: EnergySettingsStore;
  readonly findDevice: (site: string, device: string) => DeviceView | undefined;
  readonly audit: AuditLog;
}

/** By what each site knows its energy. */
export class EnergySettingsDesk {
  readonly #parts: EnergySettingsParts;

  constructor(parts: EnergySettingsParts) {
    this.#parts = parts;
  }

  of(site: string): EnergySettings {
    return this.#parts.store.find(site) ?? usualSettings;
  }

  save(actor: Actor, settings: EnergySettings): Outcome<EnergySettings> {
    const fault = this.#faultIn(actor.site, settings);
    if (fault) return fault;
    const before = this.of(actor.site);
    this.#parts.store.transaction(() => {
      this.#parts.store.save(actor.site, settings);
      const subject = 'energy';
      this.#parts.audit.write({ actor, action: 'energy.settings', subject, before, after: settings, result: 'done' });
    });
    return done(settings);
  }

  #faultIn(site: string, { main, leftOut }: EnergySettings): Outcome<never> | undefined {
    for (const [place, id] of leftOut.entries())
      if (!this.#parts.findDevice(site, id)) return refused('invalid', `There is no ${id} here.`, `/leftOut/${place}`);
    if (!main) return undefined;
    const points = this.#parts.findDevice(site, main.device)?.points.map(({ definition }) => definition) ?? [];
    const definition = points.find(({ id }) => id === main.point);
    if (!definition) return refused('invalid', `There is no point ${main.point} of ${main.device} here.`, '/main');
    if (definition.kind !== 'measure' || !meterAt(points, main.point))
      return refused(
        'invalid',
        `${definition.label} tells no energy, power or current. Name a point that does.`,
        '/main',
      );
    if (leftOut.includes(main.device))
      return refused('invalid', 'The main cannot be left out too. Take it from the list.', '/leftOut');
    return undefined;
  }
}
