import { describeOrigin } from './origin.ts';
import type { LoadedConfig } from './load.ts';
import { allSettings, type NamedSetting } from './settings.ts';

/** A setting as it is shown: TOML, with its origin as a comment where that was asked. */
export interface ShownSetting {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

/** Every setting with its value and origin; secrets only as "(set)" or empty. */
export function shownSettings({ config, origins }: Pick<LoadedConfig, 'config' | 'origins'>): ShownSetting[] {
  const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = config;
  return allSettings.map((one) => ({
    key: one.key,
    value: maskedValue(one, values[one.section]?.[one.name]),
    origin: describeOrigin(origins.get(one.key) ?? { from: 'default' }),
  }));
}

/** A secret as it may be shown: whether it is set. */
export function maskedValue({ setting }: Pick<NamedSetting, 'setting'>, value: unknown): unknown {
  return setting.secret && value !== '' ? '(set)' : value;
}
