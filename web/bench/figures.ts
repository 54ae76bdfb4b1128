// What the measurements share: how their numbers are taken and shown.

/** How often each thing is measured: RUNS in the environment, else 5. */
export const runs = Math.max(1, Number(process.env.RUNS) || 5);

/** The value that so large a share of the values do not exceed; of an even number the upper middle. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** The middle of the values. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A time with three digits: more is noise. */
export function time(ms: number): string {
  if (ms >= 9_995) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 999.5) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms.toFixed(ms >= 99.95 ? 0 : ms >= 9.995 ? 1 : 2)} ms`;
}

/** A size in kB, or MB. */
export function size(bytes: number): string {
  return bytes < 999_500 ? `${thousands(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

/** How many times another value it is, with two digits. */
export function ratio(value: number, of: number): string {
  const r = value / of;
  return r.toFixed(r < 0.995 ? 2 : r < 9.95 ? 1 : 0);
}

/** A whole number with commas. */
export function thousands(n: number): string {
  return Math.round(n).toLocaleString("en");
}

/** A table of Markdown: its columns (a colon at the end: numbers, on the right), and its rows. */
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |\n`;
  return line(columns.map((c) => c.replace(/:$/, ""))) + `|${columns.map((c) => (c.endsWith(":") ? "--:" : "---")).join("|")}|\n` + rows.map(line).join("");
}
