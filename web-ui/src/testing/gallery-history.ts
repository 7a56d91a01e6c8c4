import type { DeviceView } from '@farmgate/gateway/contract';
import { html, type TemplateResult } from 'lit';
import '../components/chart-card.ts';
import '../components/spark-line.ts';
import '../pages/history/series-picker.ts';
import '../pages/history/span-bar.ts';
import { tracesOf } from '../points/history-traces.ts';
import { noLink } from '../api/answer.ts';
import { FakeHistory } from './fake-history.ts';
import { pumpDevices } from './pump-builders.ts';

const DAY_MS = 86_400_000;

/** The elements of the history, of a device of this name. */
export function ofTheHistory(now: number, name: string): TemplateResult {
  const devices = pumpDevices(62, 4_800).map((device) => ({ ...device, name }));
  const span = { from: now - DAY_MS, to: now };
  const all = traced(devices, now, ['north-pump/current', 'roof-tank/level', 'north-pump/relay']);
  const infos = new FakeHistory().infos(devices);
  return html`
    <h2>History</h2>
    <fg-chart-card class="card" .traces=${all} .span=${span} .step=${600} .now=${now} csv="#"></fg-chart-card>
    <fg-chart-card class="card" .traces=${all.slice(0, 1)} .span=${span} .now=${now} loading></fg-chart-card>
    <fg-chart-card class="card" .span=${span} .now=${now} .firstAt=${now}></fg-chart-card>
    <fg-chart-card class="card" .span=${span} .now=${now} loading></fg-chart-card>
    <fg-chart-card class="card" .span=${span} .now=${now} .problem=${noLink}></fg-chart-card>
    ${all.map((trace) => html`<fg-spark-line .trace=${trace} .span=${span} .label=${name}></fg-spark-line>`)}
    <fg-span-bar .asked=${{ question: 'ran', preset: '24h' }} .span=${span}></fg-span-bar>
    <fg-series-picker .choices=${infos} .shown=${infos.slice(0, 2)}></fg-series-picker>
    <fg-series-picker></fg-series-picker>
  `;
}

/** The last day, and the one before it to compare with. */
function traced(devices: readonly DeviceView[], now: number, series: readonly string[]) {
  const history = new FakeHistory();
  const ask = (to: number) =>
    history.answer(
      devices,
      new URLSearchParams({ series: series.join(','), from: String(to - DAY_MS), to: String(to), points: '300' }),
    );
  const infos = history.infos(devices).filter(({ device, point }) => series.includes(`${device}/${point}`));
  return tracesOf({ answer: ask(now), other: ask(now - DAY_MS), shiftMs: DAY_MS, infos, now });
}
