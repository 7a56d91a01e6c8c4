import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { verifyLedger, type LedgerReport } from '../domain/sharing/ledger-chain.ts';
import type { SiteLedger } from '../domain/sharing/wallet-ports.ts';
import type { Database } from '../store/database.ts';
import { SqliteLedgerStore } from '../store/ledger.ts';
import { SqlitePeopleStore } from '../store/people.ts';
import { printTable, withData } from './data.ts';
import { withSettings } from './settings.ts';

/** `farmgate wallet`: for whoever has to trust the ledger. */
export function setUpWallet(wallet: Command): void {
  withSettings(wallet.command('audit'))
    .argument('[site]', 'only this site; all of them unless it is said')
    .summary('read every booking and tell what is not as it was written')
    .description(
      'Reads the whole ledger of each site, oldest first, and tells each entry that was changed, is missing or stands in another place, and each wallet that its entries do not come to. Changes nothing, and works while the gateway runs. Ends with 1 where something is wrong.',
    )
    .addHelpText('after', '\nExample:\n  farmgate wallet audit --data /var/lib/farmgate')
    .action((site: string | undefined, _options: object, command: Command) =>
      withData(command, (db) => audit(db, site)),
    );
  withSettings(wallet.command('list'))
    .summary('list everybody’s minutes')
    .description('Prints site, name, balance and what is reserved of it, both in seconds, with tabs between.')
    .action((_options: object, command: Command) => withData(command, list));
}

function audit(db: Database, only: string | undefined): void {
  const ledgers = new SqliteLedgerStore(db);
  const sites = ledgers.sites().filter((site) => only === undefined || site === only);
  if (sites.length === 0) throw new Fault('config', `There is no site ${only ?? ''} here. See: farmgate wallet list`);
  const reports = sites.map((site) => ({ site, report: checked(ledgers, site) }));
  for (const { site, report } of reports) tell(site, report);
  const faults = reports.reduce((sum, { report }) => sum + report.faults.length, 0);
  if (faults > 0)
    throw new Fault(
      'damaged',
      `${faults} faults were found. Restore a backup, or keep this output as a record of them.`,
    );
}

/** In one reading: what the gateway books meanwhile comes after it. */
function checked(ledgers: SqliteLedgerStore, site: string): LedgerReport {
  const ledger: SiteLedger = ledgers.forSite(site);
  return ledgers.transaction(() =>
    verifyLedger(ledger.walk(), { head: ledger.head(), wallets: ledger.wallets(), digest: ledger.digest }),
  );
}

function tell(site: string, { entries, balance, reserved, faults }: LedgerReport): void {
  const verdict = faults.length === 0 ? 'whole' : `${faults.length} faults`;
  process.stdout.write(
    `${site}: ${verdict}; ${entries} entries, ${balance} s in all wallets, ${reserved} s reserved\n`,
  );
  for (const { seq, what, sentence } of faults) process.stdout.write(`  entry ${seq} ${what}: ${sentence}\n`);
}

function list(db: Database): void {
  const ledgers = new SqliteLedgerStore(db);
  const names = new Map(new SqlitePeopleStore(db).all().map(({ id, name }) => [id, name]));
  printTable(
    ledgers.sites().flatMap((site) =>
      ledgers
        .forSite(site)
        .wallets()
        .map(({ user, balance, reserved }) => [site, names.get(user) ?? user, String(balance), String(reserved)]),
    ),
  );
}
