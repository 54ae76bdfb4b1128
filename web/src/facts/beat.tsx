import type { Dataset } from "../api/datasets";
import { dateTime, hours, km, number, percent } from "../lang/format";
import { locale, texts } from "../lang/language";
import { countryName } from "../map/sides";
import type { Beat, Plan, Sortie } from "../model/plan";
import { clock, goTo } from "../state/time";
import { Fact, gridWords, spanWords, ThingLink } from "./pieces";
import { chainage } from "./titles";

const t = texts({
  en: {
    pair: "Pair", sector: "Sector", beat: "Beat", where: "Where", meets: "Meets", parts: "Parts", km: "km {n}", grid: "MGRS", visits: "Walked", once: "once a period", times: "{n} times a period, every {h}", achieved: "In the timetable", rule: "Rule", atMost: "at most {h} between two watches", share: "Share of the shift", out: "Way to the meeting point", walk: "Together", home: "Way home", whole: "Whole sortie", side: "{side}: {h}", weight: "Weight", sorties: "Sorties", all: "All of its sorties are in the tables.", noSorties: "None of its sorties is in the timetable.",
    host: "Host", leaves: "{side} leaves its post", meet: "They meet", part: "They part", back: "{side} is back", show: "Go to the meeting",
  },
  es: {
    pair: "Pareja", sector: "Sector", beat: "Ronda", where: "Dónde", meets: "Encuentro", parts: "Despedida", km: "km {n}", grid: "MGRS", visits: "Se recorre", once: "una vez por periodo", times: "{n} veces por periodo, cada {h}", achieved: "En el horario", rule: "Norma", atMost: "a lo sumo {h} entre dos vistas", share: "Parte del turno", out: "Camino al punto de encuentro", walk: "Juntas", home: "Camino de vuelta", whole: "Salida completa", side: "{side}: {h}", weight: "Peso", sorties: "Salidas", all: "Todas sus salidas están en las tablas.", noSorties: "Ninguna de sus salidas está en el horario.",
    host: "Anfitrión", leaves: "{side} deja su puesto", meet: "Se encuentran", part: "Se despiden", back: "{side} está de vuelta", show: "Ir al encuentro",
  },
});

function bySide(plan: Plan, h: [number, number]) {
  return plan.sides.map((side, i) => <div key={side}>{t("side", { side: countryName(side, locale.value), h: hours(h[i] ?? 0) })}</div>);
}

/** The facts of a beat: where it is walked, how often, and how long each part takes. */
export function BeatFacts({ dataset, plan, beat }: { dataset: Dataset; plan: Plan; beat: Beat }) {
  const sorties = plan.sorties.filter((s) => s.beat === beat.id);
  return (
    <>
      <dl>
        <Fact name={t("pair")}>
          <ThingLink sort="pair" id={beat.pair} />
        </Fact>
        <Fact name={t("sector")}>
          <ThingLink sort="sector" id={beat.sector} />
        </Fact>
        <Fact name={t("where")}>
          {spanWords(beat.from_m, beat.to_m)} ({km(beat.length_m)})
        </Fact>
        <Fact name={t("grid")}>{gridWords(dataset.border.at(beat.from_m), dataset.border.at(beat.to_m))}</Fact>
        <MeetAndPart beat={beat} />
        <Fact name={t("visits")}>{beat.visits === 1 ? t("once") : t("times", { n: number(beat.visits), h: hours(beat.revisit_h) })}</Fact>
        <Fact name={t("achieved")}>{beat.achieved_h > 0 ? t("atMost", { h: hours(beat.achieved_h) }) : null}</Fact>
        <Fact name={t("rule")}>{t("atMost", { h: hours(beat.allowed_h) })}</Fact>
        <Fact name={t("out")}>{bySide(plan, beat.arrive_h)}</Fact>
        <Fact name={t("walk")}>{hours(beat.walk_h)}</Fact>
        <Fact name={t("home")}>{bySide(plan, beat.home_h)}</Fact>
        <Fact name={t("whole")}>{bySide(plan, beat.sortie_h)}</Fact>
        <Fact name={t("share")}>{percent(beat.share, 1)}</Fact>
        <Fact name={t("weight")}>{beat.weight === 1 ? null : number(beat.weight, 2, 0)}</Fact>
      </dl>
      <h3>{t("sorties")}</h3>
      {sorties.length === 0 && <p>{t("noSorties")}</p>}
      <ul class="plain">
        {sorties.slice(0, 12).map((s) => (
          <li key={s.id}>
            <ThingLink sort="sortie" id={s.id}>
              {dateTime(clock(s.meet_h))}
            </ThingLink>
          </li>
        ))}
      </ul>
      {sorties.length > 12 && <p class="soft">{t("all")}</p>}
    </>
  );
}

/** Where the sorties of a beat meet and part. */
function MeetAndPart({ beat }: { beat: Beat }) {
  return (
    <>
      <Fact name={t("meets")}>
        {beat.meeting_point ? <ThingLink sort="meeting-point" id={beat.meeting_point} /> : null} {t("km", { n: chainage(beat.meet_m) })}, {gridWords(beat.meet_at)}
      </Fact>
      <Fact name={t("parts")}>
        {t("km", { n: chainage(beat.part_m) })}, {gridWords(beat.part_at)}
      </Fact>
    </>
  );
}

/** The facts of a sortie: its hours, and the beat it goes along. */
export function SortieFacts({ plan, sortie }: { plan: Plan; sortie: Sortie }) {
  const beat = plan.beats.find((b) => b.id === sortie.beat);
  const name = (side: string | undefined) => countryName(side ?? "", locale.value);
  const times: [string, number][] = [
    ...plan.sides.map((s, i): [string, number] => [t("leaves", { side: name(s) }), sortie.depart_h[i] ?? 0]),
    [t("meet"), sortie.meet_h],
    [t("part"), sortie.part_h],
    ...plan.sides.map((s, i): [string, number] => [t("back", { side: name(s) }), sortie.return_h[i] ?? 0]),
  ];
  return (
    <>
      <dl>
        <Fact name={t("pair")}>
          <ThingLink sort="pair" id={sortie.pair} />
        </Fact>
        <Fact name={t("beat")}>
          <ThingLink sort="beat" id={sortie.beat} />
        </Fact>
        <Fact name={t("host")}>{name(sortie.host)}</Fact>
        {times
          .toSorted((a, b) => a[1] - b[1])
          .map(([what, h]) => (
            <Fact key={what} name={what}>
              {dateTime(clock(h))}
            </Fact>
          ))}
        {beat && <MeetAndPart beat={beat} />}
      </dl>
      <p>
        <button type="button" onClick={() => goTo(sortie.meet_h)}>
          {t("show")}
        </button>
      </p>
    </>
  );
}
