import { language, locale, type Language } from "../lang/language";
import { plain } from "../ui/plain";
import { textOf, type Column } from "./column";

// Which rows of a table are shown, and in which order.

/** What somebody wants to see of a table. */
export interface Query {
  words: string; // all of them have to be in the row's text
  choices: Readonly<Record<string, string>>; // value of a column, by its id
  order: { column: string; down: boolean };
}

/** A grid reference written in one word, as 15pxs59234396. */
const gridReference = /^\d{0,2}[a-z]{3}(?:\d\d){1,5}$/;

/** The rows that a query leaves, in its order. The same words find the same rows with and without accents and capitals. */
export function answer<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[], query: Query): Row[] {
  const words = plain(query.words).split(/\s+/).filter(Boolean);
  const chosen = columns.filter((c) => (query.choices[c.id] ?? "") !== "");
  const search = words.length > 0 ? searchIn(columns) : () => "";
  const left = rows.filter((row) => {
    if (!chosen.every((c) => String(c.value(row) ?? "") === query.choices[c.id])) return false;
    if (words.length === 0) return true;
    const text = search(row);
    return words.every((w) => text.includes(w) || (gridReference.test(w) && text.replace(/ /g, "").includes(w)));
  });
  const by = columns.find((c) => c.id === query.order.column);
  return by ? inOrder(left, by, query.order.down) : left;
}

const kept = new WeakMap<readonly unknown[], { language: Language; texts: WeakMap<object, string> }>();

/** The text of rows that words are looked for in. It is made once for a row, as long as columns and language are the same. */
function searchIn<Row extends object>(columns: readonly Column<Row>[]): (row: Row) => string {
  let found = kept.get(columns);
  if (found?.language !== language.value) kept.set(columns, (found = { language: language.value, texts: new WeakMap() }));
  const known = found.texts;
  const searched = columns.filter((c) => !c.number && !c.unsearched && !c.sheet);
  return (row) => {
    let text = known.get(row);
    if (text === undefined) known.set(row, (text = plain(searched.map((c) => textOf(c, row)).join("\n"))));
    return text;
  };
}

/** Rows in the order of a column; what has no value stands last either way, and rows of one value stay as they are. */
export function inOrder<Row>(rows: readonly Row[], column: Column<Row>, down: boolean): Row[] {
  const ranks = column.rank ? rows.map(column.rank) : ranksOf(rows, column);
  const none = ranks.map((r) => Number.isNaN(r));
  return rows
    .map((_, i) => i)
    .sort((i, j) => {
      const [a, b] = [ranks[i] ?? 0, ranks[j] ?? 0];
      if (none[i] || none[j]) return Number(none[i]) - Number(none[j]) || i - j;
      return (down ? b - a : a - b) || i - j;
    })
    .flatMap((i) => rows[i] ?? []);
}

/** Numbers in the order of a column's values, of text in that of what people read; NaN for none. Text is compared once for each that is different, as comparing as people do is slow. */
function ranksOf<Row>(rows: readonly Row[], column: Column<Row>): number[] {
  const values = rows.map((row) => column.value(row));
  if (values.every((v) => typeof v !== "string")) return values.map((v) => v ?? NaN);
  const read = rows.map((row, i) => (values[i] === null || values[i] === "" ? undefined : textOf(column, row)));
  const texts = [...new Set(read.filter((x) => x !== undefined))].sort(asPeopleDo());
  const rank = new Map(texts.map((t, i) => [t, i]));
  return read.map((x) => (x === undefined ? NaN : (rank.get(x) ?? NaN)));
}

/** The order of texts in the page's language, with numbers in them by their size. */
function asPeopleDo(): (a: string, b: string) => number {
  return new Intl.Collator(locale.value, { numeric: true }).compare;
}

/** The values of a column that rows can be chosen by, with how many have each; in the order of their texts. */
export function choicesOf<Row>(rows: readonly Row[], column: Column<Row>): { value: string; text: string; count: number }[] {
  const found = new Map<string, { value: string; text: string; count: number }>();
  for (const row of rows) {
    const value = String(column.value(row) ?? "");
    if (value === "") continue;
    const known = found.get(value);
    if (known) known.count++;
    else found.set(value, { value, text: textOf(column, row), count: 1 });
  }
  const compare = asPeopleDo();
  return [...found.values()].sort((a, b) => compare(a.text, b.text));
}

/** The sum of a column; what has no value counts for nothing. */
export function sumOf<Row>(rows: readonly Row[], column: Column<Row>): number {
  let sum = 0;
  for (const row of rows) sum += Number(column.value(row) ?? 0) || 0;
  return sum;
}
