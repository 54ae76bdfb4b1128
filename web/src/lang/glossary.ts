import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TextPair } from "./parsed-texts";

// For tests only: the words of the project, as the program's own texts (lang/*.go)
// have them in both languages.

/** A word of the project: how English texts are known to have it, and what the Spanish must have then. */
export interface Term {
  word: string; // key of the program's texts
  en: RegExp;
  es: RegExp;
}

/** The program's own words: keys of its texts, and how the page's English is known to use them. */
const words: readonly { key: string; en: RegExp; also?: RegExp }[] = [
  { key: "gap", en: /\bgaps?\b/i, also: /sin cubrir/ },
  { key: "pair", en: /\bpairs?\b/i },
  { key: "beat", en: /\bbeats?\b/i },
  { key: "sortie", en: /\bsorties?\b/i, also: /\bsalen?\b/ },
  { key: "layer", en: /\blayers?\b/i },
  { key: "route", en: /\broutes?\b/i },
  { key: "border", en: /\bborders?\b/i },
  { key: "scenario", en: /\bscenarios?\b/i },
  { key: "plan", en: /\bplans?\b(?! (it|anew|again|everything))/i, also: /planific/i },
  { key: "posts", en: /\bposts?\b/i },
  { key: "patrols", en: /\bpatrols?\b/i },
  { key: "Meeting points", en: /\bmeeting points?\b/i },
  { key: "timetable", en: /\btimetables?\b/i },
  { key: "chainage", en: /\bchainages?\b/i },
  { key: "weighted revisit", en: /\bweighted revisit\b/i },
  { key: "proof", en: /\bproofs?\b/i },
];

/** Reads the words of the project from the program's texts. Fails where one is no longer there. */
export function glossary(langFolder: string): Term[] {
  const texts = new Map<string, string>();
  for (const file of readdirSync(langFolder).filter((f) => f.endsWith("_texts.go") || f === "texts.go")) {
    for (const [, key = "", , es = ""] of readFileSync(join(langFolder, file), "utf8").matchAll(/"((?:[^"\\]|\\.)*)":\s*\{"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\}/g)) texts.set(key, es);
  }
  return words.map(({ key, en, also }) => {
    const spanish = texts.get(key);
    if (!spanish) throw new Error(`lang has no text "${key}"`);
    const stem = new RegExp(spanish.replace(" km", "").split(" ").map(stemOf).join("\\S* "), "i");
    return { word: key, en, es: also ? new RegExp(`${stem.source}|${also.source}`, "i") : stem };
  });
}

/** The part of a Spanish word that its singular and plural have in common, with and without accents. */
function stemOf(word: string): string {
  const stem = word.replace(/(es|s|o|a)$/i, "").replace(/ón$/, "[oó]n");
  return stem;
}

/** Texts whose Spanish does not have a word of the project that the English has, names of values aside. */
export function strayWords(pairs: readonly TextPair[], terms: readonly Term[]): string[] {
  const plain = (text: string) => text.replace(/\{\w+\}/g, "");
  return pairs.flatMap((p) => terms.filter((t) => t.en.test(plain(p.en)) && !t.es.test(plain(p.es))).map((t) => `${p.where}: "${p.en}" has ${t.word}, "${p.es}" does not`));
}
