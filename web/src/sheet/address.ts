/** Address of the sector sheet of a pair, or of those of all pairs, on this page. */
export function sheetAddress(pair: string | "*"): string {
  return `#sheet=${encodeURIComponent(pair)}`;
}

/** The pair whose sheet an address asks for; "*": of all; null: of none. */
export function sheetOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B")).get("sheet");
}
