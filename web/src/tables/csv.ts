import type { Column, Value } from "./column";

/**
 * Rows as CSV for spreadsheets, as RFC 4180 has it but for the ends of lines: UTF-8
 * with a byte order mark, lines that end in LF as in all CSVs of the program, a head
 * of the columns' ids, decimal points. Text that a spreadsheet would run as a formula
 * (it begins with = + - or @, also as wide characters and behind spaces, or with a
 * tab or line break) gets an apostrophe before it, as in the server's files; a
 * spreadsheet shows it and other readers have to take it off.
 */
export function csv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const written = columns.filter((c) => !c.sheet);
  const lines = [written.map((c) => quoted(c.id)).join(",")];
  for (const row of rows) lines.push(written.map((c) => cell(c.id, c.value(row))).join(","));
  return `\ufeff${lines.join("\n")}\n`;
}

function cell(id: string, value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(rounded(id, value)) : "";
  return quoted(/^(\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number as the API rounds it: metres to the millimetre, others to six decimals. */
export function rounded(id: string, value: number): number {
  return Number(value.toFixed(id.endsWith("_m") ? 3 : 6)) + 0; // + 0: no -0
}
