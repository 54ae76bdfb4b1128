import { km, number } from "../lang/format";
import { texts } from "../lang/language";
import type { Infeasible, Plan } from "../model/plan";
import { overlap, type BorderSpan } from "./overlap";
import { chainage, numberOfPair } from "./titles";

// Rules, and what would mend them, in words; the same as the command line's
// (lang/plan_texts.go, cmd/lindero/plan_words.go).

const rules = texts({
  en: {
    shift: "no longer sortie fits the shift", sorties: "no sortie is left", kind: "no pair can move on this kind", break: "the parts of the border do not touch there", forbidden: "patrols must not enter there",
    meeting: "no meeting point that both patrols can use", fixed: "what was fixed by hand stands in the way", revisit: "it cannot be visited as often as the rule asks", end: "the end of the border", no_pair: "there is no pair",
    daylight: "the walk does not fit the daylight", away: "a patrol is not available", week: "all shifts of the week are used", calendar: "shifts and rest leave no time", wrong_side: "a post stands on the other side",
  },
  es: {
    shift: "no cabe en el turno una salida más larga", sorties: "no quedan salidas", kind: "ninguna pareja puede moverse en este tipo", break: "las partes de la frontera no se tocan allí", forbidden: "allí no deben entrar las patrullas",
    meeting: "no hay punto de encuentro que ambas patrullas puedan usar", fixed: "lo impide lo que se fijó a mano", revisit: "no puede recorrerse con la frecuencia que pide la norma", end: "el final de la frontera", no_pair: "no hay ninguna pareja",
    daylight: "el recorrido no cabe en las horas de luz", away: "una patrulla no está disponible", week: "se usaron todos los turnos de la semana", calendar: "turnos y descansos no dejan tiempo", wrong_side: "un puesto está en el otro lado",
  },
});

type Rule = Parameters<typeof rules>[0];

const known: readonly string[] = ["shift", "sorties", "kind", "break", "forbidden", "meeting", "fixed", "revisit", "end", "no_pair", "daylight", "away", "week", "calendar", "wrong_side"];

/** A rule in words; a code that the page does not know stays one. */
export function ruleWords(rule: string): string {
  return known.includes(rule) ? rules(rule as Rule) : rule;
}

const t = texts({
  en: {
    openShift: "no sortie of any pair gets there and home within its shift", openSorties: "the pairs that could get there have no sortie left, or their place in the order keeps them from it",
    stopKind: "the pair cannot move on the kind of border there",
    pairShift: "a sortie there does not fit the shifts of pair {pair}", patrolShift: "a sortie there does not fit the shift of {patrol}", pairSorties: "pair {pair} has no sortie left", pairKind: "pair {pair} cannot move on this kind",
    pairMeeting: "pair {pair} has no meeting point near enough", pairRevisit: "pair {pair} cannot come as often as the rule asks",
    longer: "a shift {more} h longer for {whom} ({to} h instead of {from} h)", oneMore: "one more shift a week for {whom} ({to} instead of {from})", more: "{more} more shifts a week for {whom} ({to} instead of {from})", both: "both patrols of pair {pair}",
    postOf: "a post of {side} within {km} of km {at}", onePair: "one more pair like pair {pair}, from a post of each side within {km} of km {at}",
  },
  es: {
    openShift: "ninguna salida de ninguna pareja llega y vuelve dentro de su turno", openSorties: "a las parejas que podrían llegar no les quedan salidas, o su lugar en el orden se lo impide",
    stopKind: "la pareja no puede moverse en el tipo de frontera que hay allí",
    pairShift: "una salida hasta allí no cabe en los turnos de la pareja {pair}", patrolShift: "una salida hasta allí no cabe en el turno de {patrol}", pairSorties: "a la pareja {pair} no le quedan salidas", pairKind: "la pareja {pair} no puede moverse en este tipo",
    pairMeeting: "la pareja {pair} no tiene un punto de encuentro bastante cerca", pairRevisit: "la pareja {pair} no puede ir con la frecuencia que pide la norma",
    longer: "un turno {more} h más largo para {whom} ({to} h en vez de {from} h)", oneMore: "un turno más a la semana para {whom} ({to} en vez de {from})", more: "{more} turnos más a la semana para {whom} ({to} en vez de {from})", both: "ambas patrullas de la pareja {pair}",
    postOf: "un puesto de {side} a menos de {km} del km {at}", onePair: "una pareja más como la pareja {pair}, desde un puesto de cada lado a menos de {km} del km {at}",
  },
});

/** What stops a pair. */
export function stopWords(rule: string): string {
  return rule === "kind" ? t("stopKind") : ruleWords(rule);
}

/** Why a stretch cannot be visited, or not as often as asked. */
export function whyInfeasible(plan: Plan, x: Infeasible): string {
  const pair = x.pair ? numberOfPair(plan, x.pair) : "";
  if (x.rule === "shift") return x.patrol ? t("patrolShift", { patrol: x.patrol }) : pair ? t("pairShift", { pair }) : t("openShift");
  if (x.rule === "sorties") return pair ? t("pairSorties", { pair }) : t("openSorties");
  if (pair && x.rule === "kind") return t("pairKind", { pair });
  if (pair && x.rule === "meeting") return t("pairMeeting", { pair });
  if (pair && x.rule === "revisit") return t("pairRevisit", { pair });
  return ruleWords(x.rule);
}

type Mend = NonNullable<Infeasible["mends"]>[number];

/** A change of one number that would mend a stretch. Rounded, it is never smaller than what is asked for. */
export function mendWords(plan: Plan, m: Mend): string {
  const pair = m.pair ? numberOfPair(plan, m.pair) : "";
  const up = (v: number, decimals: number) => number(Math.ceil(v * 10 ** decimals - 1e-6) / 10 ** decimals, decimals, 0);
  const whom = m.patrol || t("both", { pair });
  switch (m.field) {
    case "shift_h":
      return t("longer", { more: up(m.to - m.from, 1), whom, to: up(m.to, 1), from: number(m.from, 2, 0) });
    case "shifts_per_week": {
      const more = up(m.to - m.from, 2);
      return t(more === "1" ? "oneMore" : "more", { more, whom, to: up(m.to, 2), from: number(m.from, 2, 0) });
    }
    case "post_distance_km": {
      const words = { km: km(Math.floor(m.to * 10 + 1e-6) * 100), at: chainage(m.at_m ?? 0) };
      return m.side ? t("postOf", { side: m.side, ...words }) : t("onePair", { pair, ...words });
    }
    default:
      return `${m.field} ${number(m.from, 2, 0)} → ${number(m.to, 2, 0)}`;
  }
}

/** What of the plan cannot be as asked on a part of the border. */
export function infeasibleOn(plan: Plan, border: Parameters<typeof overlap>[0], span: BorderSpan): Infeasible[] {
  return (plan.infeasible ?? []).filter((x) => overlap(border, x, span));
}
