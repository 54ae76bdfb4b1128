import type { Problem } from "../api/request";
import { number } from "../lang/format";
import { texts } from "../lang/language";

// Why the server has not made a change, at the field that it is about.

const t = texts({
  en: {
    many: "There are at most 100 changes at once. Plan everything anew, so that a new list begins, or remove some.",
    number: "Give a number between {least} and {most}.",
    taken: "There is one with this id already. Give another.",
    unknown: "There is no {id} in the plan any more.",
    off_border: "The border has no such place: it is {length} km long.",
    far_place: "The place is too far from the border. Give one no farther than 5 km from it.",
    not_neighbours: "The sectors of {a} and {b} are not next to each other any more.",
    beyond_neighbour: "The boundary has to lie between km {least} and km {most}, so that no sector is left with nothing.",
    other_side: "Post {post} is of {postSide}, the patrol of {side}. Choose a post of its side.",
    no_speed: "The patrol could move nowhere. Give it a speed above 0 on land, on rivers or at sea.",
    no_such_change: "The program knows no such change. Remove it.",
    no_value: "{field} is missing. Remove the change, and make it anew.",
    not_of_change: "{field} is none of what this change sets. Remove the change, and make it anew.",
    choice: "{field} cannot be {value}. Choose one of these: {choices}.",
    text: "{field} begins or ends with a space, or has a line end in it. Write it without.",
    other: "The program does not take this change as it is ({field}). Remove it, and make it anew with its form.",
    change: "Change {n}: {text}",
  },
  es: {
    many: "Se hacen como mucho 100 cambios a la vez. Planifique todo de nuevo, para que empiece otra lista, o quite algunos.",
    number: "Dé un número entre {least} y {most}.",
    taken: "Ya existe uno con este id. Dé otro.",
    unknown: "{id} ya no existe en el plan.",
    off_border: "La frontera no tiene ese lugar: mide {length} km.",
    far_place: "El lugar está demasiado lejos de la frontera. Dé uno a no más de 5 km de ella.",
    not_neighbours: "Los sectores de {a} y {b} ya no son contiguos.",
    beyond_neighbour: "El límite debe quedar entre el km {least} y el km {most}, para que ningún sector quede sin nada.",
    other_side: "El puesto {post} es de {postSide}, la patrulla de {side}. Elija un puesto de su lado.",
    no_speed: "La patrulla no podría moverse. Dele una velocidad mayor que 0 en tierra, en ríos o en el mar.",
    no_such_change: "El programa no conoce ese cambio. Quítelo.",
    no_value: "Falta {field}. Quite el cambio y hágalo de nuevo.",
    not_of_change: "{field} no es algo que fije este cambio. Quite el cambio y hágalo de nuevo.",
    choice: "{field} no puede ser {value}. Elija uno de estos: {choices}.",
    text: "{field} empieza o termina con un espacio, o tiene un salto de línea. Escríbalo sin ello.",
    other: "El programa no acepta este cambio tal como está ({field}). Quítelo y hágalo de nuevo con su formulario.",
    change: "Cambio {n}: {text}",
  },
});

/** What is wrong with a change, in the page's language. */
export interface Fault {
  change: number; // its place in the changes that were asked; −1: all of them
  field: string;
  text: string;
}

/** The faults that a problem names. */
export function faultsOf(problem: Problem): Fault[] {
  return problem.errors.flatMap((e) => {
    const found = /^#\/inputs\/changes(?:\/(\d+)(?:\/(\w+))?)?/.exec(e.pointer ?? "");
    if (!found) return [];
    if (found[1] === undefined || e.code === "many_changes") return [{ change: -1, field: "", text: t("many") }];
    const field = found[2] ?? "";
    return [{ change: Number(found[1]), field, text: said(e.code, e.subjects ?? [], e.length_m ?? 0) ?? t("other", { field }) }];
  });
}

/** A fault in words; among several changes with the place of the one it is about. */
export function sayFault(fault: Fault, changes: number): string {
  return fault.change >= 0 && changes > 1 ? t("change", { n: number(fault.change + 1), text: fault.text }) : fault.text;
}

function said(code: string | undefined, about: readonly string[], lengthM: number): string | undefined {
  const [a = "", b = "", c = "", d = ""] = about;
  const kilometres = (m: string) => number(Number(m) / 1000, 3);
  switch (code) {
    case "number":
      return t("number", { least: plain(c), most: plain(d) });
    case "unknown":
      return t("unknown", { id: b });
    case "off_border":
      return t("off_border", { length: number(lengthM / 1000, 3) });
    case "not_neighbours":
      return t("not_neighbours", { a, b });
    case "beyond_neighbour":
      return t("beyond_neighbour", { least: kilometres(b), most: kilometres(c) });
    case "other_side":
      return t("other_side", { post: a, postSide: b, side: d });
    case "choice":
      return t("choice", { field: a, value: b, choices: about.slice(2).join(", ") });
    case "no_value":
    case "not_of_change":
    case "text":
      return t(code, { field: a });
    case "taken":
    case "far_place":
    case "no_speed":
    case "no_such_change":
      return t(code);
    default:
      return undefined;
  }
}

function plain(x: string): string {
  return Number.isFinite(Number(x)) ? number(Number(x), 3, 0) : x;
}
