import type { Dataset } from "../api/datasets";
import type { Gap } from "../model/plan";
import { texts } from "../lang/language";
import { base, changed, gaps, shown, trial } from "../state/shown";
import { coded, counted, gridded, kilometres, named, timed, type Column, type Listing } from "./column";
import { compareGaps, type ChangeOfGap } from "./gap-change";
import { pairsAt } from "./pairs-at";
import { spanOf, type RouteSpan } from "./places";
import { label, t, words } from "./words";

const own = texts({
  en: { title: "Gaps", none: "Nothing is overdue in this plan: every watched stretch is seen as often as its rule asks." },
  es: { title: "Huecos", none: "Nada está atrasado en este plan: todo tramo vigilado se ve con la frecuencia que pide su norma." },
});

interface GapRow {
  gap: Gap;
  d: Dataset;
  change: ChangeOfGap | "";
  change_km_h: number | null;
  span: () => RouteSpan; // made when it is asked for: a plan may have thousands of gaps
}

/** The gaps of what is shown, and while something is being changed what became of those of the plan. */
export const gapListing: Listing<GapRow> = {
  id: "gaps",
  title: () => own("title"),
  rows,
  columns,
  key: ({ gap, change }) => (change === "gone" ? `${gap.id} (gone)` : gap.id),
  order: { column: "exposure_km_h", down: true },
  sort: "gap",
  shape: (r) => r.span().shape,
  border_m: (r) => {
    const at = r.span().border_m;
    return at ? (at[0] + at[1]) / 2 : null;
  },
  hour: (r) => (r.gap.from_h + r.gap.to_h) / 2,
  none: () => own("none"),
};

function rows(): GapRow[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const compared = comparing() ? compareGaps(gaps.value, (base.value.state === "there" && base.value.value.plan?.gaps) || []) : null;
  const all = compared ?? gaps.value.map((gap) => ({ gap, change: "" as const, change_km_h: null }));
  return all.map((c) => ({ ...c, d, span: once(() => spanOf(d, c.gap.route, c.gap.from_m, c.gap.to_m)) }));
}

/** Whether there is a change to tell of. */
function comparing(): boolean {
  return trial.value !== null || changed.value !== null;
}

function columns(): Column<GapRow>[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const changes: Column<GapRow>[] = [coded("change", label("change"), (r) => r.change, words), counted("change_km_h", label("changeKmH"), (r) => r.change_km_h, 1, 1, { sum: true })];
  return [
    named("gap", label("gap"), (r) => r.gap.id),
    ...(comparing() ? changes : []),
    coded("reason", label("reason"), (r) => r.gap.reason, words),
    counted("exposure_km_h", label("exposure"), (r) => r.gap.exposure_km_h, 1, 1, { sum: true }),
    kilometres("length_m", label("lengthKm"), (r) => r.gap.length_m),
    ...timed<GapRow>("from", label("from"), (r) => r.gap.from_h),
    ...timed<GapRow>("to", label("to"), (r) => r.gap.to_h),
    counted("gap_h", label("gapH"), (r) => r.gap.gap_h, 1),
    gridded("middle_mgrs", label("middleGrid"), (r) => r.span().at((r.gap.from_m + r.gap.to_m) / 2)),
    coded("kind", label("kind"), (r) => r.gap.kind, words),
    named("name", label("route"), (r) => r.span().name, { choice: true }),
    named("route", () => `${t("route")} (id)`, (r) => r.gap.route, { aside: true }),
    coded("side", label("side"), (r) => r.span().side || "both", (code) => (code === "both" ? t("bothSides") : code), { aside: true }),
    named("pair", label("pair"), pairOf, { choice: true }),
    kilometres("from_m", label("fromKm"), (r) => r.gap.from_m, { decimals: 3 }),
    kilometres("to_m", label("toKm"), (r) => r.gap.to_m, { decimals: 3 }),
    kilometres("border_from_m", label("borderFromKm"), (r) => r.span().border_m?.[0] ?? null, { decimals: 3, aside: true }),
    kilometres("border_to_m", label("borderToKm"), (r) => r.span().border_m?.[1] ?? null, { decimals: 3, aside: true }),
    gridded("from_mgrs", label("fromGrid"), (r) => r.span().at(r.gap.from_m)),
    gridded("to_mgrs", label("toGrid"), (r) => r.span().at(r.gap.to_m)),
    counted("revisit_h", label("revisitH"), (r) => r.gap.revisit_h, 1),
    counted("allowed_h", label("allowedH"), (r) => r.gap.allowed_h, 0),
    counted("risk", label("risk"), (r) => r.gap.risk, 1),
    named("meeting_point", label("nearestPoint"), (r) => r.gap.meeting_point, { text: (r) => nameOfPoint(r) }),
    ...d.plan.sides.map((side, i) => named<GapRow>(`nearest_post_${side.toLowerCase()}`, label("nearestPost", { side }), (r) => r.gap.posts[i] ?? "", { text: (r) => d.posts.get(r.gap.posts[i] ?? "")?.name ?? r.gap.posts[i] ?? "" })),
  ];
}

/** Ids of the pairs whose sector has the middle of the gap. */
function pairOf({ d, span }: GapRow): string {
  const at = span().border_m;
  return at && d.plan ? pairsAt(d.plan, d.border, (at[0] + at[1]) / 2).join(", ") : "";
}

function nameOfPoint({ gap, d }: GapRow): string {
  return d.plan?.meeting_points.find((p) => p.id === gap.meeting_point)?.name || gap.meeting_point;
}

/** What a function gives, worked out the first time it is asked. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
