import type { Command, DeviceView, PointView, SwitchView } from '@farmgate/gateway/contract';
import { amperes, span } from '../i18n/format.ts';
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
  | 'no-answer'
  | 'not-stopping'
  | 'unknown';

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

/** The face of a switch. *Running* and *Off* are said only of what the device itself has shown. */
export function faceOf({ device, point, now, isCurrent }: FaceInput): Face {
  const view = point.switch;
  if (!view || !isCurrent) return { kind: 'unknown', words: words.noLink() };
  const { command } = view;
  if (command && isOpen(command)) return openFace(view, command, currentOf(device, point), now);
  const note = command ? failureNote(command, view) : undefined;
  return { ...reportedFace(view, currentOf(device, point), now), ...(note ? { note } : {}) };
}

/** Whether a command is still on its way. */
export function isOpen({ state }: Command): boolean {
  return state !== 'confirmed' && state !== 'failed';
}

/** Whether the load may be on, as far as anybody knows. */
export function mayBeOn(view: SwitchView): boolean {
  return view.reported !== 'off';
}

function openFace(view: SwitchView, command: Command, current: number | undefined, now: number): Face {
  const note = words.lastSaid(shortState(view, current, now));
  if (command.notStopping) return { kind: 'not-stopping', words: words.notStopping(), note };
  if (command.state === 'delivered') return { kind: 'acknowledged', words: words.acknowledged(), note };
  if (command.state === 'pending' && command.tries === 0 && now - command.acceptedAt > 2_000)
    return { kind: 'waiting', words: words.waitingForRadio(), note };
  const tries = command.tries > 0 ? words.tryOf(String(command.tries)) : '';
  const asking = command.value === false ? words.askingOff() : words.askingOn();
  return { kind: 'asking', words: [asking, tries].filter(Boolean).join(' '), note };
}

function reportedFace(view: SwitchView, current: number | undefined, now: number): Face {
  switch (view.reported) {
    case 'on':
      if (view.evidence === 'acknowledgement-only') return { kind: 'said-yes', words: words.saidYes() };
      return { kind: 'running', words: current === undefined ? words.running() : words.runningAt(amperes(current)) };
    case 'off':
      return { kind: 'off', words: words.off() };
    case 'tripped':
      return { kind: 'tripped', words: words.tripped() };
    case 'unknown':
      return unknownFace(view, now);
  }
}

function unknownFace({ command, lastKnown }: SwitchView, now: number): Face {
  const last = lastKnown ? words.lastSeen(stateWord(lastKnown.state), span(now - lastKnown.at)) : '';
  const wasAsked = command?.reason === 'no-ack' || command?.reason === 'not-confirmed';
  if (!wasAsked) return { kind: 'unknown', words: [words.noNews(), last].filter(Boolean).join(' ') };
  const may = command.value === true ? words.mayBeEither() : words.mayBeOn();
  return { kind: 'no-answer', words: [words.noAnswer(), may, last].filter(Boolean).join(' ') };
}

/** Why the last command ended as it did, where its face does not say so already. */
function failureNote(command: Command, view: SwitchView): string | undefined {
  if (command.state !== 'failed') return undefined;
  switch (command.reason) {
    case 'expired':
      return words.wasExpired();
    case 'latched':
      return words.wasLatched();
    case 'rejected':
      return view.reported === 'tripped' ? undefined : words.wasRejected();
    case 'not-confirmed':
      return words.wasNotConfirmed();
    case 'no-ack':
      return view.reported === 'unknown' ? undefined : words.noAnswer();
    default:
      return undefined;
  }
}

function shortState(view: SwitchView, current: number | undefined, now: number): string {
  if (view.reported === 'unknown')
    return view.lastKnown
      ? words.lastSeen(stateWord(view.lastKnown.state), span(now - view.lastKnown.at))
      : words.noNews();
  const amount =
    view.reported === 'on' && view.evidence === 'measurement' && current !== undefined ? `, ${amperes(current)}` : '';
  return stateWord(view.reported) + amount;
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

function currentOf(device: DeviceView, point: PointView): number | undefined {
  const proof = device.points.find(({ definition }) => definition.id === point.definition.proof);
  return typeof proof?.reading?.value === 'number' ? proof.reading.value : undefined;
}
