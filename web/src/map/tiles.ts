import { address } from "../api/request";
import type { Dataset } from "../api/datasets";

/** Address of a dataset's tiles with those of the wanted collections that it has; undefined: none of them. */
export function tilesOf(dataset: Dataset, wanted: readonly string[]): string | undefined {
  const has = wanted.filter((c) => dataset.collections.includes(c));
  if (has.length === 0) return undefined;
  // The places for zoom, row and column are to stay as they are written.
  return `${address(`${dataset.path}/tiles/WebMercatorQuad/`)}{z}/{y}/{x}?collections=${has.join(",")}`;
}

/** Collections that changes of a plan leave as they are: they are of the base. */
export const groundCollections = ["land", "countries", "routes", "border", "posts"] as const;

/** Collections of the plan that is shown. */
export const planCollections = ["coverage", "sectors", "meeting-points"] as const;

/** Collections that are shown only when they are asked for. */
export const wayCollections = ["ways", "beats"] as const;

/** Finest zoom that the server cuts tiles for. */
export const finestZoom = 16;
