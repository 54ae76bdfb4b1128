import type { Dataset } from "../api/datasets";
import { texts } from "../lang/language";
import type { Pair, Sector, Total } from "../model/plan";
import { shown } from "../state/shown";
import { counted, gridded, kilometres, named, type Column, type Listing } from "./column";
import { borderShape } from "./places";
import { label, words } from "./words";

const own = texts({ en: { title: "Sectors" }, es: { title: "Sectores" } });

interface SectorRow {
  sector: Sector;
  pair: Pair | undefined;
  total: Total | undefined;
  d: Dataset;
}

/** The sectors of the plan, with what is covered of each. */
export const sectorListing: Listing<SectorRow> = {
  id: "sectors",
  title: () => own("title"),
  rows,
  columns,
  key: ({ sector }) => sector.id,
  order: { column: "", down: false },
  sort: "sector",
  shape: ({ sector, d }) => borderShape(d, sector.from_m, sector.to_m),
  border_m: ({ sector }) => (sector.from_m + sector.to_m) / 2,
};

function rows(): SectorRow[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const pairs = new Map(d.plan.pairs.map((p) => [p.id, p]));
  const totals = new Map((d.plan.totals.sectors ?? []).map((x) => [x.of, x]));
  return d.plan.sectors.map((sector) => ({ sector, pair: pairs.get(sector.pair), total: totals.get(sector.id), d }));
}

function columns(): Column<SectorRow>[] {
  const d = shown.value;
  if (!d?.plan) return [];
  return [
    named("sector", label("sector"), (r) => r.sector.id),
    named("pair", label("pair"), (r) => r.sector.pair, { aside: true }),
    counted("number", label("number"), (r) => r.pair?.number ?? null),
    { id: "layer", label: label("layer"), value: (r) => r.sector.layer, text: (r) => words(r.sector.layer), choice: true },
    kilometres("from_m", label("borderFromKm"), (r) => r.sector.from_m, { decimals: 3 }),
    kilometres("to_m", label("borderToKm"), (r) => r.sector.to_m, { decimals: 3 }),
    kilometres("length_m", label("lengthKm"), (r) => r.sector.length_m, { sum: true }),
    kilometres("covered_m", label("coveredKm"), (r) => r.total?.covered_m ?? null, { sum: true }),
    kilometres("gap_m", label("gapKm"), (r) => r.total?.gap_m ?? null, { sum: true }),
    kilometres("late_m", label("lateKm"), (r) => r.total?.late_m ?? null, { sum: true, aside: true }),
    counted("exposure_km_h", label("exposure"), (r) => r.total?.exposure_km_h ?? null, 1, 1, { sum: true }),
    counted("lambda_h", label("lambdaH"), (r) => r.sector.lambda_h, 1),
    counted("calendar_h", label("calendarH"), (r) => r.sector.calendar_h, 1, 1, { aside: true }),
    counted("achieved_h", label("achievedH"), (r) => r.sector.achieved_h, 1),
    counted("worst_h", label("worstH"), (r) => r.total?.worst_h ?? null, 1),
    counted("mean_h", label("meanH"), (r) => r.total?.mean_h ?? null, 1),
    counted("share", label("share"), (r) => r.sector.share, 0, 100),
    named("fixed", label("fixed"), (r) => r.sector.fixed ?? "", { aside: true }),
    gridded("from_mgrs", label("fromGrid"), (r) => d.border.at(r.sector.from_m)),
    gridded("to_mgrs", label("toGrid"), (r) => d.border.at(r.sector.to_m)),
    ...d.plan.sides.flatMap((side, i): Column<SectorRow>[] => [
      named(`patrol_${side.toLowerCase()}`, label("patrolOf", { side }), (r) => r.pair?.patrols[i] ?? ""),
      named(`post_${side.toLowerCase()}`, label("postOf", { side }), (r) => d.posts.get(r.pair?.posts[i] ?? "")?.name ?? r.pair?.posts[i] ?? ""),
    ]),
  ];
}
