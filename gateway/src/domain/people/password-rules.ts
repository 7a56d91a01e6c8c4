/**
 * The commonest passwords of eight letters and more that lists of broken ones agree on. NIST SP 800-63B, section 3.1.1.2, asks
 * for such a list and for nothing about kinds of letters.
 */
const COMMONEST: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 0123456789 01234567 12341234 11111111 00000000 88888888 99999999 87654321 987654321
  0987654321 11223344 12344321 123123123 123321123 147258369 789456123 password password1 password12 password123 passw0rd
  p@ssw0rd p@ssword qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 1q2w3e4r 1q2w3e4r5t q1w2e3r4 1qaz2wsx qazwsxedc asdfghjk
  asdfghjkl zxcvbnm1 abcd1234 abc12345 abcdefgh a1b2c3d4 aa123456 iloveyou iloveyou1 sunshine princess football baseball
  superman starwars computer internet trustno1 welcome1 welcome123 letmein1 changeme changeme1 admin123 admin1234
  administrator raspberry raspberrypi farmgate farmgate1 farmgate123`.split(/\s+/),
);

/** Why a password will not do, given the names that go with it; undefined when it will. */
export function findFaultInPassword(password: string, names: readonly string[]): string | undefined {
  const small = password.normalize('NFKC').toLowerCase().trim();
  if (names.some((name) => name.toLowerCase().trim() === small))
    return 'The password must not be a name that everybody here knows.';
  if (COMMONEST.has(small)) return 'This is one of the commonest passwords. Take a few words instead.';
  if (new Set(small).size < 3) return 'The password must be more than one or two letters again and again.';
  return undefined;
}
