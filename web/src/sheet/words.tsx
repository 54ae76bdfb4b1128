import { signal } from "@preact/signals";
import { language, texts, type KeyOf, type Language } from "../lang/language";
import { clock } from "../state/time";
import type { Wind } from "./walk";

/** Whether sheets say everything in both languages: the two patrols of a pair may not share one. */
export const both = signal(false);

/** Words of the sheets. */
export const t = texts({
  en: {
    title: "Sector sheet", sector: "Sector, km {from}–{to} of the border ({length} km)", period: "{from} to {to}", patrol: "Patrol", post: "post",
    map: "Map of the sector, north up", meeting: "meeting", parting: "parting", beatEnd: "end of a beat", otherPair: "where a neighbour meets", postOf: "post {side}", land: "land border", river: "river border", sea: "sea border", ways: "roads, rivers, lanes",
    beats: "Where to meet, walk and part", beat: "beat", meetAt: "meet", partAt: "part", walk: "walk together", visits: "visits",
    leg: "{km} km {wind}, to border km {to}", walkAll: "{km} km, {h}",
    absent: "If the other patrol is not there", wait: "Wait {n} min at the meeting point.", alone_own_side: "Then go along the beat on your own side, as far as your shift lets you, and report.", go_home: "Then go home and report.", cross: "Nobody crosses the border without prior coordination.",
    beside: "Neighbours", besideTouches: "their sector begins at border km {km}", besideApart: "their sector is at border km {km}; between lies a stretch that neither walks", besideMeets: "meets at", besideNone: "none",
    sorties: "Timetable", number: "no.", date: "date", leaves: "{side} leaves", meets: "meet", parts: "part", back: "{side} back", host: "host",
    clock: "All times are those of the clock at UTC{zone}.", dayMark: "(−1), (+1): so many days before or after that of the meeting.", clockChange: "The clocks of {side} change on {day}: after that, its people read other times.", nearMark: "A, B: meetings of the neighbours within {n} h of yours.",
    note: "Lines and posts are an illustration and imply no legal position.", sources: "Sources",
    n: "north", ne: "north-east", e: "east", se: "south-east", s: "south", sw: "south-west", w: "west", nw: "north-west", hours: "{h} h {min} min",
  },
  es: {
    title: "Hoja de sector", sector: "Sector, km {from}–{to} de la frontera ({length} km)", period: "del {from} al {to}", patrol: "Patrulla", post: "puesto",
    map: "Mapa del sector, norte arriba", meeting: "encuentro", parting: "despedida", beatEnd: "límite de ronda", otherPair: "encuentro de una pareja vecina", postOf: "puesto {side}", land: "frontera terrestre", river: "frontera en río", sea: "frontera en el mar", ways: "caminos, ríos, rutas",
    beats: "Dónde encontrarse, recorrer y despedirse", beat: "ronda", meetAt: "encuentro", partAt: "despedida", walk: "recorrido en pareja", visits: "veces",
    leg: "{km} km al {wind}, hasta el km {to} de la frontera", walkAll: "{km} km, {h}",
    absent: "Si la otra patrulla no está", wait: "Espere {n} min en el punto de encuentro.", alone_own_side: "Después recorra la ronda por su propio lado, hasta donde le alcance el turno, e informe.", go_home: "Después vuelva e informe.", cross: "Nadie cruza la frontera sin coordinación previa.",
    beside: "Parejas vecinas", besideTouches: "su sector empieza en el km {km} de la frontera", besideApart: "su sector está en el km {km} de la frontera; en medio queda un tramo que nadie recorre", besideMeets: "se encuentra en", besideNone: "ninguna",
    sorties: "Horario", number: "n.º", date: "fecha", leaves: "sale {side}", meets: "encuen\u00adtro", parts: "despe\u00addida", back: "vuelve {side}", host: "anfi\u00adtrión",
    clock: "Todas las horas son las del reloj en UTC{zone}.", dayMark: "(−1), (+1): tantos días antes o después del día del encuentro.", clockChange: "Los relojes de {side} cambian el {day}: desde entonces su gente lee otras horas.", nearMark: "A, B: encuentros de las parejas vecinas a menos de {n} h del suyo.",
    note: "Las líneas y los puestos son ilustrativos y no implican ninguna posición jurídica.", sources: "Fuentes",
    n: "norte", ne: "noreste", e: "este", se: "sureste", s: "sur", sw: "suroeste", w: "oeste", nw: "noroeste", hours: "{h} h {min} min",
  },
});

export type Word = KeyOf<typeof t>;
type Values = Record<string, string | number>;

/** A text in one language. */
export function inLanguage(l: Language, word: Word, values: Values = {}): string {
  return t.in(l, word, values);
}

/** The other of the two languages. */
export function other(): Language {
  return language.value === "es" ? "en" : "es";
}

/** A text in the page's language, and where both are wanted in the other after it. */
export function Say({ word, values = {} }: { word: Word; values?: Values | ((l: Language) => Values) }) {
  const of = (l: Language) => inLanguage(l, word, typeof values === "function" ? values(l) : values);
  const [main, second] = [of(language.value), of(other())];
  return (
    <>
      {main}
      {both.value && second !== main && (
        <span class="other" lang={other()}>
          {second}
        </span>
      )}
    </>
  );
}

/** Name of a wind. */
export function windIn(l: Language, wind: Wind): string {
  return inLanguage(l, wind);
}

/** A length of time in hours and minutes, alike in both languages. */
export function hoursAndMinutes(h: number): string {
  const minutes = Math.round(h * 60);
  return t("hours", { h: Math.floor(minutes / 60), min: String(minutes % 60).padStart(2, "0") });
}

const dates = new Map<string, Intl.DateTimeFormat>();

/** A day with its weekday in a language. */
export function dayIn(l: Language, clock: Date, year = false): string {
  const key = `${l} ${year}`;
  let format = dates.get(key);
  if (!format) dates.set(key, (format = new Intl.DateTimeFormat(l === "es" ? "es-GT" : "en-GB", { weekday: "short", day: "numeric", month: "short", ...(year ? { year: "numeric" as const } : {}), timeZone: "UTC" })));
  return format.format(clock);
}

/** A day that is written as 2027-03-28, in a language; what is no such day stays as it is. */
export function writtenDayIn(l: Language, day: string): string {
  const clock = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(clock.getTime()) ? day : dayIn(l, clock, true);
}

/** The hands of a clock, and in brackets the days from another when it was or will be; empty on the same day. */
export function handsBeside(clock: Date, day: Date): { hands: string; days: string } {
  const apart = Math.floor(clock.getTime() / 86_400_000) - Math.floor(day.getTime() / 86_400_000);
  return { hands: clock.toISOString().slice(11, 16), days: apart === 0 ? "" : `(${apart > 0 ? "+" : "−"}${Math.abs(apart)})` };
}

/** The first and the last day of a timetable. */
export function periodOf(l: Language, periodH: number): { from: string; to: string } {
  return { from: dayIn(l, clock(0)), to: dayIn(l, clock(periodH - 1 / 60), true) };
}
