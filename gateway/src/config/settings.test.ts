import { expect, it } from 'vitest';
import { allSettings } from './settings.ts';
import { maskedValue } from './show.ts';

it.each(allSettings.map((one) => [one.key, one] as const))('%s has a default that is allowed', (_key, { setting }) => {
  expect(setting.schema.safeParse(setting.fallback).success).toBe(true);
});

it('names are spelt alike everywhere', () => {
  const interval = allSettings.find(({ key }) => key === 'store.commitIntervalS');
  expect([interval?.variable, interval?.flag]).toEqual(['FARMGATE_STORE_COMMIT_INTERVAL_S', 'store-commit-interval-s']);
});

it('a secret is shown only as set or not', () => {
  const secret = { schema: allSettings[0]!.setting.schema, secret: true } as const;
  const setting = { ...allSettings[0]!.setting, ...secret };
  expect([maskedValue({ setting }, 'hunter2'), maskedValue({ setting }, '')]).toEqual(['(set)', '']);
});
