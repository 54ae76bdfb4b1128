import { number } from "../lang/format";
import { texts } from "../lang/language";
import { mostDrafts, type DraftTrouble } from "./drafts";

const t = texts({
  en: {
    full: "The browser has no room for more drafts, or there are {n}: delete some.",
    none: "This browser keeps nothing for pages. Save the draft as a file.",
    "not-json": "The file is no draft: it is not JSON.",
    "not-draft": "The file is no draft that this program knows.",
    "too-large": "The file is too large for a draft.",
  },
  es: {
    full: "El navegador no tiene lugar para más borradores, o ya hay {n}: elimine algunos.",
    none: "Este navegador no guarda nada para las páginas. Guarde el borrador como archivo.",
    "not-json": "El archivo no es un borrador: no es JSON.",
    "not-draft": "El archivo no es un borrador que este programa conozca.",
    "too-large": "El archivo es demasiado grande para un borrador.",
  },
});

/** Says what is wrong with drafts, and what to do about it. */
export function sayTrouble(trouble: DraftTrouble): string {
  return t(trouble, { n: number(mostDrafts) });
}
