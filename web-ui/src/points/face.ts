import type { Command, DeviceView, PointView, SwitchView } from '@farmgate/gateway/contract';
import { amperes, number, span } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';

/** How a switch stands, by what is known and nothing more. Each kind has a shape, a colour and words of its own. */
export type FaceKind =
  | 'off'
  | 'running'
  | 'said-yes'
  | 'asking'
  | 'acknowledged'
  | 'waiting'
  | 'tripped'
  | 'no-power'
  | 'no-answer'
  | 'not-stopping'
  | 'hold'
  | 'unknown';

/** What is shown of a switch. */
export interface Face {
  readonly kind: FaceKind;
  readonly words: string;
  /** What the device last said, while something else is being asked; or why the last command came to nothing. */
  readonly note?: string;
}

/** What a face is judged by. */
export interface FaceInput {
  readonly device: DeviceView;
  readonly point: PointView;
  /** Gateway wall time. */
  readonly now: number;
  /** False when what the page knows may be out of date: then nothing is claimed. */
  readonly isCurrent: boolean;
}

/** The face of a switch. *Running* and *Off* are said only of what the device itself has shown, and only while that is news. */
export function faceOf({ device, point, now, isCurrent }: FaceInput): Face {
  const view = point.switch;
  if (!view) return { kind: 'unknown', words: words.noNews() };
  if (!isCurrent) return { kind: 'unknown', words: sentences(words.noLink(), lastSeen(pastOf(view), now)) };
  const { command } = view;
  if (command && (isOpen(command) || command.notStopping)) return askedFace(view, command, device, point, now);
  const face = isPast(view, device, command) ? silentFace(view, device, now) : reportedFace(view, device, point, now);
  const note = command ? failureNote(command, face) : undefined;
  return note ? { ...face, note } : face;
}

/** Whether a command is still on its way. */
export function isOpen({ state, owed }: Command): boolean {
  return owed || (state !== 'confirmed' && state !== 'failed');
}

/** Whether a load runs, is about to, or was asked to stop in vain: whoever sees it must be able to stop it. */
export function mayRun({ kind }: Face): boolean {
  return kind !== 'off' && kind !== 'unknown' && kind !== 'tripped';
}

function askedFace(view: SwitchView, command: Command, device: DeviceView, point: PointView, now: number): Face {
  const note = words.lastSaid(shortState(view, device, point, now));
  if (command.notStopping) return { kind: 'not-stopping', words: words.notStopping(), note };
  if (device.availability === 'offline')
    return { kind: 'no-answer', words: sentences(words.noAnswer(), doubtOf(command), askingOf(command, point)), note };
  if (command.state === 'delivered') return { kind: 'acknowledged', words: acknowledgedOf(command), note };
  if (command.state === 'pending' && command.tries === 0 && now - command.acceptedAt > 2_000)
    return { kind: 'waiting', words: words.waitingForRadio(), note };
  return { kind: 'asking', words: sentences(askingOf(command, point), triesOf(command)), note };
}

function reportedFace(view: SwitchView, device: DeviceView, point: PointView, now: number): Face {
  switch (view.reported) {
    case 'on':
      return onFace(view, device, point, now);
    case 'off':
      return view.evidence === 'acknowledgement-only'
        ? { kind: 'off', words: words.off(), note: words.byItsWord() }
        : { kind: 'off', words: words.off() };
    case 'tripped':
      return { kind: 'tripped', words: words.tripped() };
    case 'unknown':
      return silentFace(view, device, now);
  }
}

function onFace(view: SwitchView, device: DeviceView, point: PointView, now: number): Face {
  const current = currentOf(device, point);
  switch (view.evidence) {
    case 'report':
    case 'measurement':
      return { kind: 'running', words: current === undefined ? words.running() : words.runningAt(amperes(current)) };
    case 'acknowledgement-only':
      return point.load === 'pump'
        ? { kind: 'no-power', words: words.wasNotConfirmed() }
        : { kind: 'said-yes', words: words.saidYes() };
    case undefined:
      return silentFace(view, device, now);
  }
}

/** Nobody knows how it stands: because it gave no answer, or because nothing was heard of it. */
function silentFace(view: SwitchView, device: DeviceView, now: number): Face {
  const { command } = view;
  const last = lastSeen(pastOf(view), now);
  if (command && wasAskedInVain(command))
    return { kind: 'no-answer', words: sentences(words.noAnswer(), doubtOf(command, view), last) };
  const silence = device.availability !== 'online' && device.lastHeardAt ? now - device.lastHeardAt : undefined;
  const news = silence === undefined ? words.noNews() : words.noNewsFor(span(silence));
  return { kind: 'unknown', words: sentences(news, last) };
}

/** Whether what was reported is only what once was: the device is gone, or a command after it may have changed it. */
function isPast(view: SwitchView, device: DeviceView, command: Command | undefined): boolean {
  if (view.reported === 'unknown' || device.availability === 'offline') return true;
  if (!command || !wasAskedInVain(command)) return false;
  return (view.reportedAt ?? 0) < (command.trail.at(-1)?.at ?? command.acceptedAt);
}

function wasAskedInVain({ state, reason, tries }: Command): boolean {
  if (state !== 'failed') return false;
  return (
    reason === 'no-ack' || reason === 'not-confirmed' || (tries > 0 && (reason === 'expired' || reason === 'offline'))
  );
}

/** What a switch may be after a command that nobody answered. */
function doubtOf({ value }: Command, view?: SwitchView): string {
  if (value === false) return words.mayBeOn();
  return view && pastOf(view)?.state === 'off' ? words.mayBeOff() : words.mayBeEither();
}

function askingOf({ value }: Command, { load }: PointView): string {
  if (value === false) return words.askingOff();
  return load === 'pump' ? words.askingPump() : words.askingOn();
}

function acknowledgedOf({ value }: Command): string {
  return value === false ? words.acknowledgedOff() : words.acknowledged();
}

/** Tries of an owed OFF go on past the number there were to be. */
function triesOf({ tries, trail }: Command): string {
  if (tries < 1) return '';
  const of = trail.findLast((step) => step.of !== undefined)?.of;
  return of !== undefined && tries <= of ? words.tryOfMany(number(tries), number(of)) : words.tryOf(number(tries));
}

/** Why the last command ended as it did, where its face does not say so already. */
function failureNote({ state, reason }: Command, { kind }: Face): string | undefined {
  if (state !== 'failed' || kind === 'no-answer') return undefined;
  switch (reason) {
    case 'expired':
      return words.wasExpired();
    case 'latched':
      return words.wasLatched();
    case 'rejected':
      return kind === 'tripped' ? undefined : words.wasRejected();
    case 'not-confirmed':
      return kind === 'no-power' ? undefined : words.wasUnproven();
    default:
      return undefined;
  }
}

interface Past {
  readonly state: SwitchView['reported'];
  readonly at: number;
}

/** How it stood when it was last known. */
function pastOf({ reported, reportedAt, lastKnown }: SwitchView): Past | undefined {
  return reported !== 'unknown' && reportedAt !== undefined ? { state: reported, at: reportedAt } : lastKnown;
}

function lastSeen(past: Past | undefined, now: number): string {
  return past ? words.lastSeen(stateWord(past.state), span(now - past.at)) : '';
}

function shortState(view: SwitchView, device: DeviceView, point: PointView, now: number): string {
  const past = pastOf(view);
  if (view.reported === 'unknown' || device.availability === 'offline') return lastSeen(past, now) || words.noNews();
  const current = view.reported === 'on' && view.evidence === 'measurement' ? currentOf(device, point) : undefined;
  return stateWord(view.reported) + (current === undefined ? '' : `, ${amperes(current)}`);
}

function stateWord(state: SwitchView['reported']): string {
  switch (state) {
    case 'on':
      return words.stateOn();
    case 'off':
      return words.stateOff();
    case 'tripped':
      return words.stateTripped();
    case 'unknown':
      return words.noNews();
  }
}

/** The measured current, where it is news. */
function currentOf(device: DeviceView, point: PointView): number | undefined {
  const reading = device.points.find(({ definition }) => definition.id === point.definition.proof)?.reading;
  const isNews = reading?.quality === 'good' && !reading.old;
  return isNews && typeof reading.value === 'number' ? reading.value : undefined;
}

/** Sentences one after the other; some languages end them by themselves. */
function sentences(...parts: readonly string[]): string {
  return parts
    .filter(Boolean)
    .map((part, index, all) => (index < all.length - 1 && !/[.…।۔?!]$/u.test(part) ? `${part}.` : part))
    .join(' ');
}
