import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLog } from './log.ts';

const TOKEN = 'q3_Kx-9vTzB1mL0aYw7RcE5uJhN2sDfG8oPiVt6XkQ4';
const secrets = [
  `Bearer ${TOKEN}`,
  TOKEN,
  `fg_access=${TOKEN}; fg_refresh=abc.1.${TOKEN}`,
  'ABCD-EFGH',
  '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$dGFn',
  `Basic ${Buffer.from('ana:water-and-sun').toString('base64')}`,
];

function logged(format: 'json' | 'plain', facts: object, sentence: string): string {
  let text = '';
  makeLog('test', { level: 'debug', format }, { write: (line) => (text += line) }).warn(facts, sentence);
  return text;
}

describe.each(['json', 'plain'] as const)('a line of the %s log', (format) => {
  it('is one, whatever is said', () => {
    const nasty = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(nasty, nasty, nasty, (key, value, sentence) => {
        const text = logged(format, { [`k${key}`]: value, deep: [{ value }], err: new Error(value) }, sentence);
        expect(text.slice(0, -1)).not.toMatch(/\p{Cc}|\u2028|\u2029/u);
        expect(text.endsWith('\n')).toBe(true);
      }),
    );
  });

  it.each(secrets)('does not say %s', (secret) => {
    const text = logged(format, { path: `/a/${secret}`, deep: { header: [secret] }, err: new Error(secret) }, secret);
    for (const part of secret.split(/[ ;=]+/).filter((word) => word.length > 8)) expect(text).not.toContain(part);
    expect(text).toContain('[hidden]');
  });

  it('does not say what is called a password, a token or a cookie', () => {
    const text = logged(format, { password: 'rain', body: { newPassword: 'sun', cookie: ['wind'] } }, 'x');
    expect(text).not.toMatch(/rain|sun|wind/);
  });

  it('says the rest as it is', () => {
    const id = '0c8f3a52-9a3e-4a57-8a3b-2f1f6f0f7a11';
    const text = logged(format, { device: 'pump-well', command: id, path: '/api/v1/devices', ms: 1.5 }, 'A fact');
    for (const words of ['pump-well', id, '/api/v1/devices', '1.5', 'A fact']) expect(text).toContain(words);
  });
});
