import { createInterface } from 'node:readline';
import { startApp } from '../../gateway/src/app.ts';
import { places } from '../../gateway/src/cli/places.ts';
import { loadConfig } from '../../gateway/src/config/index.ts';
import { silentLog } from '../../gateway/src/domain/log.ts';
import { FakeClock } from '../../gateway/src/testing/fake-clock.ts';

/** The whole gateway on a clock that goes on by as many milliseconds as each line of its input says. Argument: the folder of its data. */
const [data = ''] = process.argv.slice(2);
const loaded = await loadConfig({
  flags: {
    'data-dir': data,
    'http-port': '0',
    'http-host': '127.0.0.1',
    'nodes-tls-port': '0',
    'discovery-enabled': 'no',
  },
  env: {},
  cwd: data,
});
if ('errors' in loaded) throw new Error(JSON.stringify(loaded.errors));
const clock = new FakeClock();
let code = '';
const app = await startApp({
  config: loaded.config,
  clock,
  log: silentLog,
  demo: false,
  webRoot: places.webRoot,
  publicBroker: places.publicBroker,
  historyThread: places.historyThread,
  onClaimCode: (given) => (code = given.code),
});
say({ code, port: app.port, socket: app.coreSocket, secret: app.bridgeSecretFile('bridge-1') });

createInterface(process.stdin).on('line', (line) => {
  clock.advance(Number(line));
  // What that set going has its turn first.
  setImmediate(() => say({ at: clock.wallMs() }));
});
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
