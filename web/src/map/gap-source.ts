import type { FeatureCollection } from "geojson";
import type { GeoJSONSourceDiff } from "maplibre-gl";
import type { Dataset } from "../api/datasets";
import { gapLines, type Part } from "./gap-lines";
import { nothing } from "./style";

/**
 * What a source of the map has of gaps, by their ids. While something is dragged most
 * gaps stay as they are from answer to answer: the map is told of the others only.
 */
export class GapSource {
  #of: Pick<Dataset, "border" | "routes"> | null = null;
  #drawn: ReadonlyMap<string, string> = new Map(); // what is drawn of each gap

  constructor(
    readonly fill: (data: FeatureCollection) => void,
    readonly change: (difference: GeoJSONSourceDiff) => void,
  ) {}

  /** Has the source show parts of gaps, and nothing else. */
  show(dataset: Dataset | null, parts: readonly Part[]): void {
    const [before, now] = [this.#drawn, new Map(parts.map((p) => [p.gap.id, drawnOf(p)]))];
    const same = dataset !== null && this.#of?.border === dataset.border && this.#of.routes === dataset.routes;
    this.#of = dataset;
    this.#drawn = now;
    if (!dataset || !same || now.size < parts.length) {
      this.fill(dataset ? gapLines(dataset, parts) : nothing);
      if (now.size < parts.length) this.#of = null; // ids that are there twice: the whole source is filled each time
      return;
    }
    const other = parts.filter((p) => before.get(p.gap.id) !== now.get(p.gap.id));
    const gone = [...before.keys()].filter((id) => !now.has(id));
    if (other.length + gone.length === 0) return;
    this.change({ remove: [...gone, ...other.map((p) => p.gap.id)], add: gapLines(dataset, other).features });
  }
}

function drawnOf({ gap, spans }: Part): string {
  return [gap.route, gap.kind, gap.reason, ...spans.flat()].join(" ");
}
