import type { Dataset, Patrol } from "../api/datasets";
import { texts } from "../lang/language";
import { shown } from "../state/shown";
import { counted, named, type Column, type Listing } from "./column";
import { label, t, words } from "./words";

const own = texts({
  en: { title: "Patrols", none: "The scenario has no patrols. Add some to patrols.csv to plan it." },
  es: { title: "Patrullas", none: "El escenario no tiene patrullas. Agregue algunas a patrols.csv para planificarlo." },
});

interface PatrolRow {
  patrol: Patrol;
  post: { name: string; at: [number, number] } | undefined;
  pair: string; // empty: without a partner
}

/** The patrols: how they move, how long, and with whom. */
export const patrolListing: Listing<PatrolRow> = {
  id: "patrols",
  title: () => own("title"),
  rows: () => rowsOf(shown.value),
  columns,
  key: ({ patrol }) => patrol.id,
  order: { column: "patrol", down: false },
  sort: "patrol",
  shape: ({ post }) => (post ? { type: "place", at: post.at } : null),
  none: () => own("none"),
};

function rowsOf(d: Dataset | null): PatrolRow[] {
  if (!d) return [];
  const pairs = new Map((d.plan?.pairs ?? []).flatMap((p) => p.patrols.map((id) => [id, p.id] as const)));
  return [...d.patrols.values()].map((patrol) => ({ patrol, post: d.posts.get(patrol.post), pair: pairs.get(patrol.id) ?? "" }));
}

function columns(): Column<PatrolRow>[] {
  return [
    named("patrol", label("patrol"), (r) => r.patrol.id),
    named("side", label("side"), (r) => r.patrol.side, { choice: true }),
    named("post", label("post"), (r) => r.patrol.post, { text: (r) => r.post?.name ?? r.patrol.post }),
    named("pair", label("pair"), (r) => r.pair, { text: (r) => r.pair || t("partnerNone") }),
    { id: "layer", label: label("layer"), value: (r) => r.patrol.layer, text: (r) => words(r.patrol.layer), choice: true },
    counted("speed_land_kmh", label("speedLand"), (r) => r.patrol.speed_land_kmh ?? null, 1),
    counted("speed_river_kmh", label("speedRiver"), (r) => r.patrol.speed_river_kmh ?? null, 1),
    counted("speed_sea_kmh", label("speedSea"), (r) => r.patrol.speed_sea_kmh ?? null, 1),
    counted("shift_h", label("shiftH"), (r) => r.patrol.shift_h, 1),
    counted("rest_h", label("restH"), (r) => r.patrol.rest_h, 1),
    counted("shifts_per_week", label("shiftsPerWeek"), (r) => r.patrol.shifts_per_week, 1),
    counted("watch_radius_m", label("watchRadiusM"), (r) => r.patrol.watch_radius_m),
  ];
}
