import type { Role } from '../../contract/index.ts';

/** The two villages of the demo: that of whoever claimed the gateway, and the one down the road. */
export type Village = 'own' | 'lower';

/** Somebody who lives in the demo. */
export interface DemoPerson {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly village: Village;
}

/** So that nobody is taken for real, and no real person finds a name taken. */
const person = (first: string, name: string, village: Village, role: Role = 'user'): DemoPerson => ({
  login: `${first}.demo`,
  name,
  role,
  village,
});

export const demoPeople: readonly DemoPerson[] = [
  person('amina', 'Amina Yusuf', 'own'),
  person('bikram', 'Bikram Thapa', 'own'),
  person('chanda', 'Chanda Mwale', 'own'),
  person('dalia', 'Dalia Haddad', 'own'),
  person('esteban', 'Esteban Quispe', 'own'),
  person('fatou', 'Fatou Ndiaye', 'own'),
  person('gita', 'Gita Patel', 'own', 'admin'),
  person('hoang', 'Hoang Van Minh', 'own', 'viewer'),
  person('imran', 'Imran Khan', 'lower', 'admin'),
  person('joao', 'João Pereira', 'lower'),
  person('kamala', 'Kamala Devi', 'lower'),
  person('lindiwe', 'Lindiwe Dube', 'lower'),
];

/** Of the second site. */
export const lowerVillage = { name: 'Lower village', timeZone: 'Africa/Nairobi' } as const;
