import type { Dataset } from "../api/datasets";
import { texts } from "../lang/language";
import type { Pair, Sector } from "../model/plan";
import { shown } from "../state/shown";
import { counted, gridded, kilometres, named, type Column, type Listing } from "./column";
import { borderShape } from "./places";
import { label, t, words } from "./words";

const own = texts({ en: { title: "Pairs" }, es: { title: "Parejas" } });

interface PairRow {
  pair: Pair;
  sector: Sector | undefined; // none: the pair has nothing to do
  d: Dataset;
}

/** The pairs of the plan, with the sector of each. */
export const pairListing: Listing<PairRow> = {
  id: "pairs",
  title: () => own("title"),
  rows,
  columns,
  key: ({ pair }) => pair.id,
  order: { column: "", down: false },
  sort: "pair",
  shape: ({ sector, d }) => (sector ? borderShape(d, sector.from_m, sector.to_m) : null),
  border_m: ({ sector }) => (sector ? (sector.from_m + sector.to_m) / 2 : null),
};

function rows(): PairRow[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const sectors = new Map(d.plan.sectors.map((s) => [s.pair, s]));
  return d.plan.pairs.map((pair) => ({ pair, sector: sectors.get(pair.id), d }));
}

function columns(): Column<PairRow>[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const bySide = d.plan.sides.flatMap((side, i): Column<PairRow>[] => [
    named(`patrol_${side.toLowerCase()}`, label("patrolOf", { side }), (r) => r.pair.patrols[i] ?? "", { aside: true }),
    named(`post_${side.toLowerCase()}`, label("postOf", { side }), (r) => d.posts.get(r.pair.posts[i] ?? "")?.name ?? r.pair.posts[i] ?? ""),
    named(`post_${side.toLowerCase()}_id`, () => `${t("postOf", { side })} (id)`, (r) => r.pair.posts[i] ?? "", { aside: true }),
  ]);
  return [
    named("pair", label("pair"), (r) => r.pair.id),
    { id: "sheet", label: label("sheet"), value: () => null, text: () => t("sheet"), sheet: (r) => (r.sector ? r.pair.id : "") },
    counted("number", label("number"), (r) => r.pair.number),
    { id: "layer", label: label("layer"), value: (r) => r.pair.layer, text: (r) => words(r.pair.layer), choice: true },
    ...bySide,
    { id: "kinds", label: label("kind"), value: (r) => (r.pair.kinds ?? []).join(" "), text: (r) => (r.pair.kinds ?? []).map(words).join(", "), choice: true },
    kilometres("from_m", label("borderFromKm"), (r) => r.sector?.from_m ?? null, { decimals: 3 }),
    kilometres("to_m", label("borderToKm"), (r) => r.sector?.to_m ?? null, { decimals: 3 }),
    gridded("from_mgrs", label("fromGrid"), (r) => (r.sector ? d.border.at(r.sector.from_m) : null), { aside: true }),
    gridded("to_mgrs", label("toGrid"), (r) => (r.sector ? d.border.at(r.sector.to_m) : null), { aside: true }),
    kilometres("length_m", label("lengthKm"), (r) => r.sector?.length_m ?? 0, { sum: true }),
    counted("used", label("used"), (r) => r.pair.used, 0, 1, { sum: true }),
    counted("sorties", label("sorties"), (r) => r.pair.sorties, 0, 1, { sum: true }),
    counted("lambda_h", label("lambdaH"), (r) => r.sector?.lambda_h ?? null, 1),
    counted("achieved_h", label("achievedH"), (r) => r.sector?.achieved_h ?? null, 1),
    counted("share", label("share"), (r) => r.sector?.share ?? null, 0, 100),
    kilometres("meet_m", label("meetKm"), (r) => r.pair.meet_m, { decimals: 3 }),
    gridded("meet_mgrs", label("meetGrid"), (r) => d.border.at(r.pair.meet_m)),
    counted("meet_h", label("meetH"), (r) => r.pair.meet_h, 2),
    counted("clock_min", label("clockMin"), (r) => r.pair.clock_min, 0, 1, { aside: true }),
    { id: "fixed", label: label("fixed"), value: (r) => String(r.pair.fixed ?? false), text: (r) => (r.pair.fixed ? t("yes") : ""), aside: true },
  ];
}
