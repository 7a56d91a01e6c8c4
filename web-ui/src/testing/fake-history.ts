import type {
  DeviceView,
  HistoryAnswer,
  HistoryPeak,
  PointView,
  SeriesHistory,
  SeriesInfo,
} from '@farmgate/gateway/contract';
import { answer, problem, type Route } from './fake-answers.ts';
import type { FakeGateway } from './fake-gateway.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEPS = [0, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 604_800] as const;

/** A while in which a fake farm's nodes said nothing. */
export interface Silence {
  readonly from: number;
  readonly to: number;
}

/** The part of a fake gateway that knows what was read: each minute, but for a silence of two hours. */
export class FakeHistory {
  readonly now = Date.now();
  silences: readonly Silence[] = [{ from: this.now - 9 * HOUR, to: this.now - 7 * HOUR }];
  firstAt = this.now - 400 * 24 * HOUR;
  /** Held back until somebody lets it go. */
  gate: Promise<void> = Promise.resolve();

  infos(devices: readonly DeviceView[]): SeriesInfo[] {
    return devices.flatMap((device) =>
      device.points
        .filter(({ definition }) => definition.kind !== 'setting' && !definition.id.startsWith('link.'))
        .map((point) => this.#info(device, point)),
    );
  }

  answer(devices: readonly DeviceView[], query: URLSearchParams): HistoryAnswer {
    const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
    const points = Number(query.get('points') ?? 600);
    const step = STEPS.find((one) => (to - from) / 1000 / (one || 60) + 2 <= points) ?? 604_800;
    const names = query.get('series')?.split(',') ?? [];
    const infos = this.infos(devices);
    const series = names.flatMap((name) => {
      const info = infos.find(({ device, point }) => `${device}/${point}` === name);
      return info ? [this.#series(info, { from, to, step })] : [];
    });
    return { from, to, step, timeZone: 'Asia/Bangkok', gapS: 360, series };
  }

  peaks(devices: readonly DeviceView[], query: URLSearchParams): HistoryPeak[] {
    const [series] = this.answer(devices, query).series;
    const found = series?.at.map((at, index) => ({ at, value: series.value[index] ?? 0, max: series.max[index] ?? 0 }));
    return (found ?? []).toSorted((a, b) => b.max - a.max).slice(0, 5);
  }

  #info(device: DeviceView, { definition, name }: PointView): SeriesInfo {
    return {
      device: device.id,
      point: definition.id,
      kind: definition.unit === 'Wh' ? 'counter' : definition.kind === 'measure' ? 'measure' : 'flag',
      unit: definition.unit,
      deviceName: device.name,
      label: name ?? definition.label,
      former: false,
      firstAt: this.firstAt,
    };
  }

  #series(info: SeriesInfo, { from, to, step }: { from: number; to: number; step: number }): SeriesHistory {
    const stepMs = step === 0 ? MINUTE : step * 1000;
    const list: { at: number; values: number[] }[] = [];
    // The first holds `from`.
    for (let at = Math.floor(from / stepMs) * stepMs; at < Math.min(to, this.now); at += stepMs) {
      const values = this.#readings(info, at, step === 0 ? MINUTE : stepMs);
      if (at >= this.firstAt && values.length > 0) list.push({ at, values });
    }
    const means = list.map(({ values }) => meanOf(values));
    const cover = list.map(({ values }) => (values.length * MINUTE) / 1000);
    const total = means.map((mean, index) =>
      info.kind === 'counter' ? 40 + (index % 5) * 9 : mean * (cover[index] ?? 0),
    );
    return {
      device: info.device,
      point: info.point,
      kind: info.kind,
      unit: info.unit,
      at: list.map(({ at }) => at),
      value: means,
      ...(step === 0
        ? { min: [], max: [], total: [], coverS: [] }
        : {
            min: list.map(({ values }) => Math.min(...values)),
            max: list.map(({ values }) => Math.max(...values)),
            total,
            coverS: cover,
          }),
      outOfRange: [],
      ...wholeOf(list, means, { total, cover }),
    };
  }

  /** At most twelve of a bucket: a year of minutes is many. */
  #readings(info: SeriesInfo, at: number, lengthMs: number): number[] {
    const apart = Math.max(MINUTE, lengthMs / 12);
    const times = Array.from({ length: Math.max(1, Math.floor(lengthMs / apart)) }, (_, index) => at + index * apart);
    return times
      .filter((time) => !this.silences.some(({ from, to }) => time > from && time < to))
      .map((time) => valueAt(info, time));
  }
}

function wholeOf(
  list: readonly { at: number; values: readonly number[] }[],
  means: readonly number[],
  { total, cover }: { total: readonly number[]; cover: readonly number[] },
) {
  const last = list.at(-1);
  if (!last) return {};
  const values = list.flatMap(({ values: some }) => some);
  const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);
  return {
    whole: {
      value: meanOf(means),
      min: Math.min(...values),
      max: Math.max(...values),
      total: sum(total),
      coverS: sum(cover),
      first: values[0] ?? 0,
      last: values.at(-1) ?? 0,
      lastAt: last.at,
    },
  };
}

/** A pump that runs 25 minutes of each 90, and what follows from it. */
function valueAt({ kind, unit, device }: SeriesInfo, at: number): number {
  const offset = device.length * 7 * MINUTE;
  const phase = ((at + offset) % (90 * MINUTE)) / MINUTE;
  const isOn = phase < 25;
  const wave = Math.sin(at / (37 * MINUTE)) + 0.4 * Math.sin(at / (5 * MINUTE));
  if (kind === 'flag') return Number(isOn);
  if (unit === '%') return 55 + (isOn ? phase : 25 - ((phase - 25) * 25) / 65) + wave;
  if (unit === 'mA') return isOn ? 4_800 + 180 * wave : 0;
  return 100 + 10 * wave;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

const query = (text: string | undefined) => new URLSearchParams(text);

/** What is asked of the history, and how it is answered. */
export const historyRoutes: readonly Route[] = [
  [/^GET \/history\/series$/, ({ state }) => answer(200, { series: state.history.infos(state.devices) })],
  [
    /^GET \/history\/peaks\?(.*)$/,
    ({ state }, _body, [, asked]) => answer(200, { peaks: state.history.peaks(state.devices, query(asked)) }),
  ],
  [/^GET \/history\?(.*)$/, (gateway, _body, [, asked]) => read(gateway, query(asked))],
];

async function read({ state }: FakeGateway, asked: URLSearchParams): Promise<Response> {
  await state.history.gate;
  const [from, to] = [Number(asked.get('from')), Number(asked.get('to'))];
  return from < to ? answer(200, state.history.answer(state.devices, asked)) : problem('bad-request');
}
