import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { settingsOf, withSettings } from './settings.ts';

/** 20 letters of base64url: 120 bits, short enough to type once. */
const PASSWORD_BYTES = 15;

/** `farmgate users`: for whoever stands at the machine itself. */
export function addUsers(program: Command): void {
  const users = program.command('users').summary('list people, or give one a new password');
  withSettings(users.command('list'))
    .summary('list the people of every site')
    .action(async (_options: object, command: Command) => {
      const { db, people } = await open(command);
      for (const { login, name, role, masterAdmin, suspended, site } of people.all())
        process.stdout.write(
          [login, name, masterAdmin ? `${role}, master admin` : role, suspended ? 'suspended' : '', site].join('\t') +
            '\n',
        );
      db.close();
    });
  withSettings(users.command('reset'))
    .argument('<name>', 'the name they sign in with')
    .summary('make a new password for somebody who forgot theirs')
    .description('Prints a new password, once, and ends all sessions of that person. Works while the gateway runs.')
    .action(async (login: string, _options: object, command: Command) => {
      const { db, people } = await open(command);
      const { Argon2Hasher } = await import('../http/passwords.ts');
      const { SqliteAuditLog } = await import('../store/audit.ts');
      const { systemClock } = await import('../system-clock.ts');
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
      db.close();
      process.stdout.write(
        `New password of ${user.login}: ${password}\nIt is shown this once. Change it after signing in.\n`,
      );
    });
}

async function open(command: Command) {
  const { config } = await settingsOf(command);
  const file = join(config.data.dir, 'farmgate.db');
  if (!existsSync(file))
    throw new Fault('config', `There is no gateway's data in ${config.data.dir}. Name its folder: --data`);
  const { Database } = await import('../store/database.ts');
  const { SqlitePeopleStore } = await import('../store/people.ts');
  const db = new Database(file);
  return { db, people: new SqlitePeopleStore(db) };
}
