/** A box in the drawing's units: left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

/** A text that wants to stand beside a place. */
export interface Wish {
  text: string;
  at: readonly [number, number];
  size: number; // of the letters
  clear: number; // distance from the place
}

/** Where a text stands: its middle on the line of writing, and its box. */
export interface Label extends Wish {
  x: number;
  y: number;
  box: Box;
}

const wide = 0.56; // width of a letter of Noto Sans, in its size

/** The width of a text, near enough to keep texts apart. */
export function widthOf(text: string, size: number): number {
  return text.length * wide * size;
}

/**
 * Places texts one after the other, each where it overlaps least of what is there
 * already: boxes that were given, texts before it, points of lines, the frame's edge.
 */
export function placeLabels(wishes: readonly Wish[], frame: Box, taken: readonly Box[], points: readonly (readonly [number, number])[]): Label[] {
  const there = [...taken];
  return wishes.map((wish) => {
    let best: { label: Label; cost: number } | undefined;
    for (const [i, [dx, dy]] of sides.entries()) {
      const label = standing(wish, dx, dy);
      const cost = i * 0.01 + costOf(label.box, frame, there, points);
      if (!best || cost < best.cost) best = { label, cost };
    }
    const label = best?.label ?? standing(wish, 1, 0);
    there.push(label.box);
    return label;
  });
}

const sides: readonly (readonly [number, number])[] = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1], [2, -2], [2, 2], [-2, -2], [-2, 2], [0, -3], [0, 3]];

function standing(wish: Wish, dx: number, dy: number): Label {
  const [w, h] = [widthOf(wish.text, wish.size), wish.size * 1.1];
  const x = wish.at[0] + Math.sign(dx) * (wish.clear * Math.max(1, Math.abs(dx)) * 0.9 + w / 2);
  const y = wish.at[1] + dy * wish.clear + (Math.sign(dy) * h) / 2;
  return { ...wish, x, y: y + wish.size * 0.36, box: [x - w / 2, y - h / 2, x + w / 2, y + h / 2] };
}

function costOf(box: Box, frame: Box, there: readonly Box[], points: readonly (readonly [number, number])[]): number {
  let cost = area(box) - common(box, frame); // what is outside
  cost *= 10;
  for (const other of there) cost += 3 * common(box, other);
  for (const [x, y] of points) if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) cost += 2;
  return cost;
}

function area(b: Box): number {
  return Math.max(0, b[2] - b[0]) * Math.max(0, b[3] - b[1]);
}

function common(a: Box, b: Box): number {
  return area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
}
