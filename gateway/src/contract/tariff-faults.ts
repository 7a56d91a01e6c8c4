/** What is wrong, and where in the value. */
export interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

interface Bounds {
  readonly slabs: readonly { readonly upToKwh?: number | undefined }[];
}

interface Window {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly period: string;
}

interface Week {
  readonly periods: readonly { readonly name: string }[];
  readonly windows: readonly Window[];
  readonly usual: string;
  readonly holidays: readonly { readonly day: string }[];
}

/** Why slabs do not cover every use once; undefined where they do. */
export function slabFault({ slabs }: Bounds): Fault | undefined {
  for (const [at, { upToKwh }] of slabs.entries()) {
    const path = ['slabs', at, 'upToKwh'];
    const isLast = at === slabs.length - 1;
    if (isLast && upToKwh !== undefined) return { path, message: 'must be left out: the last slab has no end' };
    if (!isLast && upToKwh === undefined) return { path, message: 'is missing: only the last slab has no end' };
    if ((upToKwh ?? Infinity) <= (slabs[at - 1]?.upToKwh ?? 0))
      return { path, message: 'must be more than that of the slab before' };
  }
  return undefined;
}

/** Why windows do not name one period for every time; undefined where they do. */
export function timeOfUseFault({ periods, windows, usual, holidays }: Week): Fault | undefined {
  const names = periods.map(({ name }) => name);
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  if (twice >= 0) return { path: ['periods', twice, 'name'], message: 'is the name of another period too' };
  if (!names.includes(usual)) return { path: ['usual'], message: 'is none of the periods' };
  for (const [at, window] of windows.entries()) {
    const path = ['windows', at];
    if (!names.includes(window.period)) return { path: [...path, 'period'], message: 'is none of the periods' };
    if (window.to <= window.from)
      return { path: [...path, 'to'], message: 'must be after `from`: over midnight it is two windows' };
    if (windows.slice(0, at).some((other) => overlap(other, window)))
      return { path, message: 'is at the same time as another window' };
  }
  const days = holidays.map(({ day }) => day);
  const again = days.findIndex((day, at) => days.indexOf(day) < at);
  return again < 0 ? undefined : { path: ['holidays', again, 'day'], message: 'is there twice' };
}

function overlap(a: Window, b: Window): boolean {
  return a.from < b.to && b.from < a.to && a.days.some((day) => b.days.includes(day));
}
