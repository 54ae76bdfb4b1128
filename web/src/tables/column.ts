import type { Position } from "geojson";
import { fullReference, spaced } from "../geo/position";
import { dateTime, number } from "../lang/format";
import type { Sort } from "../state/selection";
import { clock } from "../state/time";
import { stamp } from "./stamp";

/** What a cell holds, as files have it: codes in English, numbers in the unit of the column's id. */
export type Value = string | number | null;

/** A column of a table. */
export interface Column<Row> {
  id: string; // as the API names it, with its unit: the head of the column in files
  label: () => string;
  value: (row: Row) => Value;
  text?: (row: Row) => string; // as people read it; else the value
  rank?: (row: Row) => number; // what rows are ordered by, where it is not the number or what is read
  number?: boolean; // aligned as numbers are
  unsearched?: boolean; // words are not looked for in it
  choice?: boolean; // few values: rows can be chosen by them
  aside?: boolean; // not shown until it is asked for
  sum?: boolean; // the foot of the table has its sum
  sheet?: (row: Row) => string; // the pair to whose sector sheet it leads, empty: to none; in no file
}

/** Where a row is on the earth: a place, or parts of lines whose longitudes run on over ±180. */
export type Shape = { type: "place"; at: Position } | { type: "lines"; parts: Position[][] } | null;

/** A table: its rows, columns, and where its rows are. Its functions read the page's state. */
export interface Listing<Row extends object> {
  id: string; // name of files
  title: () => string;
  rows: () => readonly Row[];
  columns: () => readonly Column<Row>[];
  key: (row: Row) => string;
  order: { column: string; down: boolean };
  sort: Sort | null; // what is chosen with a row; null: nothing on the map has its ids
  shape: (row: Row) => Shape;
  written?: (row: Row) => Shape; // what files have in its place
  border_m?: (row: Row) => number | null; // where pointing at the row points
  hour?: (row: Row) => number | null;
  none?: () => string; // what an empty table says; else that there is nothing
}

type Extra<Row> = Partial<Pick<Column<Row>, "aside" | "choice" | "sum">>;

/** A column of text: a name or an id. */
export function named<Row>(id: string, label: () => string, value: (row: Row) => string, extra: Extra<Row> & { text?: (row: Row) => string } = {}): Column<Row> {
  return { id, label, value, ...extra };
}

/** A column of codes, read as words. */
export function coded<Row>(id: string, label: () => string, value: (row: Row) => string, words: (code: string) => string, extra: Extra<Row> = {}): Column<Row> {
  return { id, label, value, text: (row) => words(value(row)), choice: true, ...extra };
}

/** A column of numbers, read with so many decimals and times a factor (metres are read as kilometres, shares as percent). */
export function counted<Row>(id: string, label: () => string, value: (row: Row) => number | null, decimals = 0, factor = 1, extra: Extra<Row> = {}): Column<Row> {
  const text = (row: Row) => {
    const v = value(row);
    return v === null ? "" : number(v * factor, decimals);
  };
  return { id, label, value, text, number: true, ...extra };
}

/** A column of metres, read in kilometres with one decimal; chainages with three. */
export function kilometres<Row>(id: string, label: () => string, value: (row: Row) => number | null, extra: Extra<Row> & { decimals?: number } = {}): Column<Row> {
  const { decimals = 1, ...rest } = extra;
  return counted(id, label, value, decimals, 1e-3, rest);
}

/** Two columns of a time: the clock's, and (aside) the hours from the plan's start. */
export function timed<Row>(id: string, label: () => string, value: (row: Row) => number, extra: Extra<Row> = {}): [Column<Row>, Column<Row>] {
  return [
    { id, label, value: (row) => stamp(value(row)), text: (row) => dateTime(clock(value(row))), rank: value, unsearched: true, ...extra },
    counted(`${id}_h`, () => `${label()} (h)`, value, 2, 1, { aside: true }),
  ];
}

/** A column of grid references. */
export function gridded<Row>(id: string, label: () => string, at: (row: Row) => Position | null, extra: Extra<Row> = {}): Column<Row> {
  const value = (row: Row) => {
    const place = at(row);
    return place ? referenceOf(place) : "";
  };
  return { id, label, value, text: (row) => spaced(value(row)), ...extra };
}

const references = new WeakMap<Position, string>(); // thousands of sorties meet at a few places

function referenceOf(place: Position): string {
  let reference = references.get(place);
  if (reference === undefined) references.set(place, (reference = fullReference(place[0] ?? 0, place[1] ?? 0)));
  return reference;
}

/** The text of a cell. */
export function textOf<Row>(column: Column<Row>, row: Row): string {
  if (column.text) return column.text(row);
  const value = column.value(row);
  return value === null ? "" : String(value);
}
