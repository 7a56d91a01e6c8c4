import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { Argon2Hasher } from '../http/passwords.ts';
import { SqliteAuditLog } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { SqlitePeopleStore } from '../store/people.ts';
import { systemClock } from '../system-clock.ts';
import { printTable, withData } from './data.ts';
import { withSettings } from './settings.ts';

/** 20 letters of base64url: 120 bits, short enough to type once. */
const PASSWORD_BYTES = 15;

/** `farmgate users`: for whoever stands at the machine itself. */
export function setUpUsers(users: Command): void {
  withSettings(users.command('list'))
    .summary('list the people of every site')
    .description('Prints the name to sign in with, name, role, whether suspended, and site, with tabs between.')
    .action((_options: object, command: Command) => withData(command, listUsers));
  withSettings(users.command('reset'))
    .argument('<name>', 'the name they sign in with')
    .summary('make a new password for somebody who forgot theirs')
    .description('Prints a new password, once, and ends all sessions of that person. Works while the gateway runs.')
    .addHelpText('after', '\nExample:\n  farmgate users reset ana --data /var/lib/farmgate')
    .action((login: string, _options: object, command: Command) => withData(command, (db) => resetUser(db, login)));
}

function listUsers(db: Database): void {
  printTable(
    new SqlitePeopleStore(db)
      .all()
      .map(({ login, name, role, masterAdmin, suspended, site }) => [
        login,
        name,
        masterAdmin ? `${role}, master admin` : role,
        suspended ? 'suspended' : '',
        site,
      ]),
  );
}

async function resetUser(db: Database, login: string): Promise<void> {
  const people = new SqlitePeopleStore(db);
  const user = people.findByLogin(login.trim().toLowerCase());
  if (!user) throw new Fault('config', `There is nobody called ${login}. See: farmgate users list`);
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const passwordHash = await new Argon2Hasher().hash(password);
  people.transaction(() => {
    people.forSite(user.site).update(user.id, { passwordHash });
    people.endSessionsOf(user.id);
    new SqliteAuditLog(db, systemClock).write({
      actor: { name: 'machine', from: 'machine', site: user.site },
      action: 'user.reset',
      subject: user.login,
      result: 'done',
    });
  });
  process.stdout.write(
    `New password of ${user.login}: ${password}\nIt is shown this once. Change it after signing in.\n`,
  );
}
