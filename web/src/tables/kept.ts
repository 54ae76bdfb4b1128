import { signal, type Signal } from "@preact/signals";
import { keepText, keptText } from "../state/kept";
import type { Column } from "./column";
import type { Query } from "./query";

/** How somebody looks at a table. It lasts as long as the page; the columns longer. */
export interface Look {
  query: Signal<Query>;
  page: Signal<number>;
  columns: Signal<readonly string[] | null>; // ids; null: those that are shown at first
}

const looks = new Map<string, Look>();

/** How a table is looked at. */
export function lookOf(table: string, order: Query["order"]): Look {
  let look = looks.get(table);
  if (!look) looks.set(table, (look = { query: signal({ words: "", choices: {}, order }), page: signal(0), columns: signal(keptColumns(table)) }));
  return look;
}

/** The columns of a table that are shown. The first always is: it names the row. */
export function shownColumns<Row>(columns: readonly Column<Row>[], chosen: readonly string[] | null): Column<Row>[] {
  return columns.filter((c, i) => i === 0 || (chosen ? chosen.includes(c.id) : !c.aside));
}

/** Shows or hides a column, and remembers it. */
export function showColumn<Row>(table: string, look: Look, columns: readonly Column<Row>[], id: string, on: boolean): void {
  const now = shownColumns(columns, look.columns.value).map((c) => c.id);
  look.columns.value = on ? [...now, id] : now.filter((x) => x !== id);
  keep(table, look.columns.value);
}

/** Shows the columns that are shown at first. */
export function showUsualColumns(table: string, look: Look): void {
  look.columns.value = null;
  keep(table, null);
}

function keep(table: string, ids: readonly string[] | null): void {
  keepText(key(table), JSON.stringify(ids));
}

function keptColumns(table: string): string[] | null {
  try {
    const kept: unknown = JSON.parse(keptText(key(table)) ?? "null");
    return Array.isArray(kept) ? kept.filter((x) => typeof x === "string") : null;
  } catch {
    return null; // not what was kept here
  }
}

function key(table: string): string {
  return `lindero.columns.${table}`;
}
