import type { Paper } from "./sheet";

// At the foot of each page of a sheet stands whose it is and which page, in the
// margin, so that a page that is lost finds its way back. Browsers without margin
// boxes leave it out; the head of each table has the pair too.

/** Name of the pages of a sheet. */
export function pageOf(sheet: string): string {
  return `page-of-${sheet}`;
}

/** Rules for the pages of sheets: their paper, and what stands at their feet. */
export function rulesOf(sheets: readonly { id: string; foot: string }[], paper: Paper): string {
  const size = paper === "a4" ? "A4" : "letter";
  const box = "font: 8pt/1.2 'Noto Sans', sans-serif; vertical-align: top; padding-top: 1.5mm;";
  return sheets.map(({ id, foot }) => `@page ${pageOf(id)} { size: ${size}; margin: 10mm; @bottom-left { content: ${quoted(foot)}; ${box} } @bottom-right { content: counter(page) " / " counter(pages); ${box} } }`).join("\n");
}

/** A text as a string of CSS; names of plans and pairs may have anything in them. */
function quoted(text: string): string {
  return `"${text.replace(/["\\\p{Cc}<]/gu, (c) => `\\${c.codePointAt(0)?.toString(16)} `)}"`;
}

/** Has the document print by rules; what is returned takes them away again. */
export function printBy(rules: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet);
  };
}
