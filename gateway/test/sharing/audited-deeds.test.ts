import { expect, test } from 'vitest';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { SqliteAuditLog } from '../../src/store/audit.ts';
import { guarded, MINUTE, openBench } from './stage.ts';

test('what people do with runs is in the audit, with who and from where; what is refused is not', () => {
  const bench = openBench({ ...guarded, users: 5 });
  const { sharing } = bench;
  const user = (index: number) => bench.actor(bench.users[index], 'user');
  const audit = new SqliteAuditLog(bench.db, bench.clock);
  const [last] = audit.list(sharingSite, { limit: 1 });
  const [first, second, third] = [bench.ask(1, 10 * MINUTE), bench.ask(2, 10 * MINUTE), bench.ask(3, 10 * MINUTE)];
  sharing.swap(user(2), second, third);
  sharing.extend(user(1), first, MINUTE);
  sharing.extend(user(1), first, 1e9);
  sharing.move(bench.actor(), third, { before: second, why: 'the goats' });
  sharing.remove(bench.actor(), second, 'asked twice');
  sharing.end(bench.actor(), first, { isForced: true, why: 'the pipe broke' });
  const entries = audit.list(sharingSite, { limit: 50 }).filter(({ id }) => id > (last?.id ?? 0));
  const runs = entries.filter(({ action }) => action.startsWith('run.')).toReversed();
  expect(runs).toMatchObject([
    { action: 'run.request', subject: first, actor: bench.users[1], from: 'test', after: { seconds: 600 } },
    { action: 'run.request', subject: second },
    { action: 'run.request', subject: third },
    { action: 'run.swap', subject: second, after: { with: third } },
    { action: 'run.extend', subject: first, after: { seconds: 60 } },
    { action: 'run.move', subject: third, actor: bench.users[0], after: { before: second, reason: 'the goats' } },
    { action: 'run.remove', subject: second, after: { reason: 'asked twice' } },
    { action: 'run.stop', subject: first, after: { how: 'force-stop', reason: 'the pipe broke' } },
  ]);
});
