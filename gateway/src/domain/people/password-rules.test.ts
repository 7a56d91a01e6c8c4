import { expect, it } from 'vitest';
import { findFaultInPassword } from './password-rules.ts';

const names = ['olga', 'Olga Owner', 'Hill farm'];

it.each([
  'Password',
  'P@ssw0rd',
  ' 12345678 ',
  'ｐａｓｓｗｏｒｄ',
  'OLGA',
  'olga owner',
  'hill farm',
  'aaaaaaaa',
  'abababab',
])('finds fault in "%s"', (password) => {
  expect(findFaultInPassword(password, names)).toBeTypeOf('string');
});

it.each(['seven wet buckets', 'passwords are words', 'ฝนตกที่ไร่เชิงเขา', 'olga owner of a pump', 'x7$kQ!9z'])(
  'finds none in "%s"',
  (password) => {
    expect(findFaultInPassword(password, names)).toBeUndefined();
  },
);
