import { Gauge, type Registry } from 'prom-client';
import type { Health } from '../contract/index.ts';

/** The gateway's health as figures for Prometheus. */
export function addHealthGauges(registry: Registry, health: () => Health): void {
  for (const { name, help, read } of figures)
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const value = read(health());
        if (value !== undefined) this.set(value);
      },
    });
  for (const { name, help, read } of childFigures)
    new Gauge({
      name,
      help,
      labelNames: ['child'],
      registers: [registry],
      collect() {
        this.reset();
        for (const child of health().children) {
          const value = read(child);
          if (value !== undefined) this.set({ child: child.name }, value);
        }
      },
    });
}

interface Figure<Of> {
  readonly name: string;
  readonly help: string;
  /** Undefined where it is not known. */
  readonly read: (of: Of) => number | undefined;
}

const figures: readonly Figure<Health>[] = [
  {
    name: 'farmgate_event_loop_p99_seconds',
    help: 'Delay of the event loop, 99th percentile of the last 10 s',
    read: ({ eventLoop }) => eventLoop.p99Ms / 1_000,
  },
  {
    name: 'farmgate_event_loop_max_seconds',
    help: 'Delay of the event loop, longest of the last 10 s',
    read: ({ eventLoop }) => eventLoop.maxMs / 1_000,
  },
  { name: 'farmgate_data_free_bytes', help: 'Free space of the data folder', read: ({ disk }) => disk?.free },
  { name: 'farmgate_safe_mode', help: '1 in safe mode', read: ({ safeMode }) => (safeMode ? 1 : 0) },
];

const childFigures: readonly Figure<Health['children'][number]>[] = [
  { name: 'farmgate_child_up', help: '1 while the program runs', read: ({ pid }) => (pid === undefined ? 0 : 1) },
  { name: 'farmgate_child_restarts', help: 'How often it was started again', read: ({ restarts }) => restarts },
  {
    name: 'farmgate_child_delay_seconds',
    help: 'How late its last sign of life was',
    read: ({ delayMs }) => (delayMs === undefined ? undefined : delayMs / 1_000),
  },
];
