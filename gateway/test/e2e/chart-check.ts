import type { HistoryAnswer } from '@farmgate/gateway/contract';
import { axesOf, axisFaults, NEAR, type Axes } from './chart-axes.ts';
import { gapsOf, growthOf, piecesOf, shapeOf, verticesOf, wholeReach, type Reach } from './chart-shapes.ts';
import type { Sight } from './chart-sight.ts';

/** Of the letter at the end of the line, which is a plate above it. Canvas pixels. */
const PLATE = 10;
/** How much of a colour is a line, and how much is the band between the least and the most, which is 22 %. Of 255. */
const SOLID = 200;
const FAINT = 40;

/** What a picture shows of the first series that the answer does not say, and the other way round; empty where they are the same. */
export function faultsOf(sight: Sight, answer: HistoryAnswer): string[] {
  const seen: Seen = { ...sight, ...pixelsOf(sight), ...axesOf(sight, answer), answer };
  const isCounter = answer.series[0]?.kind === 'counter';
  const faults = isCounter ? barFaults(seen) : [...lineFaults(seen), ...bandFaults(seen)];
  return [...axisFaults(sight, answer, seen), ...faults, ...gapFaults(seen)];
}

type Strength = (x: number, y: number) => number;

interface Seen extends Pick<Sight, 'box'>, Axes {
  readonly answer: HistoryAnswer;
  /** How much of a colour is at a place; 0 where it is another. */
  readonly ink: Strength;
  readonly hatching: Strength;
  readonly any: Strength;
}

function pixelsOf({ box, pixels, ink, hatch }: Sight): Pick<Seen, 'ink' | 'hatching' | 'any'> {
  const isWithin = (x: number, y: number) => x >= 0 && y >= 0 && x < box.width && y < box.height;
  const part = (x: number, y: number, index: number) => pixels[(y * box.width + x) * 4 + index] ?? 0;
  const any = (x: number, y: number) => (isWithin(x, y) ? part(x, y, 3) : 0);
  const of = (colour: readonly number[]) => (x: number, y: number) =>
    colour.every((one, index) => Math.abs(part(x, y, index) - one) < 16) ? any(x, y) : 0;
  return { any, ink: of(ink), hatching: of(hatch) };
}

/** Each bucket has its place on a line, and a line is nowhere else. */
function lineFaults(seen: Seen): string[] {
  const { box, answer, ink, x, y } = seen;
  const isPlate = plateOf(seen);
  const places = verticesOf(answer).map(({ middle, value }) => [x(middle), y(value)] as const);
  const bare = places.filter(([px, py]) => px >= 0 && px < box.width && !isPlate(px, py) && !isNear(ink, px, py));
  const line = shapeOf(piecesOf(answer), x, ({ value }) => [y(value), y(value)]);
  const tips = places.map(([px]) => px);
  const stray = columns(seen).flatMap((column) => {
    const reach = wholeReach(line, around(column), tips);
    const row = rows(seen).find((one) => ink(column, one) > SOLID && !isPlate(column, one) && !isWithin(reach, one));
    return row === undefined ? [] : [`There is a line at ${column}, ${row}.`];
  });
  return [...bare.map((place) => `There is no line at ${place.map(Math.round).join(', ')}.`), ...stray];
}

/** The band goes from the least to the most, and not beyond. */
function bandFaults(seen: Seen): string[] {
  const { answer, ink, any, x, y } = seen;
  const isPlate = plateOf(seen);
  const band = shapeOf(piecesOf(answer), x, ({ min, max }) => [y(max), y(min)]);
  const tips = verticesOf(answer).map(({ middle }) => x(middle));
  return columns(seen).flatMap((column) => {
    const outer = wholeReach(band, around(column), tips);
    const inner = commonReach(band, around(column), tips);
    const free = rows(seen).filter((row) => !isPlate(column, row));
    const stray = free.find((row) => ink(column, row) > FAINT && !isWithin(outer, row));
    const bare = free.find((row) => isInside(inner, row) && any(column, row) < FAINT);
    return [
      ...(stray === undefined ? [] : [`There is a band at ${column}, ${stray}.`]),
      ...(bare === undefined ? [] : [`There is no band at ${column}, ${bare}.`]),
    ];
  });
}

/** Of what only grows each bucket is a bar as high as it grew. */
function barFaults(seen: Seen): string[] {
  const { box, answer, ink, x, y } = seen;
  const bars = growthOf(answer).map(({ begin, end, value }) => ({ left: x(begin), right: x(end), top: y(value) }));
  const foot = y(0);
  const isDark = (column: number, row: number) => ink(column, row) > SOLID;
  const short = bars.filter(({ left, right, top }) => {
    const own = range(Math.max(0, Math.ceil(left)), Math.min(box.width, Math.floor(right)) - 1);
    const row = Math.ceil(top) + NEAR;
    return own.length > 0 && row < foot - NEAR && !own.some((column) => isDark(column, row));
  });
  const stray = columns(seen).flatMap((column) => {
    const on = bars.filter(({ left, right }) => column + 1 > left && column < right);
    const [inside] = on.filter(({ left, right }) => column > left + NEAR && column + 1 < right - NEAR);
    const highest = Math.min(foot, ...on.map(({ top }) => top));
    const high = rows(seen).find((row) => isDark(column, row) && (row < highest - NEAR || row > foot + NEAR));
    const bare = rows(seen).find(
      (row) => inside && !isDark(column, row) && row > inside.top + NEAR && row < foot - NEAR - 1,
    );
    return [
      ...(high === undefined ? [] : [`There is a bar at ${column}, ${high}.`]),
      ...(bare === undefined ? [] : [`There is no bar at ${column}, ${bare}.`]),
    ];
  });
  return [
    ...short.map(({ left, top }) => `There is no bar as high as ${Math.round(left)}, ${Math.round(top)}.`),
    ...stray,
  ];
}

/** Hatched where nothing was read, with nothing drawn there, and nowhere else. */
function gapFaults(seen: Seen): string[] {
  const { box, answer, ink, hatching, x } = seen;
  const gaps = gapsOf(answer).map(({ from, to }) => ({ left: x(from), right: x(to) }));
  const isPlate = plateOf(seen);
  const free = (column: number) => rows(seen).filter((row) => !isPlate(column, row));
  const isHatched = columns(seen).map(
    (column) => free(column).filter((row) => hatching(column, row) > FAINT).length > box.height / 40,
  );
  return columns(seen).flatMap((column) => {
    const isGap = gaps.some(({ left, right }) => column > left + NEAR && column + 1 < right - NEAR);
    const mayBeGap = gaps.some(({ left, right }) => column + 1 > left - NEAR && column < right + NEAR);
    const isInked = free(column).some((row) => ink(column, row) > FAINT);
    // On a line of the grid the hatching has another colour.
    if (isGap && !isHatched.slice(Math.max(0, column - 1), column + 2).includes(true))
      return [`The gap at ${column} is not hatched.`];
    if (isGap && isInked) return [`Something is drawn in the gap at ${column}.`];
    return !mayBeGap && isHatched[column] ? [`It is hatched at ${column}, where something was read.`] : [];
  });
}

/** Where the letter lies on the line; of bars there is none. */
function plateOf({ box, answer, x, y }: Seen): (px: number, py: number) => boolean {
  const last = verticesOf(answer).findLast(({ middle }) => x(middle) >= 0 && x(middle) <= box.width);
  if (!last || answer.series[0]?.kind === 'counter') return () => false;
  const middle = {
    x: Math.min(x(last.middle), box.width - 9),
    y: Math.min(Math.max(y(last.value), 8), box.height - 8),
  };
  return (px, py) => Math.hypot(px - middle.x, py - middle.y) <= PLATE;
}

/** What a shape covers at each place between two. */
function commonReach(...[shape, [from, to], tips]: Parameters<typeof wholeReach>): Reach {
  const reaches = [from, ...tips.filter((tip) => tip >= from && tip <= to), to].map(shape);
  const known = reaches.filter((reach) => reach !== undefined);
  if (known.length < reaches.length) return undefined;
  return [Math.max(...known.map(([top]) => top)), Math.min(...known.map(([, foot]) => foot))];
}

/** The places near a column. */
function around(column: number): readonly [number, number] {
  return [column + 0.5 - NEAR, column + 0.5 + NEAR];
}

function isWithin(reach: Reach, row: number): boolean {
  return reach !== undefined && row + 0.5 > reach[0] - NEAR && row + 0.5 < reach[1] + NEAR;
}

function isInside(reach: Reach, row: number): boolean {
  return reach !== undefined && row > reach[0] + NEAR && row + 1 < reach[1] - NEAR;
}

function isNear(ink: Strength, px: number, py: number): boolean {
  const near = (middle: number) => range(Math.ceil(middle - 0.5 - NEAR), Math.floor(middle - 0.5 + NEAR));
  return near(px).some((column) => near(py).some((row) => ink(column, row) > SOLID));
}

function columns({ box }: Seen): number[] {
  return range(0, box.width - 1);
}

function rows({ box }: Seen): number[] {
  return range(0, box.height - 1);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
