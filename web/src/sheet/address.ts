/** In place of a pair: the sheets of all pairs. */
export const allPairs = "*";

/** Address of the sector sheet of a pair on this page. */
export function sheetAddress(pair: string): string {
  return `#sheet=${encodeURIComponent(pair)}`;
}

/** The pair whose sheet an address asks for; null: of none. */
export function sheetOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B")).get("sheet");
}

/** The address without its wish for a sheet; what else it says stays. */
export function withoutSheet(hash: string): string {
  return hash.replace(/^#/, "").split("&").filter((p) => !p.startsWith("sheet=")).join("&");
}
