import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Field } from '../domain/field/field.ts';
import type { LiveHub } from '../http/live.ts';

/** Counts and times of the gateway, for whoever watches it. They hold nothing of any site or person. */
export function makeMetrics(field: Field, live: LiveHub, connections: () => number) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('farmgate_devices', 'Adopted devices', () => field.counts().devices);
  gauge('farmgate_devices_online', 'Adopted devices that are heard', () => field.counts().online);
  gauge('farmgate_off_owed', 'OFF commands that are not confirmed yet', () => field.counts().owed);
  gauge('farmgate_live_viewers', 'Open live connections', () => live.viewers);
  gauge('farmgate_http_connections', 'Open connections, those of pages included', connections);
  const requests = new Histogram({
    name: 'farmgate_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  return {
    registry,
    onAnswer: (route: string, method: string, status: number, ms: number) =>
      requests.observe({ route, method, status }, ms / 1000),
  };
}
