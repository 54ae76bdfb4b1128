import { signal, type Signal } from "@preact/signals";
import { keepText, keptText } from "../state/kept";
import type { Column } from "./column";
import type { Query } from "./query";

/** Columns that are shown or hidden other than at first, by id. Of all others it is as the table has it: some it has only at times. */
export type Chosen = ReadonlyMap<string, boolean>;

/** How somebody looks at a table. It lasts as long as the page; the columns longer. */
export interface Look {
  query: Signal<Query>;
  page: Signal<number>;
  columns: Signal<Chosen>;
}

const looks = new Map<string, Look>();

/** How a table is looked at. */
export function lookOf(table: string, order: Query["order"]): Look {
  let look = looks.get(table);
  if (!look) looks.set(table, (look = { query: signal({ words: "", choices: {}, order }), page: signal(0), columns: signal(keptColumns(table)) }));
  return look;
}

/** The columns of a table that are shown. The first always is: it names the row. */
export function shownColumns<Row>(columns: readonly Column<Row>[], chosen: Chosen): Column<Row>[] {
  return columns.filter((c, i) => i === 0 || (chosen.get(c.id) ?? !c.aside));
}

/** Shows or hides a column, and remembers it. */
export function showColumn(table: string, look: Look, id: string, on: boolean): void {
  look.columns.value = new Map([...look.columns.value, [id, on]]);
  keep(table, look.columns.value);
}

/** Shows the columns that are shown at first. */
export function showUsualColumns(table: string, look: Look): void {
  look.columns.value = new Map();
  keep(table, look.columns.value);
}

function keep(table: string, chosen: Chosen): void {
  keepText(key(table), JSON.stringify(Object.fromEntries(chosen)));
}

function keptColumns(table: string): Chosen {
  try {
    const kept = Object.entries(JSON.parse(keptText(key(table)) ?? "{}") as object);
    return new Map(kept.filter((x): x is [string, boolean] => typeof x[1] === "boolean"));
  } catch {
    return new Map(); // not what was kept here
  }
}

function key(table: string): string {
  return `lindero.columns.${table}`;
}
