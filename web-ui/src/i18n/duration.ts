import { number } from './format.ts';
import { words } from './words.ts';

/** Prepaid time as it is counted here, in minutes and what is left over: 135 min, 6 min 30 s. Unit of `seconds`: s, of whatever sign. */
export function duration(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  const parts = [
    ...(minutes > 0 || rest === 0 ? [words.minutes(number(minutes))] : []),
    ...(rest > 0 ? [words.seconds(number(rest))] : []),
  ];
  return parts.join(' ');
}

/** The same with its sign: +60 min, −5 min. */
export function signedDuration(seconds: number): string {
  if (Math.round(seconds) === 0) return duration(0);
  return `${seconds < 0 ? '−' : '+'}${duration(seconds)}`;
}
