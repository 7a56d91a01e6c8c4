import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { node, outlet, Play, pump } from '../../testing/switch-play.ts';
import { EXPIRY_MS, isOff, isOpen } from './command.ts';
import { nextTick, restoredSwitch, type SwitchProfile } from './switch-machine.ts';

const anyEvent = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask' as const), value: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('receipt' as const),
      of: fc.nat(3),
      state: fc.constantFrom('sent' as const, 'delivered' as const, 'failed' as const),
      reason: fc.constantFrom('no-ack' as const, 'expired' as const, 'offline' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('current' as const), mA: fc.constantFrom(0, 99, 101, 5_000) }) },
  fc.record({
    do: fc.constantFrom(
      'tripped' as const,
      'untripped' as const,
      'lost' as const,
      'meddled' as const,
      'carrier-lost' as const,
      'latched' as const,
    ),
  }),
  fc.record({ do: fc.constant('carrier-back' as const), restarted: fc.boolean() }),
  fc.record({ do: fc.constant('restart' as const) }),
);
const anyStory = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), anyEvent), { maxLength: 40 });

/** Tells a random story and answers the switch, with every id that was asked, in order. */
function tell(
  story: typeof anyStory extends fc.Arbitrary<infer T> ? T : never,
  profile: SwitchProfile,
  obeys = false,
): { play: Play; ids: string[]; end: number } {
  let play = new Play(profile);
  play.obeys = obeys;
  const ids: string[] = [];
  let second = 0;
  for (const [wait, event] of story) {
    second += wait / 1000;
    switch (event.do) {
      case 'ask':
        ids.push(`c${ids.length}`);
        play.ask(second, event.value, `c${ids.length - 1}`);
        break;
      case 'receipt':
        play.receipt(
          second,
          `c${ids.length - 1 - event.of}`,
          event.state,
          event.state === 'failed' ? { reason: event.reason } : {},
        );
        break;
      case 'current':
        play.at(second, { type: 'current', mA: event.mA });
        break;
      case 'carrier-back':
        play.at(second, { type: 'carrier-back', restarted: event.restarted });
        break;
      case 'restart': {
        const { command, lastKnown, unexplained } = play.control;
        const next = new Play(profile, restoredSwitch(command, lastKnown, unexplained));
        next.obeys = obeys;
        next.wanted.push(...play.wanted);
        next.published.push(...play.published);
        for (const [id, command] of play.saved) next.saved.set(id, command);
        play = next.until(second);
        break;
      }
      default:
        play.at(second, { type: event.do });
    }
  }
  return { play, ids, end: second };
}

describe('whatever happens', () => {
  const each = (check: (told: ReturnType<typeof tell>) => void) =>
    fc.assert(
      fc.property(anyStory, fc.constantFrom(outlet, pump, node), (story, profile) => check(tell(story, profile))),
      { numRuns: 1_500 },
    );

  it('no ON is handed over after its expiry or after a later command', () => {
    each(({ play, ids }) => {
      for (const { id, at, value } of play.published.filter((sent) => sent.value === true)) {
        expect(value).toBe(true);
        const accepted = play.command(id).accepted.mono / 1000;
        expect(at).toBeLessThan(accepted + EXPIRY_MS / 1000);
        const laterAsked = ids.slice(ids.indexOf(id) + 1).map((later) => play.command(later).accepted.mono / 1000);
        for (const later of laterAsked) expect(at).toBeLessThanOrEqual(later);
      }
    });
  });

  it('no ON is begun twice', () => {
    each(({ play }) => {
      const begun = play.published.filter(({ value, how }) => value === true && how === 'first').map(({ id }) => id);
      expect(new Set(begun).size).toBe(begun.length);
    });
  });

  it('every command is confirmed or failed in the end, or is an OFF that is still sent, or waits for its bridge', () => {
    each(({ play, ids, end }) => {
      play.until(end + 120);
      for (const id of ids) {
        const command = play.command(id);
        if (!isOpen(command)) continue;
        expect(isOff(command)).toBe(true);
        if (play.control.reachable) expect(nextTick(play.control, play.profile)).toBeDefined();
      }
    });
  });

  it('a current that no command explains leaves the alarm up until an OFF or an ON is proven', () => {
    fc.assert(
      fc.property(anyStory, fc.constantFrom(outlet, pump), (story, profile) => {
        const { play, end } = tell(story, profile, true);
        const { control } = play;
        if (control.unexplained) expect(control.drewCurrent).toBe(true);
        if (control.unexplained && control.desired === false && control.reported.state !== 'unknown') {
          const isUnderWay = control.command !== undefined && isOpen(control.command);
          expect(isUnderWay || nextTick(control, profile) !== undefined).toBe(true);
        }
        for (const [i, at] of play.suspected.slice(1).entries())
          expect(at - (play.suspected[i] ?? 0)).toBeGreaterThanOrEqual(2);
        // Whatever came before: once it is obeyed the alarm ends.
        play
          .until(end + 60)
          .at(end + 60, { type: 'carrier-back', restarted: false })
          .at(end + 60, { type: 'latched' });
        // Delivered once more, for a trip that was never waited for.
        play.ask(end + 61, false, 'last');
        for (const wait of [62, 64]) play.receipt(end + wait, 'last', 'delivered');
        for (const wait of [70, 71]) play.at(end + wait, { type: 'current', mA: 0 });
        expect(play.control).toMatchObject({ unexplained: false, reported: { state: 'off' } });
      }),
      { numRuns: 1_500 },
    );
  });

  it('an OFF ends only confirmed or superseded', () => {
    each(({ play, ids }) => {
      for (const command of ids.map((id) => play.command(id)).filter((c) => isOff(c) && !isOpen(c)))
        expect(command.state === 'confirmed' || command.reason === 'superseded').toBe(true);
    });
  });

  it('what has ended stays as it ended', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (first, second) => {
        const before = tell(first, outlet);
        const after = tell([...first, ...second], outlet);
        for (const id of before.ids) {
          const command = before.play.command(id);
          if (!isOpen(command)) expect(after.play.command(id)).toEqual(command);
        }
      }),
      { numRuns: 500 },
    );
  });
});
