import type { Sort } from "../state/selection";

// Names of things that the page has no list of, as the map's tiles gave them: in
// the public view they are all that is known. Forgotten when there are too many.

const names = new Map<string, string>();
const most = 2000;

/** Keeps the name of a thing that was under the pointer. */
export function noteName(sort: Sort, id: string, name: string): void {
  if (names.size >= most) names.clear();
  names.set(`${sort} ${id}`, name);
}

/** The name that was kept of a thing; undefined: none. */
export function nameSeen(sort: Sort, id: string): string | undefined {
  return names.get(`${sort} ${id}`);
}
