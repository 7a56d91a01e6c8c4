import type { SeriesKind, Unit } from '../../contract/index.ts';
import type { Listed, SeriesOf } from './asks.ts';
import type { Series } from './reader.ts';
import type { HistoryTables, MetricRow } from './tables.ts';

/** A series, as its newest metric is. */
export interface Entry {
  readonly series: Series;
  readonly kind: SeriesKind;
  readonly unit: Unit;
  readonly firstAt: number;
}

/** Which devices have read what, as the tables have it at this moment. A site finds its own and nothing else. */
export class Catalogue {
  readonly #entries = new Map<string, Map<string, Entry>>();

  constructor(tables: HistoryTables) {
    const metrics = new Map(tables.metrics().map((row) => [row.id, row]));
    const ofDevice = Map.groupBy(tables.series(), ({ device }) => device);
    for (const { id, site, device } of tables.devices()) {
      const own = this.#entries.get(site) ?? new Map<string, Entry>();
      this.#entries.set(site, own);
      const rows = (ofDevice.get(id) ?? []).map((row) => ({ ...row, metric: metrics.get(row.metric) }));
      const known = rows.filter((row): row is typeof row & { metric: MetricRow } => row.metric !== undefined);
      for (const [point, all] of Map.groupBy(known, ({ metric }) => metric.point))
        own.set(nameOf({ device, point }), entryOf(id, all));
    }
  }

  find(site: string, name: SeriesOf): Entry | undefined {
    return this.#entries.get(site)?.get(nameOf(name));
  }

  list(site: string): Listed[] {
    return [...(this.#entries.get(site) ?? [])].map(([name, { kind, unit, firstAt }]) => {
      const [device = '', point = ''] = name.split('/');
      return { device, point, kind, unit, firstAt };
    });
  }
}

function entryOf(device: number, all: readonly { readonly metric: MetricRow; readonly firstAt: number }[]): Entry {
  const inOrder = all.toSorted((a, b) => a.metric.id - b.metric.id);
  const newest = all.reduce((a, b) => (b.firstAt >= a.firstAt ? b : a)).metric;
  return {
    series: { device, metrics: inOrder.map(({ metric }) => metric.id), rule: newest.rule },
    kind: newest.rule.kind,
    unit: newest.unit,
    firstAt: Math.min(...all.map(({ firstAt }) => firstAt)),
  };
}

function nameOf({ device, point }: SeriesOf): string {
  return `${device}/${point}`;
}
