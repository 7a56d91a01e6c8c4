import { expect, test } from 'vitest';
import { Screen, type ScreenStream } from './screen.ts';

function written(about: Omit<ScreenStream, 'write'>, use: (screen: Screen) => void): string {
  let all = '';
  use(new Screen({ ...about, write: (text) => (all += text) }));
  return all;
}

const twice = (screen: Screen) => {
  screen.over('one');
  screen.over('two');
  screen.line('end');
};

test('a line is written over at a terminal, and stays when another follows', () => {
  expect(written({ isTTY: true, columns: 80 }, twice)).toBe('\r\x1b[Kone\r\x1b[Ktwo\nend\n');
});

test('elsewhere each is a line', () => {
  expect(written({}, twice)).toBe('one\ntwo\nend\n');
});

test.each([
  [10, '\r\x1b[K123456789'],
  [0, '\r\x1b[K1234567890'],
])('what is written over does not wrap in %i columns', (columns, all) => {
  expect(written({ isTTY: true, columns }, (screen) => screen.over('1234567890'))).toBe(all);
});
