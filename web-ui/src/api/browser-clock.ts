import type { Clock } from '@farmgate/gateway/contract';

/** The browser's clock. Monotonic time counts from the page's load, so the boot it names is the page. */
export const browserClock: Clock = {
  boot: 'page',
  monoMs: () => performance.now(),
  wallMs: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
