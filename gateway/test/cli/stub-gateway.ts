// Holds one child, prints its process id and waits to be killed.
import { Child } from '../../src/appliance/children.ts';
import { silentLog } from '../../src/domain/log.ts';
import { systemClock } from '../../src/system-clock.ts';

const file = process.argv[2] ?? '';
const child = new Child({ name: 'stub', file, args: () => ['stay'] }, systemClock, silentLog, () =>
  console.log(child.pid),
);
child.start();
