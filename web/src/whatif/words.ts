import type { Dataset } from "../api/datasets";
import { hours, km, metres, number, speed } from "../lang/format";
import { texts } from "../lang/language";
import type { Change, Note, PatrolFields } from "../model/change";
import type { Kind } from "../model/plan";
import type { Movable } from "./movables";

// Changes, and what is to be told of them, in words.

const t = texts({
  en: {
    move_meeting_point: "Meeting point {name} to {at}",
    add_meeting_point: "New meeting point {name} at {at}",
    remove_meeting_point: "Meeting point {name} removed",
    boundary: "Boundary of {pairs} to {at}",
    sectorFrom: "Start of the sector of {pair} to {at}",
    sectorTo: "End of the sector of {pair} to {at}",
    change_patrol: "Patrol {name}: {what}",
    remove_patrol: "Patrol {name} removed",
    add_patrol: "New patrol {name} of {side} at {post}: {what}",
    rule: "{rule}: {value}",
    at: "km {n}",
    and: "{a} and {b}",
    shift_h: "shift {n}",
    rest_h: "rest {n}",
    shifts_per_week: "{n} shifts a week",
    speed_land_kmh: "{n} on land",
    speed_river_kmh: "{n} on rivers",
    speed_sea_kmh: "{n} at sea",
    watch_radius_m: "sees {n} far",
    post: "post {n}",
    "revisit_h.land": "Longest time between visits on land",
    "revisit_h.river": "Longest time between visits on rivers",
    "revisit_h.sea": "Longest time between visits at sea",
    "off_route_speed_kmh.land": "Speed off routes on land",
    "off_route_speed_kmh.river": "Speed off routes on rivers",
    "off_route_speed_kmh.sea": "Speed off routes at sea",
    detour_factor: "How much longer a way is than the straight line",
    times: "{n} times",
    land: "land",
    river: "rivers",
    sea: "sea",
    boundaryName: "Boundary between {a} and {b}",
    startName: "Start of the sector of {a}",
    endName: "End of the sector of {a}",
    no_sector_there: "Meeting point {0} stands in nobody's sector, so that nobody meets there. Move a boundary, or plan anew.",
    no_partner: "Patrol {0} has no partner, and makes no sortie. Plan anew, so that it gets one; if it still has none, add one of the other side that fits.",
    not_scheduled: "{1} of {2} visits of beat {0} have no place in the timetable: {3}.",
    not_scheduled_calendar: "shifts and rest leave no time",
    not_scheduled_week: "all shifts of the week are used",
    not_scheduled_daylight: "the walk does not fit the daylight",
    not_scheduled_away: "a patrol is not available",
    not_scheduled_other: "there is no time for them",
    shift_too_long: "The shift of patrol {0} is longer than the time it is available, so it makes no sortie. Shorten the shift.",
    rest_too_long: "Shift and rest of patrol {0} together are longer than the period, so it makes no sortie. Shorten the rest.",
    same_hour: "{1} and {2} meet at {0} in the same hour, as there is no other time.",
    pair_cannot_meet: "Pair {0} has no meeting point to which both can go and be back within a shift. Give a patrol a longer shift, or add a meeting point.",
    meet_anywhere: "There are no meeting points, so pairs meet anywhere on the border.",
    far_post: "No border is within a shift's reach of patrol {0} at post {1}: the nearest place is {length} away. Give it another post, or a longer shift.",
    no_water: "Patrol {0} goes by sea only, and there is no open water near post {1}. Give it another post.",
    at_sea: "Post {1} is in open water, and patrol {0} does not go by sea. Give it another post.",
    away: "Patrol {0} is available for a part of the period only; its sorties lie within it.",
    sector_given: "The fixed sector {0} names no pair and was given to {1}.",
    no_night: "The sun does not set on beat {0} on {1} days of the period; all of these days count as daylight.",
    no_day: "The sun does not rise on beat {0} on {1} days of the period; nobody walks there by daylight then.",
    clock_change: "The clocks of {0} change on {1}; hours are counted on.",
  },
  es: {
    move_meeting_point: "Punto de encuentro {name} al {at}",
    add_meeting_point: "Nuevo punto de encuentro {name} en el {at}",
    remove_meeting_point: "Punto de encuentro {name} eliminado",
    boundary: "Límite entre {pairs} al {at}",
    sectorFrom: "Inicio del sector de {pair} al {at}",
    sectorTo: "Fin del sector de {pair} al {at}",
    change_patrol: "Patrulla {name}: {what}",
    remove_patrol: "Patrulla {name} eliminada",
    add_patrol: "Nueva patrulla {name} de {side} en {post}: {what}",
    rule: "{rule}: {value}",
    at: "km {n}",
    and: "{a} y {b}",
    shift_h: "turno de {n}",
    rest_h: "descanso de {n}",
    shifts_per_week: "{n} turnos por semana",
    speed_land_kmh: "{n} en tierra",
    speed_river_kmh: "{n} en ríos",
    speed_sea_kmh: "{n} en el mar",
    watch_radius_m: "ve hasta {n}",
    post: "puesto {n}",
    "revisit_h.land": "Tiempo máximo entre recorridos en tierra",
    "revisit_h.river": "Tiempo máximo entre recorridos en ríos",
    "revisit_h.sea": "Tiempo máximo entre recorridos en el mar",
    "off_route_speed_kmh.land": "Velocidad fuera de rutas en tierra",
    "off_route_speed_kmh.river": "Velocidad fuera de rutas en ríos",
    "off_route_speed_kmh.sea": "Velocidad fuera de rutas en el mar",
    detour_factor: "Cuánto más largo es un camino que la línea recta",
    times: "{n} veces",
    land: "tierra",
    river: "ríos",
    sea: "mar",
    boundaryName: "Límite entre {a} y {b}",
    startName: "Inicio del sector de {a}",
    endName: "Fin del sector de {a}",
    no_sector_there: "El punto de encuentro {0} no está en el sector de nadie, así que nadie se encuentra allí. Mueva un límite o planifique de nuevo.",
    no_partner: "La patrulla {0} no tiene pareja y no hace ninguna salida. Planifique de nuevo para que la tenga; si sigue sin ella, añada una del otro lado que convenga.",
    not_scheduled: "{1} de {2} recorridos de la ronda {0} no tienen lugar en el horario: {3}.",
    not_scheduled_calendar: "turnos y descansos no dejan tiempo",
    not_scheduled_week: "se usaron todos los turnos de la semana",
    not_scheduled_daylight: "el recorrido no cabe en las horas de luz",
    not_scheduled_away: "una patrulla no está disponible",
    not_scheduled_other: "no hay tiempo para ellos",
    shift_too_long: "El turno de la patrulla {0} es más largo que el tiempo en que está disponible, así que no sale. Acorte el turno.",
    rest_too_long: "El turno y el descanso de la patrulla {0} juntos son más largos que el periodo, así que no sale. Acorte el descanso.",
    same_hour: "{1} y {2} se encuentran en {0} en la misma hora, pues no hay otra.",
    pair_cannot_meet: "La pareja {0} no tiene un punto de encuentro al que ambas puedan ir y volver dentro de un turno. Alargue un turno o añada un punto de encuentro.",
    meet_anywhere: "No hay puntos de encuentro, así que las parejas se encuentran en cualquier lugar de la frontera.",
    far_post: "Ninguna frontera está al alcance de un turno de la patrulla {0} en el puesto {1}: el lugar más cercano está a {length}. Dele otro puesto o un turno más largo.",
    no_water: "La patrulla {0} solo va por mar, y no hay mar abierto cerca del puesto {1}. Dele otro puesto.",
    at_sea: "El puesto {1} está en mar abierto, y la patrulla {0} no va por mar. Dele otro puesto.",
    away: "La patrulla {0} está disponible solo una parte del periodo; sus salidas caen dentro de ella.",
    sector_given: "El sector fijo {0} no nombra ninguna pareja y se dio a {1}.",
    no_night: "El sol no se pone en la ronda {0} en {1} días del periodo; todos esos días cuentan como horas de luz.",
    no_day: "El sol no sale en la ronda {0} en {1} días del periodo; nadie la recorre entonces con luz.",
    clock_change: "Los relojes de {0} cambian el {1}; las horas se siguen contando.",
  },
});

/** A chainage of the border, as km 412.500. */
export function chainage(m: number): string {
  return t("at", { n: number(m / 1000, 3) });
}

/** The name of a kind of route, as in "by kind". */
export function kindName(kind: Kind): string {
  return t(kind);
}

/** What a movable thing is called. */
export function movableName(m: Movable): string {
  if (m.sort === "meeting-point") return m.name;
  const [a = "", b = ""] = m.pairs;
  if (m.pairs.length === 2) return t("boundaryName", { a, b });
  return t(m.ends[0] === "from" ? "startName" : "endName", { a });
}

const ruleNames = ["revisit_h.land", "revisit_h.river", "revisit_h.sea", "off_route_speed_kmh.land", "off_route_speed_kmh.river", "off_route_speed_kmh.sea", "detour_factor"] as const;

/** A rule of the scenario that can be changed. */
export type Rule = (typeof ruleNames)[number];

/** The rules of the scenario that can be changed. */
export const rules: readonly Rule[] = ruleNames;

/** What a rule is called. */
export function ruleName(rule: string): string {
  return isRule(rule) ? t(rule) : rule;
}

function isRule(rule: string): rule is Rule {
  return (ruleNames as readonly string[]).includes(rule);
}

function ruleValue(rule: string, value: number): string {
  if (rule.startsWith("revisit_h")) return hours(value);
  return rule === "detour_factor" ? t("times", { n: number(value, 2, 0) }) : speed(value);
}

/** A change in words, with the names that a plan has. */
export function sayChange(c: Change, of: Pick<Dataset, "plan" | "posts"> | null): string {
  const point = (id: string) => of?.plan?.meeting_points.find((p) => p.id === id)?.name || id;
  switch (c.change) {
    case "move_meeting_point":
      return t(c.change, { name: point(c.meeting_point), at: chainage(c.to_m) });
    case "add_meeting_point":
      return t(c.change, { name: c.name || c.meeting_point, at: chainage(c.to_m) });
    case "remove_meeting_point":
      return t(c.change, { name: point(c.meeting_point) });
    case "move_boundary":
      if ("pairs" in c) return t("boundary", { pairs: t("and", { a: c.pairs[0], b: c.pairs[1] }), at: chainage(c.to_m) });
      return t(c.end === "from" ? "sectorFrom" : "sectorTo", { pair: of?.plan?.sectors.find((s) => s.id === c.sector)?.pair ?? c.sector, at: chainage(c.to_m) });
    case "change_patrol":
      return t(c.change, { name: c.patrol, what: sayFields(c, of) });
    case "remove_patrol":
      return t(c.change, { name: c.patrol });
    case "add_patrol":
      return t(c.change, { name: c.patrol, side: c.side, post: of?.posts.get(c.post)?.name ?? c.post, what: sayFields({ ...c, post: "" }, of) });
    case "change_rule":
      return t("rule", { rule: ruleName(c.rule), value: ruleValue(c.rule, c.value) });
  }
}

function sayFields(f: PatrolFields, of: Pick<Dataset, "posts"> | null): string {
  const out: string[] = [];
  if (f.post) out.push(t("post", { n: of?.posts.get(f.post)?.name ?? f.post }));
  if (f.shift_h !== undefined) out.push(t("shift_h", { n: hours(f.shift_h) }));
  if (f.rest_h !== undefined) out.push(t("rest_h", { n: hours(f.rest_h) }));
  if (f.shifts_per_week !== undefined) out.push(t("shifts_per_week", { n: number(f.shifts_per_week, 2, 0) }));
  for (const kind of ["speed_land_kmh", "speed_river_kmh", "speed_sea_kmh"] as const) if (f[kind] !== undefined) out.push(t(kind, { n: speed(f[kind]) }));
  if (f.watch_radius_m !== undefined) out.push(t("watch_radius_m", { n: metres(f.watch_radius_m) }));
  return out.join(", ");
}

const noteCodes = [
  "no_sector_there", "no_partner", "not_scheduled", "shift_too_long", "rest_too_long", "same_hour", "pair_cannot_meet", "meet_anywhere", "far_post",
  "no_water", "at_sea", "away", "sector_given", "no_night", "no_day", "clock_change",
] as const;

/** A note in the page's language, and whether these are the page's words; else they are the server's, in English. */
export function sayNote(n: Note): { text: string; own: boolean } {
  const code = noteCodes.find((c) => c === n.code);
  if (!code) return { text: n.message, own: false };
  const about: Record<string, string> = Object.fromEntries(n.subjects.map((s, i) => [String(i), s]));
  if (code === "not_scheduled") {
    const rule = n.subjects[3];
    about["3"] = t(rule === "calendar" || rule === "week" || rule === "daylight" || rule === "away" ? `not_scheduled_${rule}` : "not_scheduled_other");
  }
  return { text: t(code, { ...about, length: km(n.length_m ?? 0) }), own: true };
}
