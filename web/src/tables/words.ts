import { codeName } from "../lang/codes";
import { texts } from "../lang/language";

/** Words that several tables use. */
export const t = texts({
  en: {
    gap: "gap", route: "route", name: "name", kind: "kind", reason: "reason", side: "side", pair: "pair", layer: "layer", sector: "sector", beat: "beat", sortie: "sortie", number: "no.", post: "post", patrol: "patrol",
    bothSides: "both",
    fromKm: "from, km of route", toKm: "to, km of route", borderFromKm: "from, km of border", borderToKm: "to, km of border", chainageKm: "km of border", lengthKm: "length km",
    from: "from", to: "to", gapH: "overdue h", exposure: "overdue km·h", revisitH: "longest unseen h", allowedH: "rule asks h", risk: "risk", meetingPoint: "meeting point", nearestPoint: "nearest meeting point", nearestPost: "nearest post {side}",
    fromGrid: "from (MGRS)", middleGrid: "middle (MGRS)", toGrid: "to (MGRS)", grid: "MGRS", meetGrid: "meet (MGRS)", partGrid: "part (MGRS)",
    change: "against the plan", changeKmH: "difference km·h", new: "new", gone: "gone", longer: "longer", shorter: "shorter", same: "as before",
    patrolOf: "patrol {side}", postOf: "post {side}", meetKm: "meets at km", partKm: "parts at km", meetH: "soonest there, h", sorties: "sorties", used: "of them used", clockMin: "clock min", sheet: "sheet",
    lambdaH: "weighted revisit h", calendarH: "any calendar h", achievedH: "timetable h", windowH: "one period h", share: "of shift %", fixed: "fixed", coveredKm: "covered km", gapKm: "gap km", lateKm: "too seldom km", worstH: "longest unseen h", meanH: "mean unseen h",
    visits: "visits", weight: "weight", everyH: "seen every h", arriveH: "way there {side} h", walkH: "together h", homeH: "way home {side} h", sortieH: "sortie {side} h",
    host: "host", depart: "leaves {side}", meet: "meet", part: "part", return: "back {side}",
    offsetM: "off the border m", pairs: "pairs", watchRadiusM: "sees m", longitude: "longitude", latitude: "latitude", patrols: "patrols",
    shiftH: "shift h", restH: "rest h", shiftsPerWeek: "shifts a week", speedLand: "km/h on land", speedRiver: "km/h on rivers", speedSea: "km/h at sea", partnerNone: "none",
    stretch: "stretch", watchedKmH: "watched km·h", beats: "beats", watches: "watches", yes: "yes",
  },
  es: {
    gap: "hueco", route: "ruta", name: "nombre", kind: "tipo", reason: "motivo", side: "lado", pair: "pareja", layer: "capa", sector: "sector", beat: "ronda", sortie: "salida", number: "n.º", post: "puesto", patrol: "patrulla",
    bothSides: "ambos",
    fromKm: "desde, km de la ruta", toKm: "hasta, km de la ruta", borderFromKm: "desde, km de frontera", borderToKm: "hasta, km de frontera", chainageKm: "km de frontera", lengthKm: "longitud km",
    from: "desde", to: "hasta", gapH: "atraso h", exposure: "atraso km·h", revisitH: "máximo sin ver h", allowedH: "norma h", risk: "riesgo", meetingPoint: "punto de encuentro", nearestPoint: "punto de encuentro más cercano", nearestPost: "puesto más cercano {side}",
    fromGrid: "desde (MGRS)", middleGrid: "centro (MGRS)", toGrid: "hasta (MGRS)", grid: "MGRS", meetGrid: "encuentro (MGRS)", partGrid: "despedida (MGRS)",
    change: "frente al plan", changeKmH: "diferencia km·h", new: "nuevo", gone: "cerrado", longer: "mayor", shorter: "menor", same: "como antes",
    patrolOf: "patrulla {side}", postOf: "puesto {side}", meetKm: "encuentro en km", partKm: "despedida en km", meetH: "llegada más pronta h", sorties: "salidas", used: "usadas", clockMin: "reloj min", sheet: "hoja",
    lambdaH: "revisita ponderada h", calendarH: "cualquier calendario h", achievedH: "horario h", windowH: "un periodo h", share: "turno %", fixed: "fijado", coveredKm: "cubierto km", gapKm: "sin cubrir km", lateKm: "poco km", worstH: "máximo sin ver h", meanH: "media sin ver h",
    visits: "recorridos", weight: "peso", everyH: "se ve cada h", arriveH: "ida {side} h", walkH: "en pareja h", homeH: "vuelta {side} h", sortieH: "salida {side} h",
    host: "anfitrión", depart: "sale {side}", meet: "encuentro", part: "despedida", return: "de vuelta {side}",
    offsetM: "distancia a la frontera m", pairs: "parejas", watchRadiusM: "ve m", longitude: "longitud", latitude: "latitud", patrols: "patrullas",
    shiftH: "turno h", restH: "descanso h", shiftsPerWeek: "turnos por semana", speedLand: "km/h en tierra", speedRiver: "km/h en ríos", speedSea: "km/h en el mar", partnerNone: "ninguna",
    stretch: "tramo", watchedKmH: "vigilado km·h", beats: "rondas", watches: "vistas", yes: "sí",
  },
});

type Word = Parameters<typeof t>[0];

const changes = ["new", "gone", "longer", "shorter", "same"] as const satisfies Word[];

/** The words of a code; a code that is not known stands for itself. */
export function words(code: string): string {
  const change = changes.find((c) => c === code);
  return change ? t(change) : codeName(code);
}

/** The label of a column, read in the page's language whenever it is drawn. */
export function label(word: Word, values?: Record<string, string>): () => string {
  return () => t(word, values);
}
