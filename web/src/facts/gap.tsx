import type { Dataset } from "../api/datasets";
import { dateTime, exposure, hours, km, number } from "../lang/format";
import { texts } from "../lang/language";
import { linesOf } from "../map/gap-lines";
import type { Gap, Plan } from "../model/plan";
import { gaps } from "../state/shown";
import { clock, goTo, hour } from "../state/time";
import { overlap } from "./overlap";
import { Fact, gridWords, InfeasibleList, LinksFact, More, spanWords, ThingLink, ThingLinks } from "./pieces";
import { kindName, reasonName } from "./titles";
import { infeasibleOn } from "./words";

const t = texts({
  en: {
    beyond_reach: "No patrol that can move here gets here and home within its shift, so it is never watched.",
    no_patrol_for_kind: "No patrol can move on this kind ({kind}), so it is never watched.",
    no_sector: "It lies in no pair's sector, and nobody who passes sees it.",
    not_scheduled: "It lies in a beat, but the beat's sorties have no place in the calendar.",
    revisit_exceeded: "It is watched too seldom: up to {revisit} pass between two watches, and the rule asks for at most {allowed}.",
    reason: "Reason", route: "Route", where: "Where", border: "Of the border", grid: "MGRS", open: "Overdue", fromTo: "{from} to {to}", whole: "the whole period", longest: "Longest at a place", rule: "Rule", atMost: "at most {h} between two watches", between: "Between the watches", never: "never watched",
    exposure: "Exposure", risk: "Risk", posts: "Nearest posts", meeting: "Nearest meeting point", sector: "Sector", none: "in none", others: "Gaps at the same place", why: "Why it cannot be visited as asked", go: "Go to its beginning", now: "open at the hour shown",
  },
  es: {
    beyond_reach: "Ninguna patrulla que pueda moverse aquí llega y vuelve dentro de su turno, así que nunca se ve.",
    no_patrol_for_kind: "Ninguna patrulla puede moverse en este tipo ({kind}), así que nunca se ve.",
    no_sector: "No está en el sector de ninguna pareja, y nadie que pase lo ve.",
    not_scheduled: "Está en una ronda, pero sus salidas no tienen lugar en el calendario.",
    revisit_exceeded: "Se ve muy poco: pasan hasta {revisit} entre dos vistas, y la norma pide a lo sumo {allowed}.",
    reason: "Motivo", route: "Ruta", where: "Dónde", border: "De la frontera", grid: "MGRS", open: "Atrasado", fromTo: "{from} a {to}", whole: "todo el periodo", longest: "Lo más largo en un lugar", rule: "Norma", atMost: "a lo sumo {h} entre dos vistas", between: "Entre las vistas", never: "nunca se ve",
    exposure: "Exposición", risk: "Riesgo", posts: "Puestos más cercanos", meeting: "Punto de encuentro más cercano", sector: "Sector", none: "en ninguno", others: "Huecos en el mismo lugar", why: "Por qué no puede recorrerse como se pide", go: "Ir a su inicio", now: "abierto a la hora mostrada",
  },
});

/** The facts of a gap: why, where, when, and what is near. */
export function GapFacts({ dataset, plan, gap }: { dataset: Dataset; plan: Plan; gap: Gap }) {
  const line = linesOf(dataset, gap.route, gap.from_m, gap.to_m)[0];
  const ends = [line?.[0], line?.at(-1)].map((p) => p && ([p[0] ?? 0, p[1] ?? 0] as [number, number]));
  const start = dataset.border.stretches.find((s) => s.id === gap.route)?.line.from_m;
  const onBorder = start === undefined ? null : { from_m: start + gap.from_m, to_m: start + gap.to_m };
  const sectors = onBorder ? plan.sectors.filter((s) => overlap(dataset.border, s, onBorder)) : [];
  const infeasible = onBorder ? infeasibleOn(plan, dataset.border, onBorder) : [];
  return (
    <>
      <p>{t(gap.reason, { kind: kindName(gap.kind), revisit: hours(round(gap.revisit_h)), allowed: hours(gap.allowed_h) })}</p>
      <dl>
        <Fact name={t("reason")}>{reasonName(gap.reason)}</Fact>
        <Fact name={t("route")}>
          <ThingLink sort={onBorder ? "stretch" : "route"} id={gap.route} /> ({kindName(gap.kind)})
        </Fact>
        <Fact name={t("where")}>
          {spanWords(gap.from_m, gap.to_m)} ({km(gap.length_m)})
        </Fact>
        <Fact name={t("border")}>{onBorder && spanWords(onBorder.from_m, onBorder.to_m)}</Fact>
        <Fact name={t("grid")}>{gridWords(...ends)}</Fact>
        <Fact name={t("open")}>
          <When plan={plan} gap={gap} />
        </Fact>
        <Fact name={t("longest")}>{hours(round(gap.gap_h))}</Fact>
        <Fact name={t("between")}>{gap.revisit_h >= plan.period_h ? t("never") : hours(round(gap.revisit_h))}</Fact>
        <Fact name={t("rule")}>{t("atMost", { h: hours(gap.allowed_h) })}</Fact>
        <Fact name={t("exposure")}>{exposure(gap.exposure_km_h)}</Fact>
        <Fact name={t("risk")}>{gap.risk === 1 ? null : number(gap.risk, 2, 0)}</Fact>
        <Fact name={t("sector")}>{sectors.length === 0 ? t("none") : <ThingLinks sort="sector" ids={sectors.map((s) => s.id)} />}</Fact>
        <LinksFact name={t("posts")} sort="post" ids={gap.posts.filter((p) => p !== "")} />
        <Fact name={t("meeting")}>{gap.meeting_point && <ThingLink sort="meeting-point" id={gap.meeting_point} />}</Fact>
      </dl>
      {infeasible.length > 0 && (
        <>
          <h3>{t("why")}</h3>
          <InfeasibleList plan={plan} list={infeasible} />
        </>
      )}
      <Others gap={gap} />
    </>
  );
}

/** From when to when a gap is open, and how to get there. */
function When({ plan, gap }: { plan: Plan; gap: Gap }) {
  const whole = gap.from_h <= 0 && gap.to_h >= plan.period_h;
  const open = gap.from_h <= hour.value && hour.value < gap.to_h;
  return (
    <>
      {whole ? t("whole") : times(gap)}
      {open && ` (${t("now")})`}{" "}
      {!whole && (
        <button type="button" class="link" onClick={() => goTo(gap.from_h)}>
          {t("go")}
        </button>
      )}
    </>
  );
}

function times(gap: Gap): string {
  return t("fromTo", { from: dateTime(clock(gap.from_h)), to: dateTime(clock(gap.to_h)) });
}

const mostOthers = 12;

/** The gaps at other times where a gap is. */
function Others({ gap }: { gap: Gap }) {
  const others = gaps.value.filter((g) => g.route === gap.route && g.id !== gap.id && g.from_m < gap.to_m && gap.from_m < g.to_m);
  if (others.length === 0) return null;
  return (
    <>
      <h3>{t("others")}</h3>
      <ul class="plain">
        {others.slice(0, mostOthers).map((g) => (
          <li key={g.id}>
            <ThingLink sort="gap" id={g.id}>
              {times(g)}
            </ThingLink>
          </li>
        ))}
        {others.length > mostOthers && <More n={others.length - mostOthers} />}
      </ul>
    </>
  );
}

/** Hours to a minute: the timetable's own fineness. */
function round(h: number): number {
  return Math.round(h * 60) / 60;
}
