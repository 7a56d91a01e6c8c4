import type { DeviceView, PointRef, PointView, PumpView, RunView } from '@farmgate/gateway/contract';
import { amperes, clockTime, number, span } from '../i18n/format.ts';
import { holdWords, pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import { faceOf, type Face } from './face.ts';
import { leftS } from './run-time.ts';

/** What the face of a pump is judged by. */
export interface PumpFaceInput {
  readonly pump: PumpView;
  /** The run that has it. */
  readonly run?: RunView | undefined;
  readonly devices: readonly DeviceView[];
  readonly now: number;
  readonly isCurrent: boolean;
}

/** The face of a pump. *Running* is said only of a run that is running, and only while its device is heard. */
export function pumpFace({ pump, run, devices, now, isCurrent }: PumpFaceInput): Face {
  if (!isCurrent) return { kind: 'unknown', words: words.noLink() };
  const own = switchFace(pump, devices, now);
  if (own?.kind === 'not-stopping') return own;
  switch (run?.state) {
    case 'starting':
      return own?.kind === 'asking' || own?.kind === 'acknowledged' || own?.kind === 'waiting'
        ? own
        : { kind: 'asking', words: words.askingPump() };
    case 'running':
      return runningFace(pump, devices);
    case 'hold':
      return { kind: 'hold', words: pumpWords.keptSafe(minutesLeft(run, now)), note: holdNote(run) };
    case 'stopping':
      return { kind: 'asking', words: words.askingOff(), note: surelyOff(pump) };
    case 'waiting':
    case 'ended':
    case undefined:
      return idleFace(pump, own);
  }
}

/** The point a pump's effect or tank is read from; undefined where it is gone. */
export function pointAt(devices: readonly DeviceView[], ref: PointRef | undefined): PointView | undefined {
  const device = ref && devices.find(({ id }) => id === ref.device);
  return device?.points.find(({ definition }) => definition.id === ref?.point);
}

/** What the motor takes, where that is news. Unit: mA. */
export function currentOf({ shownBy }: PumpView, devices: readonly DeviceView[]): number | undefined {
  const reading = pointAt(devices, shownBy['current'])?.reading;
  const isNews = reading?.quality === 'good' && !reading.old;
  return isNews && typeof reading.value === 'number' ? reading.value : undefined;
}

function switchFace({ device: id, point: pointId }: PumpView, devices: readonly DeviceView[], now: number) {
  const device = devices.find((one) => one.id === id);
  const point = device?.points.find(({ definition }) => definition.id === pointId);
  return device && point ? faceOf({ device, point: { ...point, load: 'pump' }, now, isCurrent: true }) : undefined;
}

function runningFace(pump: PumpView, devices: readonly DeviceView[]): Face {
  if (!pump.isHeard) return { kind: 'unknown', words: words.noNews(), note: pumpWords.endsByItself() };
  const current = currentOf(pump, devices);
  return { kind: 'running', words: current === undefined ? words.running() : words.runningAt(amperes(current)) };
}

/** Nobody has it now: what the device shows, and what keeps it. */
function idleFace(pump: PumpView, own: Face | undefined): Face {
  if (pump.is === 'on') return { kind: 'not-stopping', words: pumpWords.onByItself() };
  if (pump.holdsSlot) return { kind: 'asking', words: words.askingOff(), note: surelyOff(pump) };
  if (pump.lockedOutBy !== undefined) return { kind: 'tripped', words: pumpWords.lockedOut() };
  if (pump.outOfService !== undefined) return { kind: 'off', words: pumpWords.outOfService(pump.outOfService) };
  if (pump.is === 'off') return { kind: 'off', words: words.off() };
  return own?.kind === 'no-answer' || own?.kind === 'no-power' || own?.kind === 'unknown'
    ? own
    : { kind: 'unknown', words: words.noNews() };
}

function holdNote({ hold }: RunView): string {
  return holdWords[hold?.cause ?? 'pump']();
}

function surelyOff({ surelyOffAt }: PumpView): string {
  return surelyOffAt === undefined ? pumpWords.untilOff() : pumpWords.surelyOffAt(clockTime(surelyOffAt));
}

/** What is left, as people say it. */
function minutesLeft(run: RunView, now: number): string {
  const left = leftS(run, now);
  return left < 60 ? span(left * 1000) : words.minutes(number(Math.floor(left / 60)));
}
