import { format } from "../page/address";

/** In place of a pair: the sheets of all pairs. */
export const allPairs = "*";

/** Address of the sector sheet of a pair on this page, in the plan of an id or else the current one. */
export function sheetAddress(pair: string, plan?: string): string {
  return format({ ...(plan ? { asked: { kind: "plans", name: plan } } : {}), sheet: pair });
}
