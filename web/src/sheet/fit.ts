/** Sizes of a sheet's map, in millimetres: its width, and its height at least, usually, and at most. */
export const sizes = { width: 190, least: 54, most: 92, alone: 135 };

/** How a sheet is laid on paper. */
export interface Fit {
  map_mm: number; // height of the map at most
  apart: boolean; // the timetable begins on a page of its own
}

const few_mm = 50; // a timetable that is broken should have that much on the page where it begins

/**
 * Lays a sheet on pages of a height: the map gives way until all is on one page;
 * where it would be too small, the timetable goes on over the next page, or begins
 * there where hardly a row of it would be before, and then the map has its room.
 */
export function fitOf(withoutMap_mm: number, table_mm: number, page_mm: number): Fit {
  const room = page_mm - withoutMap_mm - 1;
  if (room >= sizes.least) return { map_mm: Math.min(sizes.most, Math.floor(room)), apart: false };
  const before = withoutMap_mm - table_mm;
  const left = page_mm - ((before + sizes.most) % page_mm);
  if (left >= Math.min(table_mm, few_mm)) return { map_mm: sizes.most, apart: false };
  const alone = Math.floor(page_mm - before - 1);
  return { map_mm: Math.min(sizes.alone, Math.max(sizes.most, alone)), apart: true };
}
