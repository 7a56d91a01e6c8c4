import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultForms } from './fault-table.ts';
import { scenarios } from './scenarios/index.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8').replaceAll(/ +/g, ' ');

test.each(faultForms.map(({ example, about }) => [example, about]))('the README tells of %s', (example, about) => {
  expect(readme).toContain(`| \`${example}\` | ${about} |`);
});

test.each(scenarios.map(({ name, about }) => [name, about]))('the README tells the story %s', (name, about) => {
  expect(readme).toContain(`| \`${name}\` | ${about} |`);
});
