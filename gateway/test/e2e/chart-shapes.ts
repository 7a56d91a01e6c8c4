import type { HistoryAnswer } from '@farmgate/gateway/contract';

/** A bucket, or a reading by itself. Wall ms. */
export interface Vertex {
  readonly begin: number;
  readonly end: number;
  /** Where its value is drawn. */
  readonly middle: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

interface While {
  readonly from: number;
  readonly to: number;
}

/** What an answer says of its first series. */
export function verticesOf({ step, series: [series] }: HistoryAnswer): Vertex[] {
  const { at, value, min, max } = series ?? { at: [], value: [], min: [], max: [] };
  return at.map((begin, index) => {
    const end = Math.min(begin + step * 1_000, at[index + 1] ?? Infinity);
    const own = value[index] ?? Number.NaN;
    const [least, most] = step === 0 ? [own, own] : [min[index] ?? own, max[index] ?? own];
    return { begin, end, middle: (begin + end) / 2, value: own, min: Math.min(own, least), max: Math.max(own, most) };
  });
}

/** How much a counter grew, and from when to when: in each bucket, or since the reading before. */
export function growthOf(answer: HistoryAnswer): Vertex[] {
  const vertices = verticesOf(answer);
  if (answer.step > 0) return vertices;
  return vertices.flatMap((vertex, index) => {
    const before = vertices[index - 1];
    return before ? [{ ...vertex, begin: before.end, value: vertex.value - before.value }] : [];
  });
}

/** Silences of more than the answer says is one, and than a bucket is long; months are of several lengths. */
export function gapsOf(answer: HistoryAnswer): While[] {
  const { from, to, gapS, step } = answer;
  const slack = gapS * 1_000 + (step > 604_800 ? 36 * 3_600_000 : 0);
  const vertices = verticesOf(answer);
  const begins = [...vertices.map(({ begin }) => begin), to];
  const silences = begins.map((begin, index) => ({ from: vertices[index - 1]?.end ?? from, to: begin }));
  return silences.filter((silence) => silence.to - silence.from > slack);
}

/** What follows one another without a gap, together. */
export function piecesOf(answer: HistoryAnswer): Vertex[][] {
  const ends = new Set(gapsOf(answer).map(({ to }) => to));
  const pieces: Vertex[][] = [[]];
  for (const vertex of verticesOf(answer)) {
    if (ends.has(vertex.begin)) pieces.push([]);
    pieces.at(-1)?.push(vertex);
  }
  return pieces;
}

/** From where to where something goes at one place; undefined where it is not. */
export type Reach = readonly [number, number] | undefined;

/** How high a shape is over a place, of straight lines from the middle of each bucket to the next. Canvas pixels. */
export type Shape = (place: number) => Reach;

export function shapeOf(
  pieces: readonly (readonly Vertex[])[],
  x: (at: number) => number,
  edges: (vertex: Vertex) => readonly [number, number],
): Shape {
  const points = pieces.map((piece) => piece.map((vertex) => ({ x: x(vertex.middle), edges: edges(vertex) })));
  const strips = points.flatMap((piece) => piece.map((point, index) => [point, piece[index + 1] ?? point] as const));
  return (place) => {
    const strip = strips.find(([a, b]) => a.x <= place && place <= b.x);
    if (!strip) return undefined;
    const [a, b] = strip;
    const share = b.x === a.x ? 0 : (place - a.x) / (b.x - a.x);
    return [a.edges[0] + (b.edges[0] - a.edges[0]) * share, a.edges[1] + (b.edges[1] - a.edges[1]) * share];
  };
}

/** All that a shape reaches between two places. `tips`: where its corners are. */
export function wholeReach(shape: Shape, [from, to]: readonly [number, number], tips: readonly number[]): Reach {
  const inside = tips.filter((tip) => tip >= from && tip <= to);
  const reaches = [from, ...inside, to].flatMap((place) => [shape(place) ?? []].filter((reach) => reach.length === 2));
  if (reaches.length === 0) return undefined;
  return [Math.min(...reaches.map(([top]) => top)), Math.max(...reaches.map(([, foot]) => foot))];
}
