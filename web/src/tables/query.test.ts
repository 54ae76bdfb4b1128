import { expect, test } from "vitest";
import { language } from "../lang/language";
import { counted, named, type Column } from "./column";
import { answer, choicesOf, inOrder, sumOf } from "./query";

interface Row {
  name: string;
  kind: string;
  length_m: number | null;
}
const rows: Row[] = [
  { name: "Tecún Umán", kind: "river", length_m: 3 },
  { name: "beat 10", kind: "land", length_m: 1 },
  { name: "beat 9", kind: "land", length_m: null },
  { name: "", kind: "sea", length_m: 2 },
];
const name = named<Row>("name", () => "name", (r) => r.name);
const kind: Column<Row> = { id: "kind", label: () => "kind", value: (r) => r.kind, text: (r) => ({ river: "río", land: "tierra", sea: "mar" })[r.kind] ?? "", choice: true };
const length = counted<Row>("length_m", () => "length", (r) => r.length_m);
const columns = [name, kind, length];
const ask = (words: string, choices: Record<string, string> = {}, column = "", down = false) => answer(rows, columns, { words, choices, order: { column, down } }).map((r) => r.name);

test("words are found with and without accents and capitals, in what people read, and all of them have to be there", () => {
  expect(ask("tecun")).toEqual(["Tecún Umán"]);
  expect(ask("TECÚN")).toEqual(["Tecún Umán"]);
  expect(ask("rio")).toEqual(["Tecún Umán"]);
  expect(ask("beat tierra")).toEqual(["beat 10", "beat 9"]);
  expect(ask("beat mar")).toEqual([]);
  expect(ask("  ")).toHaveLength(4);
});

test("a grid reference is found with and without spaces; other words may not run over them", () => {
  const point = named<Row>("grid", () => "MGRS", () => "15P XS 5923 4396");
  const found = (words: string) => answer(rows.slice(0, 1), [name, point], { words, choices: {}, order: { column: "", down: false } }).length;
  expect(["15P XS 5923 4396", "15PXS59234396", "15pxs5923", "15PXS60234396", "tecúnumán", "uman15p"].map(found)).toEqual([1, 1, 1, 0, 0, 0]);
});

test("words are looked for in the language of the page", () => {
  const beach = [{ name: "x", kind: "sea", length_m: 1 }];
  const spoken = [name, { ...kind, text: () => (language.value === "es" ? "mar" : "sea") }];
  const found = (words: string) => answer(beach, spoken, { words, choices: {}, order: { column: "", down: false } }).length;
  language.value = "en";
  expect([found("sea"), found("mar")]).toEqual([1, 0]);
  language.value = "es";
  expect([found("sea"), found("mar")]).toEqual([0, 1]);
});

test("a column with a rank is ordered by it, and words are not looked for where none are read", () => {
  const times = { ...name, rank: (r: Row) => -(r.length_m ?? NaN), unsearched: true };
  expect(inOrder(rows, times, false).map((r) => r.length_m)).toEqual([3, 2, 1, null]);
  expect(answer(rows, [times], { words: "beat", choices: {}, order: { column: "", down: false } })).toEqual([]);
});

test("a choice is by the code, and choices add up", () => {
  expect(ask("", { kind: "land" })).toEqual(["beat 10", "beat 9"]);
  expect(ask("10", { kind: "land" })).toEqual(["beat 10"]);
  expect(ask("", { kind: "" })).toHaveLength(4);
});

test("text is ordered as people order it, numbers by size, and what is not there stands last either way", () => {
  expect(ask("", {}, "name")).toEqual(["beat 9", "beat 10", "Tecún Umán", ""]);
  expect(ask("", {}, "name", true)).toEqual(["Tecún Umán", "beat 10", "beat 9", ""]);
  expect(ask("", {}, "length_m")).toEqual(["beat 10", "", "Tecún Umán", "beat 9"]);
  expect(ask("", {}, "length_m", true)).toEqual(["Tecún Umán", "", "beat 10", "beat 9"]);
});

test("codes are ordered by the words that are read", () => {
  expect(ask("", {}, "kind")).toEqual(["", "Tecún Umán", "beat 10", "beat 9"]); // mar, río, tierra, tierra
  expect(ask("", {}, "kind", true)).toEqual(["beat 10", "beat 9", "Tecún Umán", ""]);
});

test("the page's language says which letter comes first, whatever the browser's is", () => {
  const letters = ["oso", "ñu", "nz"].map((n) => ({ name: n, kind: n, length_m: 1 }));
  const byName = () => inOrder(letters, name, false).map((r) => r.name);
  language.value = "es";
  expect(byName()).toEqual(["nz", "ñu", "oso"]);
  expect(choicesOf(letters, name).map((c) => c.text)).toEqual(["nz", "ñu", "oso"]);
  language.value = "en";
  expect(byName()).toEqual(["ñu", "nz", "oso"]);
  expect(choicesOf(letters, name).map((c) => c.text)).toEqual(["ñu", "nz", "oso"]);
});

test("rows of one value stay as they are", () => {
  const many = Array.from({ length: 500 }, (_, i) => ({ name: String(i), kind: "", length_m: i % 3 }));
  const down = inOrder(many, length, true).map((r) => r.name);
  expect(down.slice(0, 3)).toEqual(["2", "5", "8"]);
  expect(new Set(down).size).toBe(500);
});

test("choices have their counts; sums leave out what is not there", () => {
  expect(choicesOf(rows, kind)).toEqual([
    { value: "sea", text: "mar", count: 1 },
    { value: "river", text: "río", count: 1 },
    { value: "land", text: "tierra", count: 2 },
  ]);
  expect(sumOf(rows, length)).toBe(6);
});
