import { expect, test } from "vitest";
import type { Column, Value } from "./column";
import { csv } from "./csv";

/** A reader of RFC 4180 by its grammar, but for lines that end in LF, one character after the other. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let [row, field, quoted]: [string[], string, boolean] = [[], "", false];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") {
      row.push(field);
      field = "";
    } else if (c === "\n") {
      rows.push([...row, field]);
      [row, field] = [[], ""];
    } else if (c === "\r") throw new Error(`bare line break at ${i}`);
    else field += c;
  }
  if (row.length > 0 || field !== "") throw new Error("the last line does not end");
  return rows;
}

type Row = Record<string, Value>;
const column = (id: string): Column<Row> => ({ id, label: () => id, value: (r) => r[id] ?? null });

test("what is written is read back, with quotes, commas, line breaks and other scripts", () => {
  const texts = ['a "quoted", name', "two\r\nlines", "one\nline", "", "Tecún Umán, 日本 🚶", '"', ",", "2027-01-04T06:00:00-06:00"];
  const rows: Row[] = texts.map((name) => ({ name, length_m: 1 }));
  const text = csv(rows, [column("name"), column("length_m")]);
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(read(text.slice(1))).toEqual([["name", "length_m"], ...texts.map((x) => [x, "1"])]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")', "＝1+1", "＋1", "－1", "＠SUM(A1)", " =1", "\u00a0@x"])("%j is not run by a spreadsheet", (name) => {
  expect(read(csv([{ name }], [column("name")]).slice(1))[1]).toEqual([`'${name}`]);
});

test("numbers have decimal points, no exponents and no more decimals than the API's", () => {
  const numbers: [string, number, string][] = [["from_m", 235400.00000022934, "235400"], ["from_m", 0.0004, "0"], ["exposure_km_h", 200.39999990926208, "200.4"], ["gap_h", 1e-9, "0"], ["gap_h", -0.0000001, "0"], ["length_m", -12.3456, "-12.346"], ["gap_h", 0.000001, "0.000001"], ["gap_h", NaN, ""], ["gap_h", Infinity, ""]];
  for (const [id, value, want] of numbers) expect(read(csv([{ [id]: value, other: 1 }], [column(id), column("other")]).slice(1))[1]).toEqual([want, "1"]);
});

test("no value is an empty field, sheets are left out, and no rows leave the head", () => {
  const sheet: Column<Row> = { ...column("sheet"), sheet: () => "a" };
  expect(csv([{ name: null }], [column("name"), sheet, column("kind")])).toBe("\ufeffname,kind\n,\n");
  expect(csv([], [column("name"), sheet])).toBe("\ufeffname\n");
});
