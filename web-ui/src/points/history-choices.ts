import type { DeviceView, SeriesInfo } from '@farmgate/gateway/contract';
import { scaleOf } from '../i18n/quantity.ts';
import { MOST_SERIES, type Question } from './history-asked.ts';

/** `<device>/<point>` of a series. */
export function nameOf({ device, point }: Pick<SeriesInfo, 'device' | 'point'>): string {
  return `${device}/${point}`;
}

/** How a person calls a series. */
export function titleOf({ deviceName, label }: SeriesInfo): string {
  return `${deviceName}, ${label}`;
}

/** The series that answer a question, the likeliest first; of `any` all there are. */
export function choicesFor(question: Question, infos: readonly SeriesInfo[], devices: readonly DeviceView[]) {
  const rated = infos.map((info) => ({ info, rate: rate(question, info, devices) })).filter(({ rate }) => rate > 0);
  return rated.toSorted((a, b) => b.rate - a.rate).map(({ info }) => info);
}

/** What is shown before anybody has chosen: as many of the best as fit, with at most two units. */
export function firstOf(question: Question, choices: readonly SeriesInfo[], devices: readonly DeviceView[]): string[] {
  if (question === 'any') return [];
  const best = Math.max(...choices.map((info) => rate(question, info, devices)));
  const found = choices.filter((info) => !info.former && rate(question, info, devices) === best);
  return found.slice(0, MOST_SERIES).map(nameOf);
}

/** Why another one does not fit beside those that are shown. */
export function whyNot(info: SeriesInfo, shown: readonly SeriesInfo[]): 'four' | 'units' | undefined {
  if (shown.length >= MOST_SERIES) return 'four';
  if (info.kind === 'flag') return undefined;
  const units = new Set([...shown, info].filter(({ kind }) => kind !== 'flag').map(({ unit }) => scaleOf(unit).unit));
  return units.size > 2 ? 'units' : undefined;
}

/** How well a series answers a question; 0: not at all. */
function rate(question: Question, info: SeriesInfo, devices: readonly DeviceView[]): number {
  const point = devices
    .find(({ id }) => id === info.device)
    ?.points.find(({ definition }) => definition.id === info.point);
  switch (question) {
    case 'ran':
      if (info.kind !== 'flag' || point?.definition.alarm) return 0;
      return point?.load === 'pump'
        ? 3
        : point?.definition.kind === 'switch' || /^(?:relay|running)/.test(info.point)
          ? 2
          : 1;
    case 'level':
      if (info.kind !== 'measure') return 0;
      return /^(?:level|depth|volume)/.test(info.point) ? 2 : info.unit === 'L' ? 1 : 0;
    case 'power':
      if (/^(?:threshold|rated)/.test(info.point)) return 0;
      return { W: 3, mA: 2, Wh: 1 }[info.unit as string] ?? 0;
    case 'any':
      return 1;
    case 'who':
      return 0;
  }
}
