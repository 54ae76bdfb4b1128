// Which handles are on the map: those in view, as far as they do not lie on each other.

/** How near two handles may lie, in pixels. */
export const nearestPx = 26;

/** The most that are on the map at once. */
export const mostHandles = 200;

/** A handle that might be drawn, with its place on the screen. */
export interface Spot<T> {
  of: T;
  x: number;
  y: number;
  first: boolean; // is always drawn
}

/** Those that are drawn, in the order they came in: the first ones win. */
export function spread<T>(spots: readonly Spot<T>[]): T[] {
  const cells = new Map<string, Spot<T>[]>();
  const drawn = new Set<T>();
  const cell = (s: Spot<T>, dx = 0, dy = 0) => `${Math.floor(s.x / nearestPx) + dx} ${Math.floor(s.y / nearestPx) + dy}`;
  const free = (s: Spot<T>) => {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++) if (cells.get(cell(s, dx, dy))?.some((o) => Math.hypot(o.x - s.x, o.y - s.y) < nearestPx)) return false;
    return true;
  };
  for (const first of [true, false]) {
    for (const s of spots) {
      if (s.first !== first || (!first && (drawn.size >= mostHandles || !free(s)))) continue;
      drawn.add(s.of);
      cells.set(cell(s), [...(cells.get(cell(s)) ?? []), s]);
    }
  }
  return spots.filter((s) => drawn.has(s.of)).map((s) => s.of);
}
