import type { Border } from "../geo/border";

/** A span of the border, in its chainages. */
export interface BorderSpan {
  from_m: number;
  to_m: number;
}

/** Whether two spans of the border have something in common. On a ring chainages count round and round, and sectors may go on beyond its end. */
export function overlap({ closed, length_m }: Pick<Border, "closed" | "length_m">, a: BorderSpan, b: BorderSpan): boolean {
  return (closed ? [-length_m, 0, length_m] : [0]).some((turn) => a.from_m + turn < b.to_m && b.from_m < a.to_m + turn);
}
