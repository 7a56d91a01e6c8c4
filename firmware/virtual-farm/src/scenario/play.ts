import type { Clock } from '@farmgate/gateway/contract';
import { VirtualClock } from '../virtual-clock.ts';
import { Story, type StoryOptions } from './story.ts';
import { summaryOf, type Summary } from './summary.ts';

/** Six in the morning, which is when a farm begins. */
const BEGINS_AT = Date.UTC(2026, 10, 21, 6, 0, 0);

/** Plays a story as fast as the machine can think. `machine` tells how long that took. */
export function playFast(options: Omit<StoryOptions, 'clock'>, machine: Clock): Summary {
  const clock = new VirtualClock(BEGINS_AT);
  const story = new Story({ ...options, clock });
  const began = machine.monoMs();
  story.start();
  clock.advance(story.lastsMs);
  story.stop();
  return summaryOf(story, machine.monoMs() - began);
}

/** A story played at the speed of life. */
export interface LiveStory {
  /** Resolves when it has ended or was stopped. */
  readonly ended: Promise<Summary>;
  stop(): void;
}

/** Plays it for somebody to watch. */
export function playLive(options: StoryOptions): LiveStory {
  const { clock } = options;
  const story = new Story(options);
  const began = clock.monoMs();
  const { promise, resolve } = Promise.withResolvers<Summary>();
  const end = () => {
    cancel();
    story.stop();
    resolve(summaryOf(story, clock.monoMs() - began));
  };
  const cancel = clock.after(story.lastsMs, end);
  story.start();
  return { ended: promise, stop: end };
}
