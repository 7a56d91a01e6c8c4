import { boot } from './boot.ts';
import { chart } from './chart.ts';
import { engine } from './engine.ts';
import { memory } from './memory.ts';
import { endToEnd, pumping, stopping } from './end-to-end.ts';
import { live } from './live.ts';
import { mqtt } from './mqtt.ts';
import type { Group } from './result.ts';
import { rf } from './rf.ts';
import { store } from './store.ts';
import { web } from './web.ts';

/** Every group, in the order they are run. To add one is to add a file and a line here. */
export const groups: readonly Group[] = [
  rf,
  engine,
  store,
  boot,
  memory,
  live,
  mqtt,
  endToEnd,
  stopping,
  pumping,
  web,
  chart,
];
