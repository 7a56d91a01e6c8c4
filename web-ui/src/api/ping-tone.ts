/** A tone for each PING, for somebody who looks at the antenna and not at the phone. Silent until it is turned on. */
export interface PingTone {
  readonly isOn: boolean;
  /** Whether this browser can sound at all. */
  readonly canSound: boolean;
  /** To be called from a tap: browsers allow no sound before one. */
  turn(on: boolean): void;
  play(answered: boolean): void;
}

/** Two octaves apart: told from each other also on a phone's small speaker, in wind. Unit: Hz. */
const HIGH_HZ = 988;
const LOW_HZ = 247;
const LENGTH_S = 0.12;

/** A tone through WebAudio: high when answered, low when not. */
export function createPingTone(): PingTone {
  let context: AudioContext | undefined;
  return {
    get isOn() {
      return context !== undefined;
    },
    canSound: 'AudioContext' in globalThis,
    turn: (on) => {
      if (on) context ??= new AudioContext();
      else {
        void context?.close();
        context = undefined;
      }
    },
    play: (answered) => {
      if (context) sound(context, answered ? HIGH_HZ : LOW_HZ);
    },
  };
}

function sound(context: AudioContext, hz: number): void {
  const tone = new OscillatorNode(context, { type: 'triangle', frequency: hz });
  const gain = new GainNode(context, { gain: 0.35 });
  // A tone that is cut clicks.
  gain.gain.setTargetAtTime(0, context.currentTime + LENGTH_S * 0.6, LENGTH_S / 8);
  tone.connect(gain).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + LENGTH_S * 2);
}
