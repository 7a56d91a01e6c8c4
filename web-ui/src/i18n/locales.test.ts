import { describe, expect, test } from 'vitest';
import { templates as bn } from './locales/bn.ts';
import { templates as fil } from './locales/fil.ts';
import { templates as hi } from './locales/hi.ts';
import { templates as th } from './locales/th.ts';
import { templates as ur } from './locales/ur.ts';
import { number } from './format.ts';
import { doorWords } from './door-words.ts';
import { chooseLanguage } from './locale.ts';
import { alertWords, severityWords } from './alert-words.ts';
import { budgetWords } from './budget-words.ts';
import { causeWords, energyWords } from './energy-words.ts';
import { gridWords, saysWords, sourceWords, supplyMeans, supplyWords, switchWords } from './grid-words.ts';
import { historyWords } from './history-words.ts';
import { meterWords } from './meter-words.ts';
import { kindWords, networkWords } from './network-words.ts';
import { colourWords, peopleWords, roleWords, symbolWords } from './people-words.ts';
import { pumpPageWords } from './pump-page-words.ts';
import { endWords, holdWords, pumpWords, stepWords, whyWords } from './pump-words.ts';
import { channelWords, protectionStates, protectionWords, pumpSetupWords } from './pump-setup-words.ts';
import { radioWords } from './radio-words.ts';
import { tariffWords } from './tariff-words.ts';
import { walletWords } from './wallet-words.ts';
import { words } from './words.ts';

const marks = ['①', '②'] as const;
const entries: readonly [string, (...values: string[]) => string][] = Object.entries({
  ...words,
  ...doorWords,
});
/** Of the words that are loaded later a language has as many as it likes. */
const later: readonly ((...values: string[]) => string)[] = [
  ...Object.values(networkWords),
  ...[peopleWords, roleWords, symbolWords, colourWords].flatMap((group) => Object.values(group)),
  ...[pumpWords, pumpPageWords, holdWords, stepWords, endWords].flatMap((some) =>
    Object.values<(...values: string[]) => string>(some),
  ),
  // Two codes may share a sentence.
  ...new Map(Object.values(whyWords).map((say) => [say('①'), say])).values(),
  ...[
    walletWords,
    historyWords,
    energyWords,
    causeWords,
    budgetWords,
    meterWords,
    tariffWords,
    radioWords,
    alertWords,
    severityWords,
    pumpSetupWords,
    protectionWords,
    protectionStates,
    channelWords,
    gridWords,
    supplyWords,
    supplyMeans,
    saysWords,
    sourceWords,
    switchWords,
  ].flatMap((found) => Object.values<(...values: string[]) => string>(found)),
  ...Object.values(kindWords).flatMap(({ name, means }) => [name, means]),
];

describe.each(Object.entries({ bn, fil, hi, th, ur }))('the words in %s', (code, templates) => {
  test('are there, each with every value it is given', async () => {
    await chooseLanguage('en');
    const english = new Map(entries.map(([name, say]) => [name, say(...marks)]));
    await chooseLanguage(code);
    const wrong = entries.filter(([name, say]) => {
      const said = say(...marks);
      return (
        /undefined|\$\{/.test(said) || marks.some((mark) => said.includes(mark) !== english.get(name)?.includes(mark))
      );
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
    await chooseLanguage('en');
  });

  test('translate nothing that nobody says', async () => {
    await chooseLanguage('en');
    const english = later.map((say) => say(...marks));
    await chooseLanguage(code);
    const translated = later.filter((say, index) => say(...marks) !== english[index]);
    expect(Object.keys(templates)).toHaveLength(entries.length + translated.length);
    await chooseLanguage('en');
  });
});

test('direction and digits follow the language', async () => {
  await chooseLanguage('ur');
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ur', 'rtl']);
  await chooseLanguage('bn');
  expect([document.documentElement.dir, number(5)]).toEqual(['ltr', '৫']);
  await chooseLanguage('en');
});

test('no two sentences go by one id', () => {
  const sources = import.meta.glob<string>('./*.ts', { query: '?raw', import: 'default', eager: true });
  const said = new Map<string, Set<string>>();
  for (const source of Object.values(sources)) {
    for (const [, sentence = '', id = ''] of source.matchAll(/msg\(\s*(?:str)?(['`].*?['`]),\s*\{\s*id: '([^']+)'/gs))
      said.set(id, (said.get(id) ?? new Set()).add(sentence));
  }
  expect(said.size).toBeGreaterThan(200);
  expect([...said].filter(([, sentences]) => sentences.size > 1)).toEqual([]);
});
