import type { Dataset } from "../api/datasets";

/** Codes of the two sides: the plan's order, else by letter. */
export function sidesOf(dataset: Dataset): [string, string] {
  if (dataset.plan) return dataset.plan.sides;
  const codes = new Set(dataset.border.stretches.flatMap((s) => [s.left, s.right]).filter((c) => c !== ""));
  const [a = "", b = ""] = [...codes].sort();
  return [a, b];
}

/** Name of a country in a language, by its code of ISO 3166; the code where there is none. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    return code; // no code of ISO 3166
  }
}
