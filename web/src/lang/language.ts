import { computed, effect, signal } from "@preact/signals";
import { keepText, keptText } from "../state/kept";

/** A language that the page speaks. */
export type Language = "en" | "es";

const key = "lindero.language";

/** The language of the page: what was chosen here, else the browser's. */
export const language = signal<Language>(chosen());

function chosen(): Language {
  const kept = keptText(key);
  if (kept === "en" || kept === "es") return kept;
  const wanted = navigator.languages.find((l) => /^(es|en)\b/i.test(l));
  return wanted?.toLowerCase().startsWith("es") ? "es" : "en";
}

/** Chooses a language, and remembers it. */
export function speak(l: Language): void {
  language.value = l;
  keepText(key, l);
}

effect(() => {
  document.documentElement.lang = language.value;
});

/** Text with places for values: {name}. */
type Texts = Record<string, string>;

/** Texts of a part of the page: answers in the page's language, or with `in` in one of choice. */
export interface Said<K extends string> {
  (name: K, values?: Record<string, string | number>): string;
  in(language: Language, name: K, values?: Record<string, string | number>): string;
}

/** A key of texts that a part of the page has. */
export type KeyOf<T> = T extends Said<infer K> ? K : never;

/**
 * Texts of a part of the page, in all languages: the compiler wants the same keys
 * in each. What it returns answers in the page's language and, read while a part
 * is drawn, has it drawn again when the language changes.
 */
export function texts<T extends Texts>(all: { en: T; es: { [K in keyof T]: string } }): Said<keyof T & string> {
  const say = (l: Language, name: keyof T & string, values: Record<string, string | number> = {}) => filled(all[l][name] ?? name, values);
  return Object.assign((name: keyof T & string, values?: Record<string, string | number>) => say(language.value, name, values), { in: say });
}

/** A text with values in its places. */
function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, v: string) => (v in values ? String(values[v]) : whole));
}

/** Locale of numbers and dates. Spanish of Mexico and Guatemala: points for decimals, commas for thousands, as both write. */
export const locale = computed(() => (language.value === "es" ? "es-GT" : "en-GB"));
