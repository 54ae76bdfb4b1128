import type { Dataset } from "../api/datasets";
import { exposure, hours, km, number } from "../lang/format";
import { locale, texts } from "../lang/language";
import { countryName } from "../map/sides";
import { coverageOf } from "../map/shape";
import type { Plan } from "../model/plan";
import { gaps } from "../state/shown";
import { overlap } from "./overlap";
import { Fact, LinksFact, spanWords, ThingLink, ThingLinks } from "./pieces";
import { kindName } from "./titles";

const t = texts({
  en: {
    kind: "Kind", side: "Side", left: "On its left", right: "On its right", length: "Length", border: "Of the border", watched: "To be watched", yes: "yes", no: "no, but patrols may use it", sectors: "Sectors", gaps: "Gaps, the largest first", noGaps: "No gap lies on it.", exposure: "Exposure of its gaps",
    route: "Route", where: "Where", between: "Longest between two watches", mean: "Mean", always: "It is watched all the time, by posts.", watchedFor: "Watched a period", beats: "Beats whose sorties see it", watches: "Watches a period", id: "Identifier",
  },
  es: {
    kind: "Tipo", side: "Lado", left: "A su izquierda", right: "A su derecha", length: "Longitud", border: "De la frontera", watched: "Debe vigilarse", yes: "sí", no: "no, pero las patrullas pueden usarla", sectors: "Sectores", gaps: "Huecos, primero el mayor", noGaps: "No hay ningún hueco en ella.", exposure: "Exposición de sus huecos",
    route: "Ruta", where: "Dónde", between: "Lo más largo entre dos vistas", mean: "Media", always: "Se ve todo el tiempo, desde puestos.", watchedFor: "Se ve por periodo", beats: "Rondas cuyas salidas lo ven", watches: "Vistas por periodo", id: "Identificador",
  },
});

/** The facts of a stretch of the border, or of a route beside it. */
export function RouteFacts({ dataset, id }: { dataset: Dataset; id: string }) {
  const stretch = dataset.border.stretches.find((s) => s.id === id);
  const route = dataset.routes.get(id);
  const line = stretch?.line ?? route?.line;
  const kind = stretch?.kind ?? route?.kind;
  if (!line || !kind) return null;
  const mine = gaps.value.filter((g) => g.route === id).toSorted((a, b) => b.exposure_km_h - a.exposure_km_h);
  const sectors = stretch ? (dataset.plan?.sectors ?? []).filter((s) => overlap(dataset.border, s, line)) : [];
  const watched = stretch !== undefined || route?.watched === true;
  return (
    <>
      <dl>
        <Fact name={t("kind")}>{kindName(kind)}</Fact>
        <Fact name={t("left")}>{stretch ? countryName(stretch.left, locale.value) : null}</Fact>
        <Fact name={t("right")}>{stretch ? countryName(stretch.right, locale.value) : null}</Fact>
        <Fact name={t("side")}>{route?.side ? countryName(route.side, locale.value) : null}</Fact>
        <Fact name={t("length")}>{km(line.to_m - line.from_m)}</Fact>
        <Fact name={t("border")}>{stretch ? spanWords(line.from_m, line.to_m) : null}</Fact>
        <Fact name={t("watched")}>{watched ? t("yes") : t("no")}</Fact>
        <LinksFact name={t("sectors")} sort="sector" ids={sectors.map((s) => s.id)} />
        <Fact name={t("exposure")}>{mine.length > 0 ? exposure(mine.reduce((sum, g) => sum + g.exposure_km_h, 0)) : null}</Fact>
        <Fact name={t("id")}>{id}</Fact>
      </dl>
      {dataset.plan && watched && (
        <>
          <h3>{t("gaps")}</h3>
          {mine.length > 0 ? <ThingLinks sort="gap" ids={mine.map((g) => g.id)} /> : <p>{t("noGaps")}</p>}
        </>
      )}
    </>
  );
}

/** The facts of a stretch that the plan watches. */
export function CoverageFacts({ dataset, plan, id }: { dataset: Dataset; plan: Plan; id: string }) {
  const c = coverageOf(plan, id);
  if (!c) return null;
  const start = dataset.border.stretches.find((s) => s.id === c.route)?.line.from_m;
  const always = c.revisit_h <= 0;
  return (
    <>
      {always && <p>{t("always")}</p>}
      <dl>
        <Fact name={t("route")}>
          <ThingLink sort={start === undefined ? "route" : "stretch"} id={c.route} />
        </Fact>
        <Fact name={t("where")}>
          {spanWords(c.from_m, c.to_m)} ({km(c.to_m - c.from_m)})
        </Fact>
        <Fact name={t("border")}>{start === undefined ? null : spanWords(start + c.from_m, start + c.to_m)}</Fact>
        <Fact name={t("between")}>{always ? null : hours(Math.round(c.revisit_h * 60) / 60)}</Fact>
        <Fact name={t("mean")}>{always ? null : hours(Math.round(c.mean_h * 60) / 60)}</Fact>
        <Fact name={t("watchedFor")}>{exposure(c.watched_km_h)}</Fact>
        <Fact name={t("watches")}>{c.watches && c.watches.length > 0 ? number(c.watches.length) : null}</Fact>
        <LinksFact name={t("beats")} sort="beat" ids={c.beats ?? []} />
      </dl>
    </>
  );
}
