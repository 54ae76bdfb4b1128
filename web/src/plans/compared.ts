import { signal } from "@preact/signals";

/** A span of a route (or a stretch of the border), in chainages of the route. */
export interface Span {
  route: string;
  from_m: number;
  to_m: number;
}

/** What a second plan leaves open that the first does not, and the other way round. */
export interface Compared {
  a: string; // titles
  b: string;
  opened: readonly Span[];
  closed: readonly Span[];
}

/** The comparison that is open, which the map draws; null: none is. */
export const compared = signal<Compared | null>(null);
