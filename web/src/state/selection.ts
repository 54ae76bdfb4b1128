import { signal } from "@preact/signals";

/** What can be chosen: its sort and id. */
export type Sort = "gap" | "pair" | "sector" | "beat" | "sortie" | "meeting-point" | "post" | "patrol" | "stretch" | "route" | "coverage" | "boundary";

export interface Chosen {
  sort: Sort;
  id: string;
}

/** What was chosen on the map, in the picture or in a table; null: nothing. */
export const chosen = signal<Chosen | null>(null);

/** Where the pointer is: a place of a route (or the border) and, where it is known, an hour. The map marks what the picture points at, and the other way round. */
export interface Pointed {
  from: "map" | "picture" | "table";
  border_m: number | null; // chainage of the border, if the place is on it
  at: [number, number];
  hour: number | null;
}

export const pointed = signal<Pointed | null>(null);

/** Asks the map to show a place or a box. `again` differs for each wish. */
export const wanted = signal<{ bounds: [number, number, number, number]; again: number } | null>(null);

let wishes = 0;

/** Has the map show a box of west, south, east, north; a point is a box too. */
export function show(bounds: [number, number, number, number]): void {
  wanted.value = { bounds, again: ++wishes };
}

/** Chooses something, or nothing. */
export function pick(sort: Sort, id: string): void;
export function pick(nothing: null): void;
export function pick(sort: Sort | null, id = ""): void {
  chosen.value = sort === null ? null : { sort, id };
}

/** Where the map stands: zoom, and its middle. */
export interface Standing {
  zoom: number;
  lat: number;
  lon: number;
}

/** Where the map stands now; the map sets it when it has come to rest. null: there is no map yet. */
export const standing = signal<Standing | null>(null);

/** Where the map is to stand, as a link says; the map takes it once for each `again`, in place of the whole border. */
export const wantedStanding = signal<{ at: Standing; again: number } | null>(null);

/** Has the map stand somewhere. */
export function stand(at: Standing): void {
  wantedStanding.value = { at, again: ++wishes };
}
