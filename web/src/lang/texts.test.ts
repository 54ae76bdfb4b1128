// @vitest-environment node
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { glossary, strayWords } from "./glossary";
import { parseTexts, readSource, sourcesBelow } from "./parsed-texts";

const src = fileURLToPath(new URL("..", import.meta.url));
const sources = sourcesBelow(src).map((file) => readSource(file, src));
const pairs = sources.flatMap((s) => s.texts);
const bare = sources.flatMap((s) => s.bare);

/** Texts that are the same in both languages, since the words are. */
const alike = new Set(["{title}", "Plan A", "Plan B", "A: {title}", "B: {title}", "{title} ({name})", "{a} → {b}", "{title}: {n}", "km 0", "Id", "Sector", "sector", "Sector {n}", "Error", "MGRS", "CSV", "GeoJSON", "Total", "total", "UTC{zone}", "N", "S", "E"]);

/** Words that may stand outside of texts: names, units, and languages in their own words. */
const names = new Set(["Lindero", "Español", "English", "ES", "EN", "km"]);

/** Texts that say a word of the project in other words in Spanish, by their ends. */
const saidOtherwise = ["Alargue un turno o añada un punto de encuentro.\" does not"];

const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

/** What is left of a text without values, numbers, units and signs. */
const letters = (text: string) => text.replace(/\{\w+\}|\b(km|h|m|d|min|s)\b|[^\p{L}]/gu, "");

test("the page has texts, and all are written out in both languages", () => {
  expect(pairs.length).toBeGreaterThan(50);
  expect(sources.flatMap((s) => s.faults)).toEqual([]);
});

test("no text is empty", () => expect(pairs.filter((p) => p.en.trim() === "" || p.es.trim() === "")).toEqual([]));

test("both languages have the same values", () => expect(pairs.filter((p) => String(values(p.en)) !== String(values(p.es)))).toEqual([]));

test("no text is left in English", () => {
  expect(pairs.filter((p) => p.en === p.es && letters(p.en) !== "" && !alike.has(p.en))).toEqual([]);
  const english = /(?<![\p{L}{])(the|and|of|with|which|this|that|from|is|are|not|you|your)(?![\p{L}}])/iu;
  expect(pairs.filter((p) => english.test(p.es.replace(/\{\w+\}/g, "")))).toEqual([]);
});

test("no text is Spanish in English", () => {
  const spanish = /(?<![\p{L}{])(el|los|las|una|con|que|para|del|está|es)(?![\p{L}}])|[¿¡ñ]/iu;
  expect(pairs.filter((p) => spanish.test(p.en.replace(/\{\w+\}/g, "")))).toEqual([]);
});

test("Spanish speaks to people as usted", () => {
  const informal = /(?<!\p{L})(?<!se )(tú|tu|tus|puedes|tienes|quieres|haz|elige|escribe|prueba de nuevo|inténtalo)(?!\p{L})/iu;
  expect(pairs.filter((p) => informal.test(p.es) && !alike.has(p.es))).toEqual([]);
});

test("no words stand outside of texts", () => expect(bare.filter((b) => !names.has(b.words))).toEqual([]));

test("the words of the project are those of the program's own texts", () => {
  const lang = fileURLToPath(new URL("../../../lang", import.meta.url));
  expect(strayWords(pairs, glossary(lang)).filter((stray) => !saidOtherwise.some((end) => stray.endsWith(end)))).toEqual([]);
});

describe("what the tests above go by finds faults", () => {
  const found = parseTexts(
    `const t = texts({ en: { a: "one {x}" + " two", gap: "A gap" }, es: { "a": \`uno {x} dos\`, gap: "Una brecha" } });
     const C = () => <p aria-label="Hello there" class="soft">raw words {ok ? "more words" : t("a")} {n && \`km \${n} left\`}<b>{t("a")}</b> – · %</p>;
     announce("done now");`,
    "x.tsx",
  );
  test("texts", () => expect(found.texts.map(({ en, es }) => [en, es])).toEqual([["one {x} two", "uno {x} dos"], ["A gap", "Una brecha"]]));
  test("words outside of them", () => expect(found.bare.map((b) => b.words).sort()).toEqual(["Hello there", "done now", "km", "left", "more words", "raw words"]));
  test("texts that have a name", () => expect(parseTexts("const all = { en: { a: 'x' }, es: { a: 'y' } }; texts(all)", "x.ts").texts).toMatchObject([{ en: "x", es: "y" }]));
  test("texts that are not written out", () => expect(parseTexts("texts({ en: { a: b }, es: { a: 'x' } })", "x.ts").faults).toHaveLength(1));
  test("texts of one language", () => expect(parseTexts("texts({ en: { a: 'y', b: 'z' }, es: { a: 'x' } })", "x.ts").faults).toHaveLength(1));
  test("other words than the project's", () => {
    const lang = fileURLToPath(new URL("../../../lang", import.meta.url));
    expect(strayWords(found.texts, glossary(lang))).toHaveLength(1);
  });
});
