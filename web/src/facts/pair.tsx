import type { Dataset } from "../api/datasets";
import { exposure, hours, km, number } from "../lang/format";
import { texts } from "../lang/language";
import type { Pair, Plan, Sector } from "../model/plan";
import { SheetLink } from "../sheet/open";
import { gaps } from "../state/shown";
import { overlap } from "./overlap";
import { Fact, gridWords, InfeasibleList, LinksFact, spanWords, ThingLink, ThingLinks } from "./pieces";
import { ProofFacts } from "./proof";
import { kindName, layerName } from "./titles";
import { infeasibleOn } from "./words";

const t = texts({
  en: {
    layer: "Layer", patrols: "Patrols", posts: "Posts", kinds: "Can both move on", none: "It has no sector.", sheet: "Sector sheet to print", sector: "Sector", pair: "Pair", grid: "MGRS", every: "Visited at least every", timetable: "In the timetable", atBest: "{h} (no calendar allows less than {bound})", share: "Fullest sortie", ofShift: "{n} % of a shift",
    sorties: "Sorties", used: "{used} of {all} in the period", meets: "First at the border together", after: "{h} after leaving, km {n}", clock: "Meets at multiples of", minutes: "{n} min", beats: "Beats", gaps: "Gaps in the sector", noGaps: "No gap lies in it.", exposure: "Exposure in the sector", worst: "Longest between two watches", cannot: "What cannot be as asked here", fixed: "Given by hand", yes: "yes",
  },
  es: {
    layer: "Capa", patrols: "Patrullas", posts: "Puestos", kinds: "Ambas pueden moverse en", none: "No tiene sector.", sheet: "Hoja de sector para imprimir", sector: "Sector", pair: "Pareja", grid: "MGRS", every: "Se recorre al menos cada", timetable: "En el horario", atBest: "{h} (ningún calendario permite menos de {bound})", share: "Salida más larga", ofShift: "{n} % de un turno",
    sorties: "Salidas", used: "{used} de {all} en el periodo", meets: "Primero juntas en la frontera", after: "{h} después de salir, km {n}", clock: "Se encuentra a múltiplos de", minutes: "{n} min", beats: "Rondas", gaps: "Huecos en el sector", noGaps: "No hay ningún hueco en él.", exposure: "Exposición en el sector", worst: "Lo más largo entre dos vistas", cannot: "Lo que aquí no puede ser como se pide", fixed: "Fijado a mano", yes: "sí",
  },
});

/** The facts of a pair, with its sector, beats and gaps, and the proof of its layer. */
export function PairFacts({ dataset, plan, pair, of }: { dataset: Dataset; plan: Plan; pair: Pair; of: "pair" | "sector" }) {
  const sector = plan.sectors.find((s) => s.pair === pair.id);
  const layer = plan.layers.find((l) => l.name === pair.layer);
  const beats = plan.beats.filter((b) => b.pair === pair.id);
  const total = (plan.totals.sectors ?? []).find((x) => x.of === sector?.id);
  return (
    <>
      {!sector && <p>{t("none")}</p>}
      <dl>
        {of === "pair" ? (
          <OfPair pair={pair} />
        ) : (
          <Fact name={t("pair")}>
            <ThingLink sort="pair" id={pair.id} />
          </Fact>
        )}
        {sector && <OfSector dataset={dataset} sector={sector} linked={of === "pair"} />}
        <Fact name={t("exposure")}>{total && exposure(total.exposure_km_h)}</Fact>
        <Fact name={t("worst")}>{total && total.worst_h > 0 && hours(total.worst_h)}</Fact>
      </dl>
      {sector && (
        <p>
          <SheetLink pair={pair.id}>{t("sheet")}</SheetLink>
        </p>
      )}
      {beats.length > 0 && (
        <>
          <h3>{t("beats")}</h3>
          <ThingLinks sort="beat" ids={beats.map((b) => b.id)} most={20} />
        </>
      )}
      {sector && <Gaps dataset={dataset} sector={sector} />}
      {sector && <Cannot dataset={dataset} plan={plan} sector={sector} />}
      {layer && <ProofFacts plan={plan} layer={layer} />}
    </>
  );
}

function OfPair({ pair }: { pair: Pair }) {
  return (
    <>
      <Fact name={t("layer")}>{layerName(pair.layer)}</Fact>
      <LinksFact name={t("patrols")} sort="patrol" ids={pair.patrols} />
      <LinksFact name={t("posts")} sort="post" ids={pair.posts} />
      <Fact name={t("kinds")}>{(pair.kinds ?? []).map(kindName).join(", ")}</Fact>
      <Fact name={t("sorties")}>{t("used", { used: number(pair.used), all: number(pair.sorties) })}</Fact>
      <Fact name={t("meets")}>{t("after", { h: hours(pair.meet_h), n: number(pair.meet_m / 1000, 1) })}</Fact>
      <Fact name={t("clock")}>{pair.clock_min > 1 ? t("minutes", { n: number(pair.clock_min) }) : null}</Fact>
    </>
  );
}

function OfSector({ dataset, sector, linked }: { dataset: Dataset; sector: Sector; linked: boolean }) {
  const span = spanWords(sector.from_m, sector.to_m);
  const best = sector.achieved_h <= sector.calendar_h + 0.01;
  return (
    <>
      <Fact name={t("sector")}>
        {linked ? <ThingLink sort="sector" id={sector.id}>{span}</ThingLink> : span} ({km(sector.length_m)})
      </Fact>
      <Fact name={t("grid")}>{gridWords(dataset.border.at(sector.from_m), dataset.border.at(sector.to_m))}</Fact>
      <Fact name={t("every")}>{hours(sector.lambda_h)}</Fact>
      <Fact name={t("timetable")}>{best ? hours(sector.achieved_h) : t("atBest", { h: hours(sector.achieved_h), bound: hours(sector.calendar_h) })}</Fact>
      <Fact name={t("share")}>{t("ofShift", { n: number(sector.share * 100, 1) })}</Fact>
      <Fact name={t("fixed")}>{sector.fixed ? t("yes") : null}</Fact>
    </>
  );
}

function Gaps({ dataset, sector }: { dataset: Dataset; sector: Sector }) {
  const starts = new Map(dataset.border.stretches.map((s) => [s.id, s.line.from_m]));
  const inside = gaps.value.filter((g) => {
    const start = starts.get(g.route);
    return start !== undefined && overlap(dataset.border, { from_m: start + g.from_m, to_m: start + g.to_m }, sector);
  });
  const largest = inside.toSorted((a, b) => b.exposure_km_h - a.exposure_km_h);
  return (
    <>
      <h3>{t("gaps")}</h3>
      {largest.length === 0 ? <p>{t("noGaps")}</p> : <ThingLinks sort="gap" ids={largest.map((g) => g.id)} most={10} />}
    </>
  );
}

function Cannot({ dataset, plan, sector }: { dataset: Dataset; plan: Plan; sector: Sector }) {
  const list = infeasibleOn(plan, dataset.border, sector).filter((x) => x.layer === sector.layer);
  if (list.length === 0) return null;
  return (
    <>
      <h3>{t("cannot")}</h3>
      <InfeasibleList plan={plan} list={list} />
    </>
  );
}
