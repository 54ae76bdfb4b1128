import type { Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { readSource, sourcesBelow } from "../src/lang/parsed-texts";

// Which words are English is read from the page's own texts: those that its English
// has and its Spanish has not.

const src = fileURLToPath(new URL("../src", import.meta.url));
const texts = sourcesBelow(src).flatMap((file) => readSource(file, src).texts);
const ids = /(?<![\p{L}\d])[a-z\d]+(-[a-z\d]+)+(\/\d+)?(?![\p{L}\d])/gu; // such as sea-lane-caribbean/1: names of the data
const wordsIn = (text: string) => text.replace(/\{\w+\}/g, " ").replace(ids, " ").toLowerCase().match(/\p{L}{3,}/gu) ?? [];
/** Whether a text's Spanish shares more than a third of its words with its English: what was left in English does not make English words Spanish. */
const isLeft = ({ en, es }: { en: string; es: string }) => {
  const own = new Set<string>(wordsIn(en));
  return [...wordsIn(es)].filter((w) => own.has(w)).length > wordsIn(es).length / 3;
};
const spanish = new Set(texts.filter((t) => !isLeft(t)).flatMap((t) => wordsIn(t.es)));

/** Words that are English and not Spanish. */
export const english = new Set(texts.flatMap((t) => wordsIn(t.en)).filter((w) => !spanish.has(w)));

/** English words that are names here: of the program's language switch, of formats, sources and licences. */
const names = new Set(["english", "data", "map", "open", "natural", "earth", "api", "geojson"]);

interface Piece {
  where: string;
  text: string;
}

/** All that the page says: its text, names and hints. What is marked to be of another language, or to be left as it is, is not taken. */
function pieces(page: Page): Promise<Piece[]> {
  return page.evaluate(() => {
    const found: { where: string; text: string }[] = [];
    const foreign = (e: Element | null) => e?.closest("[lang]:not(html), [translate=no]") !== null;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || foreign(element) || element.closest("script, style, noscript")) continue;
      if (node instanceof Text) found.push({ where: element.tagName.toLowerCase(), text: node.data });
      else for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext", "aria-description"]) found.push({ where: `${element.tagName.toLowerCase()} ${name}`, text: element.getAttribute(name) ?? "" });
    }
    return found.filter((p) => p.text.trim() !== "");
  });
}

/** English words on the page, with what they stand in. */
export async function englishOn(page: Page): Promise<string[]> {
  const found = (await pieces(page)).flatMap(({ where, text }) => wordsIn(text).filter((w) => english.has(w) && !names.has(w)).map((w) => `${w}: “${text.trim().slice(0, 80)}” (${where})`));
  return [...new Set(found)];
}
