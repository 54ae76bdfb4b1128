import type { Dataset } from "../api/datasets";
import { texts } from "../lang/language";
import type { Coverage } from "../model/plan";
import { shown } from "../state/shown";
import { coded, counted, gridded, kilometres, named, type Column, type Listing } from "./column";
import { spanOf, type RouteSpan } from "./places";
import { label, words } from "./words";

const own = texts({
  en: { title: "Coverage", none: "Nothing is watched in this plan." },
  es: { title: "Cobertura", none: "En este plan no se vigila nada." },
});

interface CoverageRow {
  id: string; // of the stretch, as the collection coverage has it
  coverage: Coverage;
  span: RouteSpan;
}

/** What is watched, how often, and by which beats. */
export const coverageListing: Listing<CoverageRow> = {
  id: "coverage",
  title: () => own("title"),
  rows: () => rowsOf(shown.value),
  columns,
  key: ({ id }) => id,
  order: { column: "revisit_h", down: true },
  sort: "coverage",
  shape: ({ span }) => span.shape,
  border_m: ({ span }) => (span.border_m ? (span.border_m[0] + span.border_m[1]) / 2 : null),
  none: () => own("none"),
};

function rowsOf(d: Dataset | null): CoverageRow[] {
  const counts = new Map<string, number>();
  return (d?.plan?.coverage ?? []).flatMap((coverage) => {
    if (!d) return [];
    const number = (counts.get(coverage.route) ?? 0) + 1;
    counts.set(coverage.route, number);
    return { id: `${coverage.route}/${number}`, coverage, span: spanOf(d, coverage.route, coverage.from_m, coverage.to_m) };
  });
}

function columns(): Column<CoverageRow>[] {
  return [
    named("stretch", label("stretch"), (r) => r.id),
    coded("kind", label("kind"), (r) => r.span.kind, words),
    named("name", label("route"), (r) => r.span.name, { choice: true }),
    named("route", () => `${label("route")()} (id)`, (r) => r.coverage.route, { aside: true }),
    counted("revisit_h", label("worstH"), (r) => r.coverage.revisit_h, 1),
    counted("mean_h", label("meanH"), (r) => r.coverage.mean_h, 1),
    kilometres("length_m", label("lengthKm"), (r) => r.coverage.to_m - r.coverage.from_m, { sum: true }),
    counted("watched_km_h", label("watchedKmH"), (r) => r.coverage.watched_km_h, 1, 1, { sum: true }),
    kilometres("from_m", label("fromKm"), (r) => r.coverage.from_m, { decimals: 3 }),
    kilometres("to_m", label("toKm"), (r) => r.coverage.to_m, { decimals: 3 }),
    kilometres("border_from_m", label("borderFromKm"), (r) => r.span.border_m?.[0] ?? null, { decimals: 3, aside: true }),
    kilometres("border_to_m", label("borderToKm"), (r) => r.span.border_m?.[1] ?? null, { decimals: 3, aside: true }),
    gridded("from_mgrs", label("fromGrid"), (r) => r.span.at(r.coverage.from_m)),
    gridded("to_mgrs", label("toGrid"), (r) => r.span.at(r.coverage.to_m)),
    named("beats", label("beats"), (r) => (r.coverage.beats ?? []).join(" "), { text: (r) => (r.coverage.beats ?? []).join(", ") }),
    counted("watches", label("watches"), (r) => r.coverage.watches?.length ?? 0),
  ];
}
